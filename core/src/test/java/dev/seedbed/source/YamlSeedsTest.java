package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class YamlSeedsTest {
    @TempDir
    Path directory;

    private SeedsDirectory tier(String options) {
        return new SeedsDirectory(directory).file("tier.yaml", "tables:\n  tier:\n" + options.indent(4));
    }

    @Test
    void scalars_keep_their_source_text() {
        SeedRow row = tier("""
                        rows:
                          - a: NO
                            b: ON
                            c: 010
                            d: 1.10
                            e: yes
                            f: 0x1F
                            g: 1e999999999
                            h: 2026-01-01
                            i: 12:30:45
                            j: .inf
                            k: 1_000
                            l: NULL
                        """).rows().get(0);
        assertThat(SeedsDirectory.plain(row).values())
                .containsExactly(
                        "NO",
                        "ON",
                        "010",
                        "1.10",
                        "yes",
                        "0x1F",
                        "1e999999999",
                        "2026-01-01",
                        "12:30:45",
                        ".inf",
                        "1_000",
                        "NULL");
        assertThat(row.values()).allMatch(value -> value instanceof SeedValue.Text text && text.plain());
    }

    @Test
    void plain_null_tilde_and_nothing_are_null_and_quoted_they_are_text() {
        SeedRow row = tier("rows:\n  - {a: null, b: ~, c: , d: 'null', e: \"~\", f: '', g: \"\"}\n")
                .rows()
                .get(0);
        assertThat(SeedsDirectory.plain(row).values())
                .containsExactlyElementsOf(Arrays.asList(null, null, null, "null", "~", "", ""));
        assertThat(row.values().get(3))
                .isInstanceOfSatisfying(
                        SeedValue.Text.class, text -> assertThat(text.plain()).isFalse());
    }

    @Test
    void every_value_knows_its_place() {
        SeedRow row = tier("rows:\n  - code: a\n    tags: [x, {y: z}]\n").rows().get(0);
        assertThat(row.at()).hasToString("seeds/tier.yaml, line 4, column 9");
        assertThat(row.value("code").at()).hasToString("seeds/tier.yaml, line 4, column 15");
        SeedValue.Items tags = (SeedValue.Items) row.value("tags");
        assertThat(tags.at()).hasToString("seeds/tier.yaml, line 5, column 15");
        SeedValue.Fields fields = (SeedValue.Fields) tags.items().get(1);
        assertThat(fields.fields().get("y").at()).hasToString("seeds/tier.yaml, line 5, column 23");
    }

    @Test
    void names_may_be_a_list_or_one_name() {
        SeedTable table =
                tier("key: code\nmanaged: [a, b]\nrows: [{code: a}]\n").table();
        assertThat(table.key()).containsExactly("code");
        assertThat(table.managed()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void a_former_default_may_be_one_value_or_null() {
        SeedRow row = tier("rows: [{code: a, price: 1, note: x, $was: {price: 9, note: ~}}]\n")
                .rows()
                .get(0);
        assertThat(row.directives().was().get("price"))
                .extracting(SeedsDirectory::plain)
                .containsExactly("9");
        assertThat(row.directives().was().get("note")).hasOnlyElementsOfType(SeedValue.Null.class);
    }

    @Test
    void all_directives_of_a_row_are_read() {
        SeedRow row = tier("""
                        rows:
                          - code: a
                            name: A
                            $formerly: {code: b}
                            $restore: true
                            $protected: [name]
                            $required: true
                          - {code: c, $protected: true, $required: false}
                        """).rows().get(0);
        assertThat(row.columns()).containsExactly("code", "name");
        assertThat(row.directives().formerly())
                .extracting(SeedsDirectory::plain)
                .containsExactly(Map.of("code", "b"));
        assertThat(row.directives().restore()).isTrue();
        assertThat(row.directives().isProtected()).isFalse();
        assertThat(row.directives().protectedColumns()).containsExactly("name");
        assertThat(row.directives().required()).isTrue();
        SeedRow other = new SeedsDirectory(directory).rows().get(1);
        assertThat(other.directives().isProtected()).isTrue();
        assertThat(other.directives().required()).isFalse();
    }

    @Test
    void a_table_may_only_retire_rows() {
        SeedTable table = tier("retired: [{code: legacy}]\n").table();
        assertThat(SeedsDirectory.rows(table)).isEmpty();
        assertThat(table.retired()).hasSize(1);
    }

    @Test
    void the_name_of_the_file_is_the_name_of_the_seeder() {
        SeedUnit unit = tier("soft-delete: deleted_at\nrows: [{code: a}]\n").unit();
        assertThat(unit.name()).isEqualTo("tier");
        assertThat(unit.at()).hasToString("seeds/tier.yaml, line 1, column 1");
        assertThat(unit.tables().get(0).softDelete()).isEqualTo("deleted_at");
    }

    @Test
    void a_byte_order_mark_is_stripped() {
        assertThat(new SeedsDirectory(directory)
                        .file("tier.yaml", "\uFEFFtables: {tier: {rows: [{code: a}]}}")
                        .plainRows())
                .containsExactly(Map.of("code", "a"));
    }

    @Test
    void a_long_number_is_text() {
        String digits = "9".repeat(200_000);
        assertThat(tier("rows: [{n: " + digits + "}]\n").plainRows()).containsExactly(Map.of("n", digits));
    }

    @Test
    @Timeout(20)
    void thirty_thousand_rows_and_a_thousand_files_are_quick() {
        StringBuilder rows = new StringBuilder("tables:\n  tier:\n    rows:\n");
        for (int i = 0; i < 30_000; i++) {
            rows.append("      - {code: c").append(i).append(", name: Name, price: 12, note: \"x\"}\n");
        }
        SeedsDirectory seeds = new SeedsDirectory(directory).file("a.yaml", rows.toString());
        for (int i = 0; i < 1_000; i++) {
            seeds.file("many/t" + i + ".yaml", "tables: {t" + i + ": {rows: [{code: a}]}}");
        }
        List<SeedUnit> units = seeds.read();
        assertThat(units).hasSize(1_001);
        assertThat(SeedsDirectory.rows(units.get(0).tables().get(0))).hasSize(30_000);
    }
}

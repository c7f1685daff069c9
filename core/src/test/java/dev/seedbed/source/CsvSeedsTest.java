package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedValue;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CsvSeedsTest {
    @TempDir
    Path directory;

    private SeedsDirectory csv(String content) {
        return new SeedsDirectory(directory).file("currency.csv", content);
    }

    @Test
    void a_csv_file_alone_is_a_seeder_and_a_table_of_its_name() {
        SeedsDirectory seeds = csv("code,name\r\nCHF,Swiss franc\r\nNOK,\"Krone, Norwegian\"\r\n");
        assertThat(seeds.unit().name()).isEqualTo("currency");
        assertThat(seeds.table().table()).isEqualTo("currency");
        assertThat(seeds.table().rows().streamed()).isTrue();
        assertThat(seeds.plainRows())
                .containsExactly(
                        Map.of("code", "CHF", "name", "Swiss franc"),
                        Map.of("code", "NOK", "name", "Krone, Norwegian"));
    }

    @Test
    void text_stays_as_it_is() {
        assertThat(csv("a,b,c,d,e\nNO,ON,010,1.10, x \n\"a\"\"b\",\"x\ny\",\"x\r\ny\",\u00e9\ud83d\ude00,#\n")
                        .plainRows())
                .containsExactly(
                        Map.of("a", "NO", "b", "ON", "c", "010", "d", "1.10", "e", " x "),
                        Map.of("a", "a\"b", "b", "x\ny", "c", "x\r\ny", "d", "\u00e9\ud83d\ude00", "e", "#"));
    }

    @Test
    void nothing_is_null_and_quotes_around_nothing_are_empty_text() {
        SeedRow row = csv("a,b,c\n,\"\",null\n").rows().get(0);
        assertThat(SeedsDirectory.plain(row).values()).containsExactlyElementsOf(Arrays.asList(null, "", "null"));
        assertThat(row.values().get(1))
                .isInstanceOfSatisfying(
                        SeedValue.Text.class, text -> assertThat(text.plain()).isFalse());
    }

    @Test
    void another_mark_may_stand_for_null() {
        SeedTable table = new SeedsDirectory(directory)
                .file("x.csv", "a,b,c,d\n\\N,\"\\N\",,\"\"\n")
                .file("t.yaml", "tables: {t: {rows: {csv: x.csv, null: '\\N'}}}")
                .table();
        assertThat(SeedsDirectory.plain(SeedsDirectory.rows(table).get(0)).values())
                .containsExactlyElementsOf(Arrays.asList(null, "\\N", "", ""));
    }

    @Test
    void headers_with_dots_are_references() {
        List<Map<String, Object>> rows = csv("a.x,b,a.y.z\n1,2,3\n,2,\n,2,3\n").plainRows();
        assertThat(rows.get(0)).isEqualTo(Map.of("a", Map.of("x", "1", "y", Map.of("z", "3")), "b", "2"));
        assertThat(rows.get(1).get("a")).isNull();
        assertThat(rows.get(2).get("a").toString()).isEqualTo("{x=null, y={z=3}}");
    }

    @Test
    void rows_share_their_columns_and_know_the_line_they_start_in() {
        List<SeedRow> rows = csv("a,b\n1,\"x\ny\"\n3,4\n").rows();
        assertThat(rows.get(0).columns()).isSameAs(rows.get(1).columns());
        assertThat(rows.get(0).at()).hasToString("seeds/currency.csv, line 2");
        assertThat(rows.get(1).at()).hasToString("seeds/currency.csv, line 4");
        assertThat(rows.get(1).value("b").at()).isSameAs(rows.get(1).at());
    }

    @Test
    void a_byte_order_mark_and_empty_lines_at_the_end_are_passed_over() {
        assertThat(csv("\uFEFFa,b\n1,2\n\n\n").plainRows()).containsExactly(Map.of("a", "1", "b", "2"));
        assertThat(csv("a,b\n1,2").plainRows()).containsExactly(Map.of("a", "1", "b", "2"));
        assertThat(csv("a,b\n").plainRows()).isEmpty();
    }

    @Test
    void rows_can_be_read_again_and_again() {
        SeedTable table = csv("a\n1\n2\n").table();
        assertThat(SeedsDirectory.rows(table))
                .isEqualTo(SeedsDirectory.rows(table))
                .hasSize(2);
    }

    @Test
    void a_small_file_is_read_once() {
        SeedTable table = csv("a\n1\n").table();
        csv("a\n2\n");
        assertThat(SeedsDirectory.rows(table).get(0).value("a"))
                .isInstanceOfSatisfying(
                        SeedValue.Text.class, value -> assertThat(value.text()).isEqualTo("1"));
    }

    @Test
    void a_header_of_a_larger_file_that_changes_between_two_passes_is_noticed() {
        String rows = "1\n".repeat(200_000);
        SeedsDirectory seeds = csv("a\n" + rows);
        SeedTable table = seeds.table();
        csv("b\n" + rows);
        assertThat(SeedsDirectory.error(() -> SeedsDirectory.rows(table))).isEqualTo("""
                        The header of the file has changed while it was in use.
                          where: seeds/currency.csv, line 1
                          mend:  run again""");
    }

    @Test
    @Timeout(30)
    void a_million_rows_are_streamed() throws IOException {
        SeedsDirectory seeds = csv("");
        try (Writer writer = Files.newBufferedWriter(seeds.seeds.resolve("currency.csv"))) {
            writer.write("id,code,name,price,note\n");
            for (int i = 0; i < 1_000_000; i++) {
                writer.write(i + ",code-" + i + ",Name,1.50,\"a note, quoted\"\n");
            }
        }
        SeedTable table = seeds.table();
        int count = 0;
        try (SeedRows.Cursor cursor = table.rows().open()) {
            for (SeedRow row = cursor.next(); row != null; row = cursor.next()) {
                count++;
            }
        }
        assertThat(count).isEqualTo(1_000_000);
    }
}

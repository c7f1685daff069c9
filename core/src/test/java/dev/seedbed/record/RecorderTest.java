package dev.seedbed.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.source.FormerLine;
import dev.seedbed.source.SeedHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    private static final String HEADER = "{\"seedbed\":\"former\",\"version\":1}\n";

    @TempDir
    Path directory;

    private static MemoryTree tree(String name, String content) {
        return new MemoryTree().file(name, content);
    }

    private static MemoryTree tiers(String table) {
        return tree("tiers.yaml", "tables: {tier: " + table + "}");
    }

    private Recorded recorded(String before, boolean withState, MemoryTree present, MemoryTree... releases) {
        List<SeedUnit> units = present.read();
        Recorder recorder = new Recorder(units, units, lines(before));
        for (MemoryTree release : releases) {
            List<SeedUnit> released = release.read();
            recorder.release(released, released);
        }
        return recorder.record(withState);
    }

    private List<FormerLine> lines(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            Files.writeString(directory.resolve(SeedHistory.FILE), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SeedHistory.record(directory, directory);
    }

    /** The lines after the header. Recording again with them changes nothing, and finds nothing missing. */
    private String record(MemoryTree present, MemoryTree... releases) {
        Recorded once = recorded("", false, present, releases);
        Recorded again = recorded(once.text(), false, present, releases);
        assertThat(again.text()).isEqualTo(once.text());
        assertThat(again.missing()).isEmpty();
        assertThat(again.leaks()).isEmpty();
        assertThat(recorded(once.text(), false, present).text()).isEqualTo(once.text());
        assertThat(once.text()).startsWith(HEADER);
        return once.text().substring(HEADER.length());
    }

    @Test
    void only_what_changed_is_recorded_the_last_default_at_the_end() {
        assertThat(record(
                        tiers("{key: [code], rows: [{code: a, name: A, price: 15}, {code: b, price: 1}]}"),
                        tiers("{key: [code], rows: [{code: a, name: A, price: 9}, {code: b, price: 1}]}"),
                        tiers("{key: [code], rows: [{code: a, name: A, price: 12}, {code: b, price: 1}]}"),
                        tiers("{key: [code], rows: [{code: a, name: A, price: 9}, {code: b, price: 1}]}")))
                .isEqualTo("""
                        {"table":"tier","key":{"code":"a"},"was":{"price":[12,9]}}
                        """);
    }

    @Test
    void a_default_that_came_back_is_not_former() {
        assertThat(record(
                        tiers("{key: [code], rows: [{code: a, price: 9}]}"),
                        tiers("{key: [code], rows: [{code: a, price: 9}]}"),
                        tiers("{key: [code], rows: [{code: a, price: 12}]}")))
                .isEqualTo("""
                        {"table":"tier","key":{"code":"a"},"was":{"price":[12]}}
                        """);
    }

    @Test
    void nothing_is_recorded_where_nothing_changed() {
        MemoryTree same = tiers("{key: [code], rows: [{code: a, price: 9}]}");
        assertThat(record(same, same, same)).isEmpty();
        assertThat(record(same)).isEmpty();
    }

    @Test
    void a_column_that_a_release_left_out_is_absent() {
        assertThat(record(
                        tiers("{key: [code], rows: [{code: a, category: bank}, {code: b}]}"),
                        tiers("{key: [code], rows: [{code: a}, {code: b}]}"),
                        tiers("{key: [code], rows: [{code: a, category: other}, {code: b}]}")))
                .isEqualTo("""
                        {"table":"tier","key":{"code":"a"},"was":{"category":["other"]},"absent":["category"]}
                        """);
    }

    @Test
    void a_row_that_left_the_seeds_has_all_its_columns() {
        assertThat(record(
                        tiers("{key: [code], rows: [{code: a}], retired: [{code: legacy}]}"),
                        tiers("{key: [code], rows: [{code: a}, {code: legacy, price: 5}]}"),
                        tiers("{key: [code], rows: [{code: a}, {code: legacy, price: 6, note: null}]}")))
                .isEqualTo("""
                        {"table":"tier","key":{"code":"legacy"},"was":{"note":[null],"price":[5,6]},"absent":["note"]}
                        """);
    }

    @Test
    void a_row_under_a_former_key_stands_under_that_key() {
        assertThat(record(
                        tiers("{key: [code], rows: [{code: team, price: 49, $formerly: [{code: pro}]}]}"),
                        tiers("{key: [code], rows: [{code: pro, price: 39}]}")))
                .isEqualTo("""
                        {"table":"tier","key":{"code":"pro"},"was":{"price":[39]}}
                        """);
    }

    @Test
    void values_keep_their_text_and_null_is_not_the_text_null() {
        assertThat(record(
                        tiers("{key: [code], rows: [{code: a, x: 0, y: 0}]}"),
                        tiers("{key: [code], rows: [{code: a, x: null, y: 1.10}]}"),
                        tiers("{key: [code], rows: [{code: a, x: 'null', y: '1.1'}]}"),
                        tiers("{key: [code], rows: [{code: a, x: NO, y: 010}]}"),
                        tiers("{key: [code], rows: [{code: a, x: \"a\\\"b\\\\\\n\\u202e\\u2028\", y: true}]}")))
                .isEqualTo("""
                        {"table":"tier","key":{"code":"a"},"was":{"x":[null,"null","NO","a\\"b\\\\\\n\\u202e\\u2028"],"y":[1.10,"1.1","010",true]}}
                        """);
    }

    @Test
    void quotes_files_and_order_make_no_difference() {
        MemoryTree present = tree("data/tier.csv", "name,price,code\nTeam,49,team\nStarter,12,\"starter\"\n")
                .file("all.yaml", "tables: {tier: {key: code, rows: {csv: data/tier.csv}}}");
        assertThat(record(
                        present,
                        tiers("{key: [code], rows: [{code: starter, price: '12', name: Starter}, "
                                + "{price: 49, name: 'Team', code: team}]}"),
                        tree("a/tier.csv", "code,price,name\nstarter,9,Starter\nteam,49,Team\n")))
                .isEqualTo("""
                        {"table":"tier","key":{"code":"starter"},"was":{"price":[9]}}
                        """);
    }

    @Test
    void without_a_declared_key_the_former_row_stands_as_a_whole() {
        MemoryTree present = tree("currency.csv", "code,name,unit\nEUR,Euro,2\nCHF,Franc,2\n");
        assertThat(record(present, tree("currency.csv", "name,code\nEuro,EUR\nMark,DEM\n"), present))
                .isEqualTo("""
                        {"table":"currency","key":{"code":"DEM","name":"Mark"},"absent":["unit"]}
                        {"table":"currency","key":{"code":"EUR","name":"Euro"},"absent":["unit"]}
                        """);
    }

    @Test
    void references_and_lists_are_written_as_in_seed_files() {
        assertThat(record(
                        tiers("{key: [code], rows: [{code: a, parent: {code: c}, tags: [x]}]}"),
                        tiers("{key: [code], rows: [{code: a, parent: {code: b, area: {name: '1'}}, tags: [x, 1]}]}")))
                .isEqualTo("""
                        {"table":"tier","key":{"code":"a"},"was":{"parent":[{"area":{"name":"1"},"code":"b"}],"tags":[["x",1]]}}
                        """);
    }

    @Test
    void each_is_expanded_over_the_rows_of_its_own_release() {
        String grants = "grant: {key: [tier_id, permission_id], rows: ["
                + "{tier_id: {code: {$each: [a, b]}}, permission_id: {$each: {declared: permission, where: {name: 'x.*'}}}}]}";
        assertThat(
                        record(
                                tree(
                                        "g.yaml",
                                        "tables: {permission: {key: [name], rows: [{name: x.view}, {name: y}]}, "
                                                + grants + "}"),
                                tree("g.yaml", "tables: {" + grants + "}")
                                        .file(
                                                "p.yaml",
                                                "tables: {permission: {key: [name], rows: [{name: {$each: [x.view, x.edit, y]}}]}}")))
                .isEqualTo("""
                        {"table":"grant","key":{"permission_id":{"name":"x.edit"},"tier_id":{"code":"a"}}}
                        {"table":"grant","key":{"permission_id":{"name":"x.edit"},"tier_id":{"code":"b"}}}
                        {"table":"permission","key":{"name":"x.edit"}}
                        """);
    }

    @Test
    void rows_that_only_a_catalogue_could_tell_are_named() {
        MemoryTree present = tree("p.csv", "name\nx\n")
                .file("g.yaml", "tables: {g: {key: [p_id], rows: [{p_id: {$each: {declared: p}}}]}}");
        assertThat(recorded("", false, present).warnings()).singleElement().hasToString("""
                Rows of table "g" are not recorded, since "$each" goes over table "p", which declares no key.
                  where: seeds/g.yaml, line 1, column 49
                  mend:  add "key:" to table "p\"""");
    }

    @Test
    void was_in_the_row_is_not_repeated_and_counts_when_it_is_gone() {
        assertThat(record(
                        tiers("{key: [code], rows: [{code: a, price: 15, $was: {price: [12]}}]}"),
                        tiers("{key: [code], rows: [{code: a, price: 12, $was: {price: [7, 9]}}]}")))
                .isEqualTo("""
                        {"table":"tier","key":{"code":"a"},"was":{"price":[7,9]}}
                        """);
    }

    @Test
    void generated_managed_and_insert_only_columns_are_left_out() {
        assertThat(
                        record(
                                tiers(
                                        "{key: [code], managed: [m], insert-only: [i], rows: [{code: a, m: 2, i: 2, x: 2, y: 2, z: {$uuid: v4}}]}"),
                                tiers(
                                        "{key: [code], managed: [y], rows: [{code: a, m: 1, i: 1, x: {$uuid: v7}, y: 1, z: 1}]}")))
                .isEqualTo("""
                        {"table":"tier","key":{"code":"a"},"was":{"y":[1],"z":[1]}}
                        """);
    }

    @Test
    void the_content_of_a_file_is_recorded_whatever_its_line_ends() {
        MemoryTree present = tiers("{key: [code], rows: [{code: a, text: {$file: t.md}, same: {$file: s.md}}]}")
                .file("t.md", "new")
                .file("s.md", "1\r\n2\r\n");
        assertThat(record(
                        present,
                        tiers("{key: [code], rows: [{code: a, text: {$file: t.md}, same: {$file: s.md}}]}")
                                .file("t.md", "old\n")
                                .file("s.md", "1\n2\n"),
                        tiers("{key: [code], rows: [{code: a, text: {$file: t.md}, same: {$file: s.md}}]}")
                                .file("t.md", new byte[] {0, (byte) 0xFF})
                                .file("s.md", "1\n2\n")))
                .isEqualTo("""
                        {"table":"tier","key":{"code":"a"},"was":{"text":[{"$content":"old\\n"},{"$content":{"base64":"AP8="}}]}}
                        """);
    }

    @Test
    void content_that_is_too_large_is_named_and_not_recorded() {
        MemoryTree present = tiers("{key: [code], rows: [{code: a, text: new}]}");
        Recorded recorded = recorded(
                "",
                false,
                present,
                tiers("{key: [code], rows: [{code: a, text: {$file: t.md}}]}").file("t.md", "x".repeat(65_537)));
        assertThat(recorded.text()).isEqualTo(HEADER);
        assertThat(recorded.warnings()).singleElement().hasToString("""
                File "t.md" has more than 64 KiB, so its content is not recorded.
                  where: seeds/tiers.yaml, line 1, column 61
                  mend:  list the column under "managed", so that update always brings it to what the file holds""");
    }

    @Test
    void data_that_looks_like_content_stays_data() {
        String text = record(
                tiers("{key: [code], rows: [{code: a, json: 1}]}"),
                tiers("{key: [code], rows: [{code: a, json: {$content: x}}]}"));
        assertThat(text).isEqualTo("""
                {"table":"tier","key":{"code":"a"},"was":{"json":[{"$value":{"$content":"x"}}]}}
                """);
    }

    @Test
    void a_column_that_any_release_calls_sensitive_is_nowhere() {
        MemoryTree canary = tree(
                "a.yaml",
                "tables: {tier: {key: [code], rows: [{code: a, token: CANARY, price: 1}]},"
                        + " link: {rows: [{code: l, tier_id: {token: CANARY}, price: 1}]},"
                        + " keyed: {key: [secret], rows: [{secret: CANARY, price: 1}]},"
                        + " bare: {rows: [{code: b, secret: CANARY, price: 1}]}}");
        MemoryTree sensitive = tree("b.yaml", "tables: {TIER: {key: [code], sensitive: [Token], rows: [{code: z}]}}")
                .file(
                        "c.yaml",
                        "tables: {keyed: {sensitive: [secret], rows: []}, app.bare: {sensitive: [secret], rows: []}}");
        MemoryTree present = tree(
                "a.yaml",
                "tables: {tier: {key: [code], rows: [{code: a, token: x, price: 2}]},"
                        + " link: {key: [code], rows: [{code: l, tier_id: {token: x}, price: 2}]},"
                        + " bare: {rows: [{code: b, secret: y, price: 2}]}}");
        Recorded recorded = recorded("", false, present, canary, sensitive);
        assertThat(recorded.text()).doesNotContain("CANARY").isEqualTo(HEADER + """
                {"table":"bare","key":{"code":"b","price":1}}
                {"table":"link","key":{"code":"l"},"was":{"price":[1]}}
                {"table":"tier","key":{"code":"a"},"was":{"price":[1]}}
                {"table":"tier","key":{"code":"z"}}
                """);
        assertThat(recorded.warnings()).singleElement().hasToString("""
                Rows of table "keyed" are not recorded, since their key is sensitive.
                  mend:  choose a key that may be read, or say former defaults with "$was\"""");

        String leaky = HEADER
                + "{\"table\":\"tier\",\"key\":{\"code\":\"a\"},\"was\":{\"price\":[1],\"token\":[\"CANARY\"]}}\n";
        Recorded again = recorded(leaky, false, present, canary, sensitive);
        assertThat(again.text()).isEqualTo(recorded.text());
        assertThat(again.leaks()).containsExactly(new Recorded.Missing("tier", "{\"code\":\"a\"}", List.of("token")));
        assertThat(recorded("", true, present, canary, sensitive).text()).doesNotContain("CANARY");
    }

    @Test
    void only_a_sensitive_column_changed_in_a_row_without_a_declared_key() {
        assertThat(record(
                        tiers("{sensitive: [token], rows: [{code: a, token: {$env: T}}]}"),
                        tiers("{sensitive: [token], rows: [{code: a, token: old}]}")))
                .isEmpty();
    }

    @Test
    void a_key_that_is_declared_later_finds_the_rows_of_before() {
        assertThat(record(tiers("{key: [code], rows: [{code: a, price: 2}]}"), tiers("{rows: [{code: a, price: 1}]}")))
                .isEqualTo("""
                        {"table":"tier","key":{"code":"a"},"was":{"price":[1]}}
                        """);
    }

    @Test
    void a_row_is_followed_to_another_key() {
        assertThat(record(
                        tiers("{key: [code], rows: [{code: a, name: A, price: 2}]}"),
                        tiers("{key: [name], rows: [{name: A, price: 1}]}")))
                .isEqualTo("""
                        {"table":"tier","key":{"code":"a"},"was":{"price":[1]}}
                        """);
        assertThat(record(
                        tiers("{key: [slug], rows: [{slug: a, price: 2}]}"),
                        tiers("{key: [code], rows: [{code: a, price: 1}]}")))
                .isEqualTo("""
                        {"table":"tier","key":{"slug":"a"},"was":{"price":[1]}}
                        """);
    }

    @Test
    void a_nullable_part_of_the_key_that_a_row_leaves_out_is_null() {
        assertThat(
                        record(
                                tiers("{key: [code, area], rows: [{code: a, price: 2}, {code: a, area: x, price: 3}]}"),
                                tiers(
                                        "{key: [code, area], rows: [{code: a, area: null, price: 1}, {code: a, area: x, price: 3}]}")))
                .isEqualTo("""
                        {"table":"tier","key":{"area":null,"code":"a"},"was":{"price":[1]}}
                        """);
    }

    @Test
    void what_the_file_says_stays_unless_it_is_the_default_again() {
        String before = HEADER + """
                {"table":"tier","key":{"code":"a"},"was":{"price":[7,9]},"absent":["name"]}
                {"table":"tier","key":{"code":"gone"},"was":{"price":[1]}}
                """;
        assertThat(recorded(before, false, tiers("{key: [code], rows: [{code: a, price: 9, name: A}]}"))
                        .text())
                .isEqualTo(HEADER + """
                {"table":"tier","key":{"code":"a"},"was":{"price":[7]},"absent":["name"]}
                {"table":"tier","key":{"code":"gone"},"was":{"price":[1]}}
                """);
    }

    @Test
    void lines_of_one_row_are_put_together() {
        String before = HEADER + """
                {"table":"tier","key":{"code":"b"},"was":{"price":[1]}}
                {"table":"tier","key":{"code":"a"},"was":{"price":[8]}}
                {"table":"tier","key":{"code":"a"},"was":{"price":[9]},"absent":["name"]}
                """;
        Recorded recorded = recorded(before, false, tiers("{key: [code], rows: [{code: a, price: 12, name: A}]}"));
        assertThat(recorded.text()).isEqualTo(HEADER + """
                {"table":"tier","key":{"code":"a"},"was":{"price":[8,9]},"absent":["name"]}
                {"table":"tier","key":{"code":"b"},"was":{"price":[1]}}
                """);
        assertThat(recorded.isComplete()).isTrue();
    }

    @Test
    void rows_that_the_file_lacks_are_named() {
        String before = HEADER + "{\"table\":\"tier\",\"key\":{\"code\":\"a\"},\"was\":{\"price\":[9]}}\n";
        Recorded recorded = recorded(
                before,
                false,
                tiers("{key: [code], rows: [{code: a, price: 12, name: A}]}"),
                tiers("{key: [code], rows: [{code: a, price: 9}, {code: b, price: 1}]}"),
                tiers("{key: [code], rows: [{code: a, price: 10, name: A}]}"));
        assertThat(recorded.missing())
                .containsExactly(
                        new Recorded.Missing("tier", "{\"code\":\"a\"}", List.of("name", "price")),
                        new Recorded.Missing("tier", "{\"code\":\"b\"}", List.of("price")));
    }

    @Test
    void without_history_the_last_recorded_state_is_the_release_before() {
        MemoryTree first = tiers(
                        "{key: [code], sensitive: [token], rows: [{code: a, price: 9, token: SECRET, id: {$uuid: v7}}]}")
                .file("currency.csv", "code,name\nEUR,Euro\n");
        MemoryTree second = tiers(
                        "{key: [code], sensitive: [token], rows: [{code: a, price: 12, name: A, token: OTHER, id: {$uuid: v7}}]}")
                .file("currency.csv", "code,name\nEUR,EURO\n");
        String one = recorded("", true, first).text();
        assertThat(one).isEqualTo(HEADER + """
                {"table":"currency","now":{"code":"EUR","name":"Euro"}}
                {"table":"tier","key":{"code":"a"},"now":{"id":{"$unrecorded":true},"price":9,"token":{"$unrecorded":true}}}
                """);
        assertThat(recorded(one, true, first).text()).isEqualTo(one);
        assertThat(recorded(one, true, first).isComplete()).isTrue();
        assertThat(recorded(one, true, second).isComplete()).isFalse();
        String two = recorded(one, true, second).text();
        assertThat(two).isEqualTo(HEADER + """
                {"table":"currency","key":{"code":"EUR","name":"Euro"}}
                {"table":"currency","now":{"code":"EUR","name":"EURO"}}
                {"table":"tier","key":{"code":"a"},"now":{"id":{"$unrecorded":true},"name":"A","price":12,"token":{"$unrecorded":true}}}
                {"table":"tier","key":{"code":"a"},"was":{"price":[9]},"absent":["name"]}
                """);
        assertThat(recorded(two, true, second).text()).isEqualTo(two);
        assertThat(recorded(two, false, second).text()).doesNotContain("now");
    }

    @Test
    void a_release_that_cannot_be_read_counts_for_nothing() {
        List<SeedUnit> units =
                tiers("{key: [code], rows: [{code: a, price: 12}]}").read();
        Recorder recorder = new Recorder(units, units, List.of());
        List<SeedUnit> broken = tiers("{key: [code], rows: [{code: a, price: 9}, {code: {$each: 1}}]}")
                .read();
        assertThatThrownBy(() -> recorder.release(broken, broken)).isInstanceOf(SeedException.class);
        assertThat(recorder.record(false).text()).isEqualTo(HEADER);
    }

    @Test
    void the_same_rows_in_any_order_and_any_files_give_the_same_bytes() {
        Random random = new Random(42);
        String expected = null;
        for (int round = 0; round < 20; round++) {
            List<String> old = new ArrayList<>();
            List<String> now = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                old.add("{code: c" + i + ", price: " + i + ", name: n" + i % 7 + "}");
                now.add("{code: c" + i + ", name: n" + i % 3 + ", price: " + i % 10 + "}");
            }
            Collections.shuffle(old, random);
            Collections.shuffle(now, random);
            int cut = random.nextInt(49) + 1;
            String text = record(
                    tree("a.yaml", "tables: {tier: {key: code, rows: [" + String.join(", ", now) + "]}}"),
                    tree("z.yaml", "tables: {tier: {rows: [" + String.join(", ", old.subList(0, cut)) + "]}}")
                            .file(
                                    "b.yaml",
                                    "tables: {tier: {key: code, rows: ["
                                            + String.join(", ", old.subList(cut, old.size())) + "]}}"));
            assertThat(text).isEqualTo(expected == null ? text : expected);
            expected = text;
        }
    }
}

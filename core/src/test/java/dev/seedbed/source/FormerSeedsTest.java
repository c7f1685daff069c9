package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.FormerRow;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerSeedsTest {
    private static final String HEADER = "{\"seedbed\":\"former\",\"version\":1}\n";

    @TempDir
    Path directory;

    private SeedsDirectory seeds;

    @BeforeEach
    void seeds() {
        seeds = new SeedsDirectory(directory)
                .file("tiers.yaml", "tables: {tier: {rows: [{code: starter, price: 12}]}}");
    }

    private List<FormerRow> former(String lines) {
        return seeds.file("former.jsonl", HEADER + lines).unit().former();
    }

    private String error(String content) {
        return seeds.file("former.jsonl", content).error();
    }

    private static SeedValue text(String text, boolean plain) {
        return new SeedValue.Text(text, plain, at());
    }

    private static Location at() {
        return new Location("seeds/former.jsonl", 2, 0);
    }

    @Test
    void a_seeder_carries_what_earlier_releases_declared_for_its_tables() {
        assertThat(former("""
                {"table":"tier","key":{"code":"starter"},"was":{"price":[7,"9"]},"absent":["category"]}
                {"table":"other","key":{"code":"starter"},"was":{"price":[7]}}
                """))
                .containsExactly(new FormerRow(
                        "tier",
                        Map.of("code", text("starter", false)),
                        Map.of("price", List.of(text("7", true), text("9", false))),
                        Set.of("category"),
                        at()));
    }

    @Test
    void values_keep_their_source_text_and_null_is_not_the_text_null() {
        FormerRow row = former("""
                {"table":"tier","key":{"at":{"code":"x"}},"was":{"a":[1.10,"1.10",null,"null",true,[1,{"b":null}]]}}
                """).get(0);
        assertThat(row.was().get("a"))
                .containsExactly(
                        text("1.10", true),
                        text("1.10", false),
                        new SeedValue.Null(at()),
                        text("null", false),
                        text("true", true),
                        new SeedValue.Items(
                                List.of(
                                        text("1", true),
                                        new SeedValue.Fields(Map.of("b", new SeedValue.Null(at())), at())),
                                at()));
        assertThat(row.key()).containsEntry("at", new SeedValue.Fields(Map.of("code", text("x", false)), at()));
    }

    @Test
    void a_table_may_be_written_with_its_schema_or_without_and_in_any_case() {
        assertThat(former("""
                {"table":"app.tier","key":{"code":"a"}}
                {"table":"Tier","key":{"code":"b"}}
                {"table":"app.tiers","key":{"code":"c"}}
                """)).extracting(FormerRow::table).containsExactly("app.tier", "Tier");
    }

    @Test
    void a_table_that_only_retires_rows_has_former_rows_too() {
        seeds.file("tiers.yaml", "tables: {tier: {retired: [{code: legacy}]}}");
        assertThat(former("{\"table\":\"tier\",\"key\":{\"code\":\"legacy\"},\"was\":{\"price\":[5]}}\n"))
                .hasSize(1);
    }

    @Test
    void the_content_of_a_file_is_bound_as_a_file_is() {
        seeds.file("tiers.yaml", "tables: {tier: {rows: [{code: a, text: {$file: terms.md}}]}}")
                .file("terms.md", "new")
                .file("former.jsonl", HEADER + """
                {"table":"tier","key":{"code":"a"},"was":{"text":[{"$content":"old"},{"$content":{"base64":"AP8="}}]}}
                """);
        SeedUnit unit = seeds.unit();
        List<SeedValue> was = unit.former().get(0).was().get("text");
        assertThat(was).hasSize(2);
        assertThat(content(unit, was.get(0))).isEqualTo("old".getBytes(StandardCharsets.UTF_8));
        assertThat(content(unit, was.get(1))).containsExactly(0, 0xFF);
        assertThat(unit.attachments().read("terms.md", Location.of("x")))
                .asString()
                .isEqualTo("new");
    }

    private static byte[] content(SeedUnit unit, SeedValue file) {
        SeedValue.Text path =
                (SeedValue.Text) ((SeedValue.Fields) file).fields().get("$file");
        return unit.attachments().read(path.text(), path.at());
    }

    @Test
    void what_is_declared_now_and_empty_lines_are_passed_over() {
        assertThat(former("""

                {"table":"tier","key":{"code":"a"},"now":{"price":12,"secret":{"$unrecorded":true}}}
                {"table":"tier","now":{"code":"b"}}
                """)).extracting(FormerRow::was).containsExactly(Map.of());
    }

    @Test
    void windows_line_ends_and_a_byte_order_mark_are_read() {
        seeds.file(
                "former.jsonl",
                "\uFEFF" + (HEADER + "{\"table\":\"tier\",\"key\":{\"code\":\"a\"}}\n").replace("\n", "\r\n"));
        assertThat(seeds.unit().former()).hasSize(1);
    }

    @Test
    void a_file_alone_takes_its_former_rows_from_beside_it() {
        seeds.file("former.jsonl", HEADER + "{\"table\":\"tier\",\"key\":{\"code\":\"a\"}}\n")
                .file("roles.yaml", "tables: {role: {rows: [{code: x}]}}");
        assertThat(SeedSources.read(seeds.request("seeds/tiers.yaml", "seeds/roles.yaml")))
                .extracting(unit -> unit.former().size())
                .containsExactly(1, 0);
    }

    @Test
    void runs_notice_a_changed_record() {
        SeedReadings readings = new SeedReadings();
        assertThat(readings.read(seeds.request()).get(0).former()).isEmpty();
        readings.read(seeds.request());
        seeds.file("former.jsonl", HEADER + "{\"table\":\"tier\",\"key\":{\"code\":\"a\"}}\n");
        List<SeedUnit> once = readings.read(seeds.request());
        assertThat(once.get(0).former()).hasSize(1);
        assertThat(readings.read(seeds.request())).isSameAs(once);
        seeds.file("former.jsonl", HEADER + "{\"table\":\"tier\",\"key\":{\"code\":\"b\"}}\n");
        assertThat(readings.read(seeds.request())).isNotSameAs(once);

        List<SeedUnit> alone = readings.read(seeds.request("seeds/tiers.yaml"));
        readings.read(seeds.request("seeds/tiers.yaml"));
        seeds.file("former.jsonl", HEADER);
        assertThat(alone.get(0).former()).hasSize(1);
        assertThat(readings.read(seeds.request("seeds/tiers.yaml")).get(0).former())
                .isEmpty();
    }

    @Test
    void the_record_is_read_out_of_jars() throws IOException {
        Path jar = directory.resolve("app.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String[] entry : new String[][] {
                {"seeds/tiers.yaml", "tables: {tier: {rows: [{code: a, price: 12}]}}"},
                {"seeds/former.jsonl", HEADER + "{\"table\":\"tier\",\"key\":{\"code\":\"a\"},\"was\":{\"price\":[9]}}"}
            }) {
                zip.putNextEntry(new ZipEntry(entry[0]));
                zip.write(entry[1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            List<SeedUnit> units = SeedSources.read(
                    new SourceRequest(List.of("classpath:seeds"), List.of(), false, loader, Path.of("")));
            assertThat(units)
                    .singleElement()
                    .satisfies(unit -> assertThat(unit.former())
                            .singleElement()
                            .satisfies(
                                    row -> assertThat(row.at()).hasToString("classpath:seeds/former.jsonl, line 2")));
        }
    }

    @Test
    void every_bad_line_is_named() {
        assertThat(error(HEADER + """
                {"table":"tier","key":{"code":"a"},"was":{"price":9},"why":1}
                {"table":"tier","key":{},"was":{"price":[9]}}
                {"table":"tier"}
                {"key":{"code":"a"}}
                {"table":"tier","key":{"code":"a"},"was":{"$x":[1]}
                [1]
                {"table":"tier","key":{"code":"a"},"was":{"p":[{"$env":"X"},{"$content":1,"b":2},{"$content":[]}]}}
                {"table":"tier","key":{"code":"a"},"absent":[null]}
                """)).isEqualTo("""
                Unknown key "why" in the line.
                  where: seeds/former.jsonl, line 2, column 54
                  mend:  remove it; known keys are table, key, was, absent, now
                Column "price" under "was" has no list of values.
                  where: seeds/former.jsonl, line 2, column 43
                  mend:  write each column with the list of its former defaults, such as {"price":[9]}
                "key" is empty.
                  where: seeds/former.jsonl, line 3, column 17
                  mend:  name the columns that identify the row, such as {"code":"starter"}
                "key" is missing in the line.
                  where: seeds/former.jsonl, line 4, column 1
                  mend:  name the columns that identify the row, such as {"code":"starter"}
                "table" is missing in the line.
                  where: seeds/former.jsonl, line 5, column 1
                  mend:  name the table that the row belongs to
                The line is not valid JSON: "," or "}" is missing, the line ends.
                  where: seeds/former.jsonl, line 6, column 52
                  mend:  mend it there; JSON has no comments, no trailing commas and only double quotes
                The line is a list, but a mapping is expected.
                  where: seeds/former.jsonl, line 7
                  mend:  write it anew with "seedbed record"
                "$env" is no former default.
                  where: seeds/former.jsonl, line 8, column 48
                  mend:  write it anew with "seedbed record"
                "$content" is neither a text nor {"base64":"…"}.
                  where: seeds/former.jsonl, line 8, column 82
                  mend:  write it anew with "seedbed record"
                "absent" in the line has nothing for a name.
                  where: seeds/former.jsonl, line 9, column 46
                  mend:  list names of columns""");
    }

    @Test
    void a_file_of_a_newer_version_is_refused() {
        assertThat(error("{\"seedbed\":\"former\",\"version\":2,\"more\":1}\n{\"else\":1}\n"))
                .isEqualTo("""
                The file has version 2, and this Seedbed reads versions up to 1.
                  where: seeds/former.jsonl, line 1, column 1
                  mend:  use a newer Seedbed, or delete the file and write it anew with "seedbed record\"""");
    }

    @Test
    void a_file_without_its_header_is_refused() {
        assertThat(error("{\"table\":\"tier\",\"key\":{\"code\":\"a\"}}\n")).isEqualTo("""
                The first line is no header.
                  where: seeds/former.jsonl, line 1, column 1
                  mend:  write {"seedbed":"former","version":1} as the first line, or write it anew with "seedbed record\"""");
        assertThat(error("")).isEqualTo("""
                The file is empty.
                  where: seeds/former.jsonl
                  mend:  write it anew with "seedbed record", or delete it""");
        assertThat(error("{\"seedbed\":\"former\"}\n")).isEqualTo("""
                The header says no version.
                  where: seeds/former.jsonl, line 1, column 1
                  mend:  write {"seedbed":"former","version":1} as the first line""");
    }

    @Test
    void a_conflict_that_was_left_in_the_file_is_named_once() {
        assertThat(error(HEADER + """
                <<<<<<< HEAD
                {"table":"tier","key":{"code":"a"}}
                =======
                {"table":"tier","key":{"code":"b"}}
                >>>>>>> other
                """)).isEqualTo("""
                A conflict of a merge is not resolved in the file.
                  where: seeds/former.jsonl, line 2
                  mend:  delete the marks and keep the lines of both sides; "seedbed record" puts them in order""");
    }

    @Test
    void two_sides_of_a_merge_may_both_have_brought_a_header() {
        assertThat(former("{\"table\":\"tier\",\"key\":{\"code\":\"a\"}}\n" + HEADER
                        + "{\"table\":\"tier\",\"key\":{\"code\":\"b\"}}\n"))
                .hasSize(2);
    }

    @Test
    void a_record_in_a_folder_is_an_error_not_silence() {
        seeds.file("more/former.jsonl", HEADER);
        assertThat(seeds.error()).isEqualTo("""
                Former defaults stand in a folder of the seeds, but only those at the top count.
                  where: seeds/more/former.jsonl
                  mend:  move its lines into the former.jsonl at the top, or make the folder a seeds location""");
    }

    @Test
    void a_file_that_is_too_large_costs_one_clear_error() {
        assertThat(error(HEADER + "\n".repeat(Limits.FORMER_BYTES))).isEqualTo("""
                The file is larger than 64 MiB.
                  where: seeds/former.jsonl
                  mend:  delete lines of releases that no database is on any more, or declare "key:" for the tables of large CSV files: then only what changed is recorded""");
        String line = "{\"table\":\"tier\",\"key\":{\"code\":\"a\"},\"was\":{\"p\":[" + "1,".repeat(99_999) + "1]}}\n";
        assertThat(error(HEADER + line.repeat(20))).isEqualTo("""
                The file has more than 2000000 former defaults.
                  where: seeds/former.jsonl, line 21
                  mend:  delete lines of releases that no database is on any more, or declare "key:" for the tables of large CSV files: then only what changed is recorded""");
    }
}

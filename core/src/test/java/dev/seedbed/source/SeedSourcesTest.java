package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SqlSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedSourcesTest {
    private static final String ONE_ROW = "tables: {t: {rows: [{a: 1}]}}";

    @TempDir
    Path directory;

    private SeedsDirectory seeds() {
        return new SeedsDirectory(directory);
    }

    private static List<String> names(List<SeedUnit> units) {
        return units.stream().map(SeedUnit::name).toList();
    }

    @Test
    void files_are_read_in_name_order_folders_included() {
        assertThat(names(seeds().file("b.yaml", ONE_ROW)
                        .file("a/z.json", "{\"tables\": {\"t\": {\"rows\": [{\"a\": 1}]}}}")
                        .file("c.csv", "a\n1\n")
                        .file("a/b/y.yml", ONE_ROW)
                        .read()))
                .containsExactly("y", "z", "b", "c");
    }

    @Test
    void notes_hidden_files_and_the_configuration_are_passed_over() {
        assertThat(names(seeds().file("a.yaml", ONE_ROW)
                        .file("README.md", "x")
                        .file("notes.txt", "x")
                        .file("former.jsonl", "{\"seedbed\":\"former\",\"version\":1}")
                        .file("seedbed.yaml", "seeds: x")
                        .file(".git/x.yaml", "x")
                        .file(".env", "x")
                        .read()))
                .containsExactly("a");
    }

    @Test
    void files_that_a_seeder_names_are_its_content() {
        SeedsDirectory seeds = seeds().file("tiers.yaml", """
                        tables:
                          a: {rows: {csv: data/a.csv}}
                          b: {rows: {grid: b.csv, down: x, across: y}}
                          c: {rows: [{logo: {$file: data/logo.png}, options: {$file: data/options.json}}]}
                        sql: {file: fix.sql, touches: [a], done-when: "select true"}
                        """)
                .file("data/a.csv", "a\n1\n")
                .file("b.csv", "x,y\n")
                .file("data/logo.png", new byte[] {1, 2, 3})
                .file("data/options.json", "[1]")
                .file("fix.sql", "update a set b = 1");
        SeedUnit unit = seeds.unit();
        assertThat(unit.name()).isEqualTo("tiers");
        assertThat(unit.attachments().read("data/logo.png", Location.of("x"))).containsExactly(1, 2, 3);
        assertThat(unit.sql())
                .extracting(SqlSeed::file, SqlSeed::sql, SqlSeed::touches, SqlSeed::doneWhen)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "fix.sql", "update a set b = 1", List.of("a"), "select true"));
    }

    @Test
    void paths_start_beside_the_file_that_names_them_or_at_the_root() {
        SeedsDirectory seeds = seeds().file(
                        "sub/t.yaml", "tables: {a: {rows: {csv: a.csv}}, b: {rows: {csv: other/b.csv}}}")
                .file("sub/a.csv", "a\n1\n")
                .file("other/b.csv", "b\n2\n");
        assertThat(seeds.unit().tables().stream()
                        .map(table ->
                                SeedsDirectory.plain(SeedsDirectory.rows(table).get(0))))
                .containsExactly(Map.of("a", "1"), Map.of("b", "2"));
    }

    @Test
    void a_bare_sql_file_and_a_file_of_another_kind_are_errors() {
        assertThat(seeds().file("fix.sql", "select 1").file("logo.png", "x").error())
                .isEqualTo("""
                        A bare SQL file is not a seeder, since nothing says what it does and when it is done.
                          where: seeds/fix.sql
                          mend:  declare it in a seed file: sql: {file: fix.sql, touches: [table], done-when: "select ..."}
                        The file is not a seeder, and no seeder names it.
                          where: seeds/logo.png
                          mend:  seeders end in .yaml, .yml, .json or .csv; notes may stand in .md and .txt files; move anything else away""");
    }

    @Test
    void paths_out_of_the_seeds_directory_are_refused() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret.csv"), "a\n1\n");
        SeedsDirectory seeds = seeds().file("t.yaml", """
                        tables:
                          a: {rows: {csv: ../secret.csv}}
                          b: {rows: {csv: /etc/passwd}}
                          c: {rows: {csv: 'C:\\x.csv'}}
                          d: {rows: {csv: missing.csv}}
                          e: {rows: {csv: sub}}
                          f: {rows: {csv: .link/x.csv}}
                        """).file("sub/x.md", "");
        Files.createSymbolicLink(seeds.seeds.resolve(".link"), directory);
        Files.move(secret, directory.resolve("x.csv"));
        assertThat(seeds.error()).isEqualTo("""
                        File "../secret.csv" lies outside the seeds directory.
                          where: seeds/t.yaml, line 2, column 14
                          mend:  move it inside; symbolic links are resolved first
                        File "/etc/passwd" is not a path inside the seeds directory.
                          where: seeds/t.yaml, line 3, column 14
                          mend:  write it relative to this file or to the seeds directory, with "/"
                        File "C:\\x.csv" is not a path inside the seeds directory.
                          where: seeds/t.yaml, line 4, column 14
                          mend:  write it relative to this file or to the seeds directory, with "/"
                        File "missing.csv" does not exist.
                          where: seeds/t.yaml, line 5, column 14
                          mend:  create it, or mend the path; it is looked for beside this file and in the seeds directory
                        "sub" is not a file.
                          where: seeds/t.yaml, line 6, column 14
                          mend:  name a file inside the seeds directory
                        File ".link/x.csv" lies outside the seeds directory.
                          where: seeds/t.yaml, line 7, column 14
                          mend:  move it inside; symbolic links are resolved first""");
    }

    @Test
    void attachments_keep_inside_the_seeds_directory_and_under_16_mib() throws IOException {
        SeedsDirectory seeds = seeds().file("t.yaml", "tables: {t: {rows: [{a: {$file: big.bin}}]}}")
                .file("big.bin", new byte[16 * 1024 * 1024 + 1]);
        SeedUnit unit = seeds.unit();
        Location at = new Location("seeds/t.yaml", 1, 25);
        assertThat(SeedsDirectory.error(() -> unit.attachments().read("big.bin", at)))
                .startsWith(
                        "File \"seeds/big.bin\" is larger than 16 MiB.\n  where: seeds/t.yaml, line 1, column 25\n");
        assertThat(SeedsDirectory.error(() -> unit.attachments().read("../x", at)))
                .startsWith("File \"../x\" lies outside the seeds directory.");
    }

    @Test
    void links_inside_the_seeds_directory_are_followed_and_others_refused() throws IOException {
        SeedsDirectory seeds = seeds().file("..data/a.yaml", ONE_ROW);
        Files.createSymbolicLink(seeds.seeds.resolve("a.yaml"), Path.of("..data", "a.yaml"));
        assertThat(names(seeds.read())).containsExactly("a");

        Path outside = Files.writeString(directory.resolve("b.yaml"), ONE_ROW);
        Files.createSymbolicLink(seeds.seeds.resolve("b.yaml"), outside);
        Files.createSymbolicLink(seeds.seeds.resolve("loop"), seeds.seeds);
        Files.createSymbolicLink(seeds.seeds.resolve("nowhere.yaml"), Path.of("missing"));
        assertThat(seeds.error()).contains("""
                        The symbolic link leads out of the seeds directory.
                          where: seeds/b.yaml
                          mend:  copy what it names into the seeds directory, or remove it""", """
                        The symbolic link leads to a folder above it.
                          where: seeds/loop
                          mend:  remove it""", """
                        The symbolic link leads nowhere.
                          where: seeds/nowhere.yaml
                          mend:  remove it, or create what it names""");
    }

    @Test
    void two_seeders_of_one_name_are_an_error_with_both_places() {
        assertThat(seeds().file("a.yaml", ONE_ROW).file("sub/a.csv", "a\n1\n").error())
                .isEqualTo("""
                        Two seeders are named "a".
                          where: seeds/a.yaml and seeds/sub/a.csv
                          mend:  give one of them another name with "seeder:", or in name() of the class""");
    }

    @Test
    void a_location_may_be_a_single_file_or_absolute() {
        SeedsDirectory seeds = seeds().file("a.yaml", ONE_ROW).file("b.yaml", "broken: [");
        assertThat(SeedSources.read(seeds.request("seeds/a.yaml")))
                .singleElement()
                .satisfies(unit -> assertThat(unit.at()).hasToString("seeds/a.yaml, line 1, column 1"));
        assertThat(SeedSources.read(seeds.request(seeds.seeds.resolve("a.yaml").toString())))
                .singleElement()
                .satisfies(unit -> assertThat(unit.at()).hasToString("seeds/a.yaml, line 1, column 1"));
    }

    @Test
    void several_files_of_one_folder_are_all_read() {
        SeedsDirectory seeds =
                seeds().file("a.yaml", ONE_ROW).file("b.yaml", ONE_ROW).file("c.yaml", "broken: [");
        assertThat(SeedSources.read(seeds.request("seeds/b.yaml", "seeds/a.yaml")))
                .extracting(SeedUnit::name)
                .containsExactly("b", "a");
    }

    @Test
    void a_file_that_is_named_more_than_once_is_read_once() {
        SeedsDirectory seeds = seeds().file("a.yaml", ONE_ROW).file("sub/b.yaml", ONE_ROW);
        String absolute = seeds.seeds.resolve("a.yaml").toString();
        assertThat(SeedSources.read(seeds.request("seeds/a.yaml", absolute, "seeds/./a.yaml")))
                .extracting(SeedUnit::name)
                .containsExactly("a");
        assertThat(SeedSources.read(seeds.request("seeds/sub/b.yaml", "seeds", "seeds/sub", "seeds/a.yaml", "seeds/")))
                .extracting(SeedUnit::name)
                .containsExactly("a", "b");
    }

    @Test
    void a_file_that_a_seeder_of_another_location_names_is_content() {
        SeedsDirectory seeds =
                seeds().file("a.yaml", "tables: {t: {rows: {csv: t.csv}}}").file("t.csv", "a\n1\n");
        assertThat(SeedSources.read(seeds.request("seeds/t.csv", "seeds/a.yaml")))
                .extracting(SeedUnit::name)
                .containsExactly("a");
    }

    @Test
    void a_location_that_is_missing_or_empty_is_an_error() throws IOException {
        assertThat(SeedsDirectory.error(() -> SeedSources.read(seeds().request("nowhere", "classpath:nowhere"))))
                .isEqualTo(
                        """
                        There is no seeds directory or file "%s".
                          where: nowhere
                          mend:  create it ("seedbed new" writes a first seeder), or name another: --seeds, SEEDBED_SEEDS, or "seeds" in seedbed.yaml
                        Nothing on the class path is named "nowhere".
                          where: classpath:nowhere
                          mend:  put the seed files into src/main/resources/nowhere, or mend the location""".formatted(Excerpt.plain(directory.resolve("nowhere").toString())));
        Files.createDirectories(directory.resolve("seeds"));
        assertThat(seeds().error()).isEqualTo("""
                        There are no seeders.
                          where: seeds
                          mend:  put a seed file there, such as roles.yaml with "tables:", or name another location""");
    }
}

package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.seedbed.Seedbed;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that mean harm cost little time, one clear error, and not a single row. */
class HostileFilesTest extends PostgresProof {
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final String ROW = "tables: {item: {rows: [{id: 1, name: %s}]}}\n";

    @BeforeEach
    void table() throws IOException {
        database.sql(
                "create table item (id integer primary key, name text, amount numeric, flag boolean, doc jsonb, tags"
                        + " text[])",
                "insert into item values (-1, 'live')");
        Files.createDirectories(folder.resolve("seeds"));
        // A harmless seeder beside the hostile one: not a row of it may arrive either.
        Files.writeString(folder.resolve("seeds/a.yaml"), "tables: {item: {rows: [{id: 7, name: harmless}]}}\n");
        Files.writeString(folder.resolve("secret.csv"), "id,name\n666,stolen\n");
    }

    private String fails() {
        var before = database.contents();
        Throwable thrown = assertTimeoutPreemptively(
                MOST,
                () -> catchThrowable(() -> Seedbed.on(database.dataSource())
                        .baseDirectory(folder)
                        .seeds("seeds")
                        .environment("development")
                        .environmentVariables(name -> "hush-hush")
                        .build()
                        .fill()));
        assertThat(thrown).isInstanceOf(SeedException.class);
        assertThat(((SeedException) thrown).kind()).isEqualTo(SeedException.Kind.FAILED);
        assertThat(((SeedException) thrown).problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.message().length()).isLessThan(2_000);
            assertThat(problem.where()).isNotNull();
            assertThat(problem.mend()).isNotNull();
        });
        assertThat(database.contents()).isEqualTo(before);
        assertThat(thrown.getMessage())
                .doesNotContain("hush-hush")
                .doesNotContain("stolen")
                .contains("seeds/b.");
        return thrown.getMessage();
    }

    static Stream<Arguments> hostile() {
        String bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n"
                + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ntables: {item: {rows: [{id: 1, tags: *d}]}}\n";
        return Stream.of(
                arguments("a tag", "b.yaml", ROW.formatted("!secret x")),
                arguments("a Java tag", "b.yaml", ROW.formatted("!!javax.script.ScriptEngineManager [x]")),
                arguments("a tag that the parser trips over", "b.yaml", ROW.formatted("!a%f x")),
                arguments("aliases", "b.yaml", bomb),
                arguments("an anchor alone", "b.yaml", ROW.formatted("&a x")),
                arguments("a merge key", "b.yaml", "tables: {item: {rows: [{<<: {id: 1}, name: x}]}}\n"),
                arguments("3,000 levels", "b.yaml", ROW.formatted("[".repeat(3_000) + "]".repeat(3_000))),
                arguments("a million levels", "b.yaml", "[".repeat(1_000_000)),
                arguments(
                        "3,000 levels of JSON", "b.json", "{\"tables\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}"),
                arguments("a million levels of JSON", "b.json", "{\"a\":".repeat(1_000_000)),
                arguments(
                        "200,000 digits for an integer",
                        "b.yaml",
                        "tables: {item: {rows: [{id: " + "9".repeat(200_000) + "}]}}\n"),
                arguments(
                        "200,000 digits for a number",
                        "b.yaml",
                        "tables: {item: {rows: [{id: 1, amount: " + "9".repeat(200_000) + "}]}}\n"),
                arguments(
                        "a number out of every range",
                        "b.yaml",
                        "tables: {item: {rows: [{id: 1, amount: 1e999999999}]}}\n"),
                arguments("a key twice", "b.yaml", "tables: {item: {rows: [{id: 1, name: x, name: y}]}}\n"),
                arguments("a table twice", "b.yaml", "tables: {item: {rows: [{id: 1}]}, item: {rows: [{id: 2}]}}\n"),
                arguments("a key twice in JSON", "b.json", "{\"tables\":{},\"tables\":{}}"),
                arguments("a stray key", "b.yaml", "_note: prices are net\n" + ROW.formatted("x")),
                arguments("a stray key in a table", "b.yaml", "tables: {item: {note: x, rows: [{id: 1}]}}\n"),
                arguments("a directive that does not exist", "b.yaml", ROW.formatted("{$exec: 'rm -rf'}")),
                arguments("two documents", "b.yaml", ROW.formatted("x") + "---\n" + ROW.formatted("y")),
                arguments("nothing", "b.yaml", ""),
                arguments("a list", "b.yaml", "- a\n- b\n"),
                arguments("no YAML", "b.yaml", "tables: {item: {rows: [{id: 1, name: \"x}]}}\n"),
                arguments("a tab", "b.yaml", "tables:\n\titem:\n"),
                arguments("NUL", "b.yaml", ROW.formatted("\"a\\0b\"")),
                arguments("a bidirectional control", "b.yaml", ROW.formatted("a\u202eb")),
                arguments("a variable that is not allowed", "b.yaml", ROW.formatted("{$env: PATH}")),
                arguments("a file outside", "b.yaml", ROW.formatted("{$file: ../secret.csv}")),
                arguments("an absolute file", "b.yaml", ROW.formatted("{$file: /etc/passwd}")),
                arguments("rows outside", "b.yaml", "tables: {item: {rows: {csv: ../secret.csv}}}\n"),
                arguments(
                        "a grid outside",
                        "b.yaml",
                        "tables: {item: {rows: {grid: ../secret.csv, down: id, across: name}}}\n"),
                arguments("rows that are not there", "b.yaml", "tables: {item: {rows: {csv: gone.csv}}}\n"),
                arguments("a short CSV row", "b.csv", "id,name\n1,x\n2\n"),
                arguments("a long CSV row", "b.csv", "id,name\n1,x\n2,y,z\n"),
                arguments("a CSV header twice", "b.csv", "id,name,name\n1,x,y\n"),
                arguments("an open CSV quote", "b.csv", "id,name\n1,\"x\n2,y\n"),
                arguments("no CSV header", "b.csv", ""),
                arguments("NUL in CSV", "b.csv", "id,name\n1,a\0b\n"),
                arguments("bare SQL", "b.sql", "delete from item;"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void a_hostile_file_is_one_clear_error(String what, String file, String text) throws IOException {
        String name = file.equals("b.csv") ? "b.item.csv" : file;
        if (file.endsWith(".csv")) {
            Files.writeString(folder.resolve("seeds/b.yaml"), "tables: {item: {rows: {csv: " + name + "}}}\n");
        }
        Files.writeString(folder.resolve("seeds").resolve(name), text);

        fails();
    }

    static Stream<Arguments> bytes() {
        return Stream.of(
                arguments("b.yaml", "\ufeff" + ROW.formatted("x"), StandardCharsets.UTF_16LE),
                arguments("b.yaml", ROW.formatted("ü"), StandardCharsets.ISO_8859_1),
                arguments("b.json", "\ufeff{}", StandardCharsets.UTF_16BE));
    }

    @ParameterizedTest
    @MethodSource("bytes")
    void another_encoding_is_an_error(String file, String text, java.nio.charset.Charset encoding) throws IOException {
        Files.write(folder.resolve("seeds").resolve(file), text.getBytes(encoding));

        assertThat(fails()).contains("UTF-8");
    }

    @Test
    void a_symbolic_link_out_of_the_seeds_is_not_followed() throws IOException {
        Files.createSymbolicLink(folder.resolve("seeds/b.txt"), Path.of("/etc/passwd"));
        Files.writeString(folder.resolve("seeds/b.yaml"), ROW.formatted("{$file: b.txt}"));

        assertThat(fails()).doesNotContain("root:");
    }

    @Test
    void a_linked_folder_out_of_the_seeds_is_not_followed() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("rows.csv"), "id,name\n666,stolen\n");
        Files.createSymbolicLink(folder.resolve("seeds/b.d"), outside);
        Files.writeString(folder.resolve("seeds/b.yaml"), "tables: {item: {rows: {csv: b.d/rows.csv}}}\n");

        fails();
    }

    @Test
    void ten_thousand_wrong_rows_cost_a_bounded_message() throws IOException {
        StringBuilder rows = new StringBuilder("tables:\n  item:\n    rows:\n");
        for (int i = 0; i < 10_000; i++) {
            rows.append("      - {id: x").append(i).append(", flag: maybe, nmae: y}\n");
        }
        Files.writeString(folder.resolve("seeds/b.yaml"), rows);

        assertThat(fails().length()).isLessThan(20_000_000);
    }
}

package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.seedbed.Seedbed;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
                arguments(
                        "a tag",
                        "b.yaml",
                        ROW.formatted("!secret x"),
                        problem(
                                "YAML tags such as \"!secret\" are not supported.",
                                "b.yaml, line 1, column 38",
                                "remove the tag; the column's type decides what a value means")),
                arguments(
                        "a Java tag",
                        "b.yaml",
                        ROW.formatted("!!javax.script.ScriptEngineManager [x]"),
                        problem(
                                "YAML tags such as \"tag:yaml.org,2002:javax.script.ScriptEngineManager\" are not supported.",
                                "b.yaml, line 1, column 38",
                                "remove the tag; the column's type decides what a value means")),
                arguments(
                        "a tag that the parser trips over",
                        "b.yaml",
                        ROW.formatted("!a%f x"),
                        problem(
                                "The file is not valid YAML: expected URI escape sequence of 2 hexadecimal numbers, but found f(102) and  (32).",
                                "b.yaml, line 1, column 41",
                                "mend it there; indent with spaces and put text with \": \", \" #\" or a leading special character in quotes")),
                arguments("aliases", "b.yaml", bomb, problemsOfTheBomb(bomb)),
                arguments(
                        "an anchor alone",
                        "b.yaml",
                        ROW.formatted("&a x"),
                        problem(
                                "YAML anchors are not supported.",
                                "b.yaml, line 1, column 38",
                                "remove \"&\" and its name, and repeat the value where needed")),
                arguments(
                        "a merge key",
                        "b.yaml",
                        "tables: {item: {rows: [{<<: {id: 1}, name: x}]}}\n",
                        problem(
                                "Merge keys (\"<<\") are not supported.",
                                "b.yaml, line 1, column 25",
                                "repeat the values")),
                arguments(
                        "3,000 levels",
                        "b.yaml",
                        ROW.formatted("[".repeat(3_000) + "]".repeat(3_000)),
                        problem(
                                "Values are nested more than 50 levels deep.",
                                "b.yaml, line 1, column 84",
                                "nest them less")),
                arguments(
                        "a million levels",
                        "b.yaml",
                        "[".repeat(1_000_000),
                        problem(
                                "Values are nested more than 50 levels deep.",
                                "b.yaml, line 1, column 52",
                                "nest them less")),
                arguments(
                        "3,000 levels of JSON",
                        "b.json",
                        "{\"tables\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}",
                        problem(
                                "Values are nested more than 50 levels deep.",
                                "b.json, line 1, column 61",
                                "nest them less")),
                arguments(
                        "a million levels of JSON",
                        "b.json",
                        "{\"a\":".repeat(1_000_000),
                        problem(
                                "Values are nested more than 50 levels deep.",
                                "b.json, line 1, column 252",
                                "nest them less")),
                arguments(
                        "200,000 digits for an integer",
                        "b.yaml",
                        "tables: {item: {rows: [{id: " + "9".repeat(200_000) + "}]}}\n",
                        problem(
                                "Value \"" + "9".repeat(60)
                                        + "…\" does not fit column \"id\" (integer): it does not fit into 32 bits.",
                                "b.yaml, line 1, column 29 (table item)",
                                "change the value, or the type of the column")),
                arguments(
                        "200,000 digits for a number",
                        "b.yaml",
                        "tables: {item: {rows: [{id: 1, amount: " + "9".repeat(200_000) + "}]}}\n",
                        problem(
                                "Value \"" + "9".repeat(60)
                                        + "…\" does not fit column \"amount\" (numeric): it has more than 131072 digits before the point.",
                                "b.yaml, line 1, column 40 (table item)",
                                "change the value, or the type of the column")),
                arguments(
                        "a number out of every range",
                        "b.yaml",
                        "tables: {item: {rows: [{id: 1, amount: 1e999999999}]}}\n",
                        problem(
                                "Value \"1e999999999\" does not fit column \"amount\" (numeric): its exponent has more than 5 digits.",
                                "b.yaml, line 1, column 40 (table item)",
                                "change the value, or the type of the column")),
                arguments(
                        "a key twice",
                        "b.yaml",
                        "tables: {item: {rows: [{id: 1, name: x, name: y}]}}\n",
                        problem(
                                "Key \"name\" is given twice in one mapping; it stood first in line 1.",
                                "b.yaml, line 1, column 41",
                                "keep one of the two")),
                arguments(
                        "a table twice",
                        "b.yaml",
                        "tables: {item: {rows: [{id: 1}]}, item: {rows: [{id: 2}]}}\n",
                        problem(
                                "Key \"item\" is given twice in one mapping; it stood first in line 1.",
                                "b.yaml, line 1, column 35",
                                "keep one of the two")),
                arguments(
                        "a key twice in JSON",
                        "b.json",
                        "{\"tables\":{\"item\":{\"rows\":[{\"id\":1,\"id\":2}]}}}",
                        problem(
                                "Key \"id\" is given twice in one mapping; it stood first in line 1.",
                                "b.json, line 1, column 36",
                                "keep one of the two")),
                arguments(
                        "a stray key",
                        "b.yaml",
                        "_note: prices are net\n" + ROW.formatted("x"),
                        problem(
                                "Unknown key \"_note\" in the seed file.",
                                "b.yaml, line 1, column 1",
                                "write notes as comments, after \"#\"; known keys are seeder, group, environments, after, tables, sql, $schema")),
                arguments(
                        "a stray key in a table",
                        "b.yaml",
                        "tables: {item: {note: x, rows: [{id: 1}]}}\n",
                        problem(
                                "Unknown key \"note\" in table \"item\".",
                                "b.yaml, line 1, column 17",
                                "remove it; known keys are key, managed, insert-only, sensitive, on-insert, on-update, missing, soft-delete, rows, retired")),
                arguments(
                        "a directive that does not exist",
                        "b.yaml",
                        ROW.formatted("{$exec: 'rm -rf'}"),
                        problem(
                                "\"$exec\" is no directive.",
                                "b.yaml, line 1, column 38 (table item, column name)",
                                "the directives for values are $ref, $each, $uuid, $now, $env, $bcrypt and $file, each alone")),
                arguments(
                        "two documents",
                        "b.yaml",
                        ROW.formatted("x") + "---\n" + ROW.formatted("y"),
                        problem(
                                "The file has a second YAML document.",
                                "b.yaml, line 2, column 1",
                                "keep one document per file and remove \"---\"")),
                arguments(
                        "nothing",
                        "b.yaml",
                        "",
                        problem("The file is empty.", "b.yaml", "declare tables under \"tables:\", or delete it")),
                arguments(
                        "a list",
                        "b.yaml",
                        "- a\n- b\n",
                        problem(
                                "A seed file is a mapping, but this one is a list.",
                                "b.yaml, line 1, column 1",
                                "begin with \"tables:\" and put each table under it")),
                arguments(
                        "no YAML",
                        "b.yaml",
                        "tables: {item: {rows: [{id: 1, name: \"x}]}}\n",
                        problem(
                                "The file is not valid YAML: found unexpected end of stream while scanning a quoted scalar that begins in line 1.",
                                "b.yaml, line 2, column 1",
                                "mend it there; indent with spaces and put text with \": \", \" #\" or a leading special character in quotes")),
                arguments(
                        "a tab",
                        "b.yaml",
                        "tables:\n\titem:\n",
                        problem(
                                "The file is not valid YAML: a tab stands where only spaces may.",
                                "b.yaml, line 2, column 1",
                                "mend it there; indent with spaces and put text with \": \", \" #\" or a leading special character in quotes")),
                arguments(
                        "NUL",
                        "b.yaml",
                        ROW.formatted("\"a\\0b\""),
                        problem(
                                "A value contains a NUL character.",
                                "b.yaml, line 1, column 38",
                                "remove it; databases cannot hold it in text")),
                arguments(
                        "a bidirectional control",
                        "b.yaml",
                        ROW.formatted("a\u202eb"),
                        problem(
                                "The file contains the invisible bidirectional control character U+202E.",
                                "b.yaml, line 1, column 39",
                                "remove it; where it is meant, write it as an escape in double quotes")),
                arguments(
                        "a variable that is not allowed",
                        "b.yaml",
                        ROW.formatted("{$env: PATH}"),
                        problem(
                                "Seeds may not read the environment variable \"PATH\".",
                                "b.yaml, line 1, column 45 (table item, column name)",
                                "list it under \"env\" in seedbed.yaml")),
                arguments(
                        "a file outside",
                        "b.yaml",
                        ROW.formatted("{$file: ../secret.csv}"),
                        problem(
                                "File \"../secret.csv\" lies outside the seeds directory.",
                                "b.yaml, line 1, column 46",
                                "move it inside; symbolic links are resolved first")),
                arguments(
                        "an absolute file",
                        "b.yaml",
                        ROW.formatted("{$file: /etc/passwd}"),
                        problem(
                                "File \"/etc/passwd\" is not a path inside the seeds directory.",
                                "b.yaml, line 1, column 46",
                                "write it relative to this file or to the seeds directory, with \"/\"")),
                arguments(
                        "rows outside",
                        "b.yaml",
                        "tables: {item: {rows: {csv: ../secret.csv}}}\n",
                        problem(
                                "File \"../secret.csv\" lies outside the seeds directory.",
                                "b.yaml, line 1, column 24",
                                "move it inside; symbolic links are resolved first")),
                arguments(
                        "a grid outside",
                        "b.yaml",
                        "tables: {item: {rows: {grid: ../secret.csv, down: id, across: name}}}\n",
                        problem(
                                "File \"../secret.csv\" lies outside the seeds directory.",
                                "b.yaml, line 1, column 24",
                                "move it inside; symbolic links are resolved first")),
                arguments(
                        "rows that are not there",
                        "b.yaml",
                        "tables: {item: {rows: {csv: gone.csv}}}\n",
                        problem(
                                "File \"gone.csv\" does not exist.",
                                "b.yaml, line 1, column 24",
                                "create it, or mend the path; it is looked for beside this file and in the seeds directory")),
                arguments(
                        "a short CSV row",
                        "b.csv",
                        "id,name\n1,x\n2\n",
                        problem(
                                "The row has 1 field, but the header has 2.",
                                "b.item.csv, line 3",
                                "add the missing commas; a field with nothing in it is NULL")),
                arguments(
                        "a long CSV row",
                        "b.csv",
                        "id,name\n1,x\n2,y,z\n",
                        problem(
                                "The row has 3 fields, but the header has 2.",
                                "b.item.csv, line 3",
                                "remove the surplus, or put text that contains a comma in double quotes")),
                arguments(
                        "a CSV header twice",
                        "b.csv",
                        "id,name,name\n1,x,y\n",
                        problem(
                                "The header names \"name\" twice, in columns 2 and 3.",
                                "b.item.csv, line 1",
                                "rename or remove one of the two")),
                arguments(
                        "an open CSV quote",
                        "b.csv",
                        "id,name\n1,\"x\n2,y\n",
                        problem("A quoted field is not closed.", "b.item.csv, line 2", "add the closing double quote")),
                arguments(
                        "no CSV header",
                        "b.csv",
                        "",
                        problem(
                                "The CSV file has no header line.",
                                "b.item.csv, line 1",
                                "write the names of the columns into the first line, separated by commas")),
                arguments(
                        "NUL in CSV",
                        "b.csv",
                        "id,name\n1,a\0b\n",
                        problem(
                                "The file contains a NUL character.",
                                "b.item.csv, line 2, column 4",
                                "remove it; where there are many, the file is probably UTF-16 and is to be saved as UTF-8")),
                arguments(
                        "bare SQL",
                        "b.sql",
                        "delete from item;",
                        problem(
                                "A bare SQL file is not a seeder, since nothing says what it does and when it is done.",
                                "b.sql",
                                "declare it in a seed file: sql: {file: b.sql, touches: [table], done-when: \"select ...\"}")));
    }

    private static String problem(String message, String where, String mend) {
        return message + "\n  where: seeds/" + where + "\n  mend:  " + mend;
    }

    private static String problemsOfTheBomb(String yaml) {
        List<String> problems = new ArrayList<>();
        String[] lines = yaml.split("\n");
        for (int line = 0; line < lines.length; line++) {
            for (int column = 0; column < lines[line].length(); column++) {
                String place = "b.yaml, line " + (line + 1) + ", column " + (column + 1);
                if (lines[line].charAt(column) == '&') {
                    problems.add(problem(
                            "YAML anchors are not supported.",
                            place,
                            "remove \"&\" and its name, and repeat the value where needed"));
                } else if (lines[line].charAt(column) == '*') {
                    problems.add(problem(
                            "YAML aliases are not supported.",
                            place,
                            "repeat the value in place of \"*\" and its name; text that begins with \"*\" stands in"
                                    + " quotes"));
                }
            }
        }
        return String.join("\n", problems);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void a_hostile_file_is_one_clear_error(String what, String file, String text, String message) throws IOException {
        String name = file.equals("b.csv") ? "b.item.csv" : file;
        if (file.endsWith(".csv")) {
            Files.writeString(folder.resolve("seeds/b.yaml"), "tables: {item: {rows: {csv: " + name + "}}}\n");
        }
        Files.writeString(folder.resolve("seeds").resolve(name), text);

        assertThat(fails()).isEqualTo(message);
    }

    static Stream<Arguments> bytes() {
        return Stream.of(
                arguments(
                        "b.yaml",
                        "\ufeff" + ROW.formatted("x"),
                        StandardCharsets.UTF_16LE,
                        problem("The file is encoded in UTF-16.", "b.yaml", "save it as UTF-8")),
                arguments(
                        "b.yaml",
                        ROW.formatted("x"),
                        StandardCharsets.UTF_16LE,
                        problem(
                                "The file contains a NUL character.",
                                "b.yaml, line 1, column 2",
                                "remove it; where there are many, the file is probably UTF-16 and is to be saved as UTF-8")),
                arguments(
                        "b.yaml",
                        ROW.formatted("ü"),
                        StandardCharsets.ISO_8859_1,
                        problem(
                                "The file is not valid UTF-8: byte 0xFC at offset 37.",
                                "b.yaml, line 1",
                                "save it as UTF-8")),
                arguments(
                        "b.json",
                        "\ufeff{}",
                        StandardCharsets.UTF_16BE,
                        problem("The file is encoded in UTF-16.", "b.json", "save it as UTF-8")));
    }

    @ParameterizedTest
    @MethodSource("bytes")
    void another_encoding_is_an_error(String file, String text, Charset encoding, String message) throws IOException {
        Files.write(folder.resolve("seeds").resolve(file), text.getBytes(encoding));

        assertThat(fails()).isEqualTo(message);
    }

    @Test
    void a_symbolic_link_out_of_the_seeds_is_not_followed() throws IOException {
        Files.createSymbolicLink(folder.resolve("seeds/b.txt"), Path.of("/etc/passwd"));
        Files.writeString(folder.resolve("seeds/b.yaml"), ROW.formatted("{$file: b.txt}"));

        assertThat(fails())
                .isEqualTo(problem(
                        "The symbolic link leads out of the seeds directory.",
                        "b.txt",
                        "copy what it names into the seeds directory, or remove it"));
    }

    @Test
    void a_linked_folder_out_of_the_seeds_is_not_followed() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("rows.csv"), "id,name\n666,stolen\n");
        Files.createSymbolicLink(folder.resolve("seeds/b.d"), outside);
        Files.writeString(folder.resolve("seeds/b.yaml"), "tables: {item: {rows: {csv: b.d/rows.csv}}}\n");

        assertThat(fails())
                .isEqualTo(problem(
                                "The symbolic link leads out of the seeds directory.",
                                "b.d",
                                "copy what it names into the seeds directory, or remove it")
                        + "\n"
                        + problem(
                                "File \"b.d/rows.csv\" lies outside the seeds directory.",
                                "b.yaml, line 1, column 24",
                                "move it inside; symbolic links are resolved first"));
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

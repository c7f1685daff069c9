package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.SeedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvErrorsTest {
    @TempDir
    Path directory;

    private SeedsDirectory csv(String content) {
        return new SeedsDirectory(directory).file("t.csv", content);
    }

    @Test
    void rows_of_another_length_are_all_listed() {
        assertThat(csv("a,b\n1,2\n1\n1,2,3\n\n4,5\n").rowsError()).isEqualTo("""
                        The row has 1 field, but the header has 2.
                          where: seeds/t.csv, line 3
                          mend:  add the missing commas; a field with nothing in it is NULL
                        The row has 3 fields, but the header has 2.
                          where: seeds/t.csv, line 4
                          mend:  remove the surplus, or put text that contains a comma in double quotes
                        An empty line stands between the rows.
                          where: seeds/t.csv, line 5
                          mend:  remove the line""");
    }

    @Test
    void at_most_fifty_bad_rows_are_listed() {
        SeedsDirectory seeds = csv("a,b\n" + "1\n".repeat(1_000));
        Throwable thrown = Assertions.catchThrowable(() -> SeedsDirectory.rows(seeds.table()));
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        SeedException.class, e -> assertThat(e.problems()).hasSize(50));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,b,a | The header names \"a\" twice, in columns 1 and 3. | rename or remove one of the two",
                "a,,b | Column 2 of the header has no name. | write its name, or remove the column",
                "` a,b` | Header \" a\" begins or ends with white space. | remove the white space around the name",
                "a..b,c | Header \"a..b\" has an empty part. | write a name on both sides of the dot",
                "# t.csv | The CSV file begins with a comment, and CSV has none. | remove the line",
                "a;b | The header \"a;b\" is one name, with semicolons or tabs in it. | separate columns with commas",
                "$was,b | Header \"$was\" is a directive, which CSV cannot hold. | declare such rows in YAML, or use \"on-insert\" of the table",
                "a,a.b | Header \"a.b\" names a column that another header already gives as a whole or in parts. | keep either the column or its reference",
                "a.b,a | Header \"a\" names a column that another header already gives as a whole or in parts. | keep either the column or its reference",
                "\"a,b | Header \"\\\"a,b\\n1,2\\n\" contains a line break. | check that its quotes are closed, and write it in one line",
                "a\"x,b | The header contains a double quote in a field that is not quoted. | put the field in double quotes and double those inside it",
            })
    void the_header_is_checked(String header, String problem, String mend) {
        assertThat(csv(header + "\n1,2\n").error())
                .isEqualTo(problem.replace("\"\\\"a", "\"a") + "\n  where: seeds/t.csv, line 1\n  mend:  " + mend);
    }

    @Test
    void a_file_without_a_header_is_refused() {
        String expected = """
                The CSV file has no header line.
                  where: seeds/t.csv, line 1
                  mend:  write the names of the columns into the first line, separated by commas""";
        assertThat(csv("").error()).isEqualTo(expected);
        assertThat(csv("\n\na,b\n").error()).isEqualTo(expected);
    }

    @Test
    void quotes_are_checked() {
        assertThat(csv("a,b\n1,2\n3,\"x\n4,5\n").rowsError()).isEqualTo("""
                        A quoted field is not closed.
                          where: seeds/t.csv, line 3
                          mend:  add the closing double quote""");
        assertThat(csv("a,b\n\"1\"x,2\n").rowsError()).isEqualTo("""
                        Text follows the closing quote of a field.
                          where: seeds/t.csv, line 2
                          mend:  put a comma after the closing quote, or double the quotes inside the field""");
        assertThat(csv("a,b\n1\"x,2\n").rowsError()).isEqualTo("""
                        A field contains a double quote but is not quoted itself.
                          where: seeds/t.csv, line 2
                          mend:  put the field in double quotes and double those inside it""");
    }

    @Test
    void a_carriage_return_alone_is_refused_in_and_outside_quotes() {
        String mend = "end lines with LF or CR LF; where the text itself has a carriage return, declare the row in YAML"
                + " and write it as \\r in double quotes";
        assertThat(csv("a,b\r1,2\r").rowsError())
                .isEqualTo("A carriage return stands without a line feed.\n  where: seeds/t.csv, line 1\n  mend:  "
                        + mend);
        assertThat(csv("a,b\n1,2\r").rowsError())
                .isEqualTo("A carriage return stands without a line feed.\n  where: seeds/t.csv, line 2\n  mend:  "
                        + mend);
        assertThat(csv("a,b\n1,\"x\ry\"\n3,4\n").rowsError())
                .isEqualTo("A carriage return stands without a line feed.\n  where: seeds/t.csv, line 2\n  mend:  "
                        + mend);
    }

    @Test
    void bad_rows_before_a_bad_character_are_listed_too() {
        assertThat(new SeedsDirectory(directory)
                        .file("t.csv", "a,b\n1\n3,\u00e9x\n".getBytes(StandardCharsets.ISO_8859_1))
                        .rowsError())
                .isEqualTo("""
                        The row has 1 field, but the header has 2.
                          where: seeds/t.csv, line 2
                          mend:  add the missing commas; a field with nothing in it is NULL
                        The file is not valid UTF-8: byte 0xE9 at offset 8.
                          where: seeds/t.csv, line 3
                          mend:  save it as UTF-8""");
        assertThat(csv("a\nx\u2066y\n").rowsError()).isEqualTo("""
                        The file contains the invisible bidirectional control character U+2066.
                          where: seeds/t.csv, line 2, column 2
                          mend:  remove it; where it is meant, declare the row in YAML and write it as an escape""");
        assertThat(csv("a\nx\0y\n").rowsError()).startsWith("The file contains a NUL character.");
    }

    @Test
    @Timeout(20)
    void huge_fields_rows_and_headers_cost_bounded_memory() {
        String tooLong = """
                A field is longer than 16777216 characters.
                  where: seeds/t.csv, line 2
                  mend:  check that every quoted field is closed""";
        assertThat(csv("a,b\n1,\"" + "x,y\n".repeat(5_000_000)).rowsError()).isEqualTo(tooLong);
        assertThat(csv("a,b\n1," + "x".repeat(17_000_000) + "\n").rowsError()).isEqualTo(tooLong);
        assertThat(csv("a,b\n" + ",".repeat(10_000_000)).rowsError())
                .startsWith("The row has 10000001 fields, but the header has 2.");
        assertThat(csv(",".repeat(10_000_000)).error()).isEqualTo("""
                        The header has 10000001 columns; at most 1600 are read.
                          where: seeds/t.csv, line 1
                          mend:  split the table""");
    }

    @Test
    void a_grid_is_checked() {
        SeedsDirectory seeds = new SeedsDirectory(directory)
                .file("g.csv", "permission,owner,viewer\n,x,\na,X,x\nb,x,yes\n")
                .file("t.yaml", "tables: {t: {rows: {grid: g.csv, down: permission_id.name, across: role_id.name}}}");
        assertThat(seeds.rowsError()).isEqualTo("""
                        The line of the grid does not begin with a name.
                          where: seeds/g.csv, line 2
                          mend:  write one, or remove the line
                        The cell under "owner" holds "X".
                          where: seeds/g.csv, line 3
                          mend:  write x, or nothing; a grid of values needs "value" with the column's name
                        The cell under "viewer" holds "yes".
                          where: seeds/g.csv, line 4
                          mend:  write x, or nothing; a grid of values needs "value" with the column's name""");
        assertThat(seeds.file("g.csv", "permission,,viewer\na,x,x\n").error()).isEqualTo("""
                        Column 2 of the grid has no header.
                          where: seeds/g.csv, line 1
                          mend:  write the value of "role_id.name" that it stands for, or remove the column""");
        assertThat(seeds.file("g.csv", "permission\na\n").error()).isEqualTo("""
                        The grid has no columns.
                          where: seeds/g.csv, line 1
                          mend:  write the values of "role_id.name" into the first line, after a comma""");
    }

    @Test
    void a_grid_needs_its_keys() {
        assertThat(new SeedsDirectory(directory)
                        .file("g.csv", "k,en\n")
                        .file("t.yaml", "tables: {t: {rows: {grid: g.csv, down: k, accross: l, null: x}}}")
                        .error())
                .isEqualTo("""
                        Unknown key "accross" in "rows" of table "t".
                          where: seeds/t.yaml, line 1, column 43
                          mend:  write "across"; known keys are grid, down, across, value, null
                        "across" is missing in "rows" of table "t".
                          where: seeds/t.yaml, line 1, column 20
                          mend:  name the column that the header gives
                        "null" in "rows" of table "t" needs "value".
                          where: seeds/t.yaml, line 1, column 55
                          mend:  remove it, or name the column that takes what stands in a cell""");
    }
}

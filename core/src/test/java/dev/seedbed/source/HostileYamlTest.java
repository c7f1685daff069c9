package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileYamlTest {
    @TempDir
    Path directory;

    private String error(String yaml) {
        return new SeedsDirectory(directory).file("t.yaml", yaml).error();
    }

    private String errorOfBytes(byte[] yaml) {
        return new SeedsDirectory(directory).file("t.yaml", yaml).error();
    }

    @Test
    void tags_are_refused() {
        assertThat(error("tables: {t: {rows: [{a: !!int x, b: !foo y}]}}")).isEqualTo("""
                        YAML tags such as "tag:yaml.org,2002:int" are not supported.
                          where: seeds/t.yaml, line 1, column 25
                          mend:  remove the tag; the column's type decides what a value means
                        YAML tags such as "!foo" are not supported.
                          where: seeds/t.yaml, line 1, column 37
                          mend:  remove the tag; the column's type decides what a value means""");
    }

    @Test
    void a_broken_tag_is_an_error_with_its_place() {
        assertThat(error("tables: {t: {rows: [{a: !a%f x}]}}"))
                .startsWith("The file is not valid YAML: expected URI escape sequence")
                .contains("\n  where: seeds/t.yaml, line 1, column 28\n");
    }

    @Test
    void anchors_and_aliases_are_refused() {
        assertThat(error("tables: {t: {rows: [{a: &x 1, b: *x}]}}")).isEqualTo("""
                        YAML anchors are not supported.
                          where: seeds/t.yaml, line 1, column 25
                          mend:  remove "&" and its name, and repeat the value where needed
                        YAML aliases are not supported.
                          where: seeds/t.yaml, line 1, column 34
                          mend:  repeat the value in place of "*" and its name; text that begins with "*" stands in quotes""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tables: {t: {rows: *x}}",
                "seeder: a\ntables: *x",
                "group: *x\ntables: {t: {rows: [{a: 1}]}}",
                "tables: {t: {rows: [{*x : 1}]}}",
                "tables:\n  t:\n    rows:\n      - *x: false",
                "tables: {t: {rows: [*x]}}",
                "*x",
            })
    void an_alias_is_one_error_wherever_it_stands(String yaml) {
        assertThat(error(yaml))
                .matches("YAML aliases are not supported\\.\n  where: seeds/t\\.yaml, line \\d, column \\d+\n"
                        + "  mend:  repeat the value in place of \"\\*\" and its name; text that begins with \"\\*\""
                        + " stands in quotes");
    }

    @Test
    void a_merge_of_an_alias_is_one_error() {
        assertThat(error("tables: {t: {rows: [{a: 1, <<: *x}]}}")).isEqualTo("""
                        Merge keys ("<<") are not supported.
                          where: seeds/t.yaml, line 1, column 28
                          mend:  repeat the values""");
    }

    @Test
    @Timeout(10)
    void aliases_that_multiply_are_not_expanded() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 48; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(error(bomb.toString())).startsWith("YAML anchors are not supported.");
    }

    @Test
    void merge_keys_are_refused() {
        assertThat(error("tables: {t: {rows: [{a: 1, <<: {b: 2}}]}}")).isEqualTo("""
                        Merge keys ("<<") are not supported.
                          where: seeds/t.yaml, line 1, column 28
                          mend:  repeat the values""");
    }

    @Test
    @Timeout(10)
    void deep_nesting_is_refused_at_once() {
        String expected = """
                Values are nested more than 50 levels deep.
                  where: seeds/t.yaml, line 1, column 59
                  mend:  nest them less""";
        assertThat(error("tables: " + "[".repeat(3_000))).isEqualTo(expected);
        assertThat(error("tables: " + "[".repeat(1_000_000))).isEqualTo(expected);
        assertThat(error("tables: " + "{".repeat(1_000_000))).isEqualTo(expected);
        assertThat(error("- ".repeat(1_000_000))).startsWith("Values are nested more than 50 levels deep.");
        assertThat(error("? ".repeat(1_000_000))).startsWith("Values are nested more than 50 levels deep.");
    }

    @Test
    @Timeout(30)
    void a_long_line_takes_time_by_its_length_and_not_by_its_square() {
        String padding = "x".repeat(12_000_000);
        assertThat(error("tables: \"" + padding)).startsWith("The file is not valid YAML");
        assertThat(error("tables: [" + "a,".repeat(6_000_000))).startsWith("The file has more than 2000000 values.");
        assertThat(error("tables: {t: {rows: [{a: " + "x".repeat(17 * 1024 * 1024) + "}]}}"))
                .isEqualTo("""
                        A value is longer than 16777216 characters.
                          where: seeds/t.yaml, line 1, column 25
                          mend:  put it into a file of its own and name that with "$file\"""");
    }

    @Test
    void a_file_of_more_than_64_mib_is_refused() {
        assertThat(errorOfBytes(new byte[64 * 1024 * 1024 + 1])).isEqualTo("""
                        File "seeds/t.yaml" is larger than 64 MiB.
                          where: seeds/t.yaml
                          mend:  make it smaller; large tables belong into CSV files, which are streamed""");
    }

    @Test
    void duplicate_keys_are_refused_at_every_level() {
        assertThat(error("tables:\n  t: {rows: [{a: 1, a: 2}]}\n  t: {rows: [{a: 1}]}\n"))
                .isEqualTo("""
                        Key "a" is given twice in one mapping; it stood first in line 2.
                          where: seeds/t.yaml, line 2, column 21
                          mend:  keep one of the two
                        Key "t" is given twice in one mapping; it stood first in line 2.
                          where: seeds/t.yaml, line 3, column 3
                          mend:  keep one of the two""");
    }

    @Test
    void keys_that_differ_only_in_composition_are_duplicates() {
        assertThat(error("tables: {t: {rows: [{\u00e9: 1, e\u0301: 2}]}}"))
                .startsWith("Key \"e\u0301\" is given twice in one mapping");
    }

    @Test
    void a_second_document_is_refused() {
        assertThat(error("tables: {t: {rows: [{a: 1}]}}\n---\ntables: {}\n")).isEqualTo("""
                        The file has a second YAML document.
                          where: seeds/t.yaml, line 2, column 1
                          mend:  keep one document per file and remove "---\"""");
    }

    @Test
    void a_key_that_is_no_name_is_refused() {
        assertThat(error("tables: {t: {rows: [{? [a] : b}]}}")).isEqualTo("""
                        The key of a mapping is a list.
                          where: seeds/t.yaml, line 1, column 24
                          mend:  write a plain name as key
                        A row of table "t" has no columns.
                          where: seeds/t.yaml, line 1, column 21
                          mend:  declare at least the columns that identify it, or remove the row""");
    }

    @Test
    void other_encodings_are_named() {
        for (Charset charset : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            assertThat(errorOfBytes("\uFEFFtables: {}".getBytes(charset))).isEqualTo("""
                            The file is encoded in UTF-16.
                              where: seeds/t.yaml
                              mend:  save it as UTF-8""");
        }
        for (String charset : new String[] {"UTF-32LE", "UTF-32BE"}) {
            assertThat(errorOfBytes("\uFEFFtables: {}".getBytes(Charset.forName(charset))))
                    .startsWith("The file is encoded in UTF-32.");
        }
    }

    @Test
    void invalid_utf8_is_refused_with_byte_and_line() {
        assertThat(errorOfBytes("tables:\n  t: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("""
                        The file is not valid UTF-8: byte 0xE9 at offset 13.
                          where: seeds/t.yaml, line 2
                          mend:  save it as UTF-8""");
    }

    @Test
    void invalid_utf8_far_into_a_file_has_its_offset_too() {
        byte[] content = ("# " + "\u00e4".repeat(100_000) + "\na: b ").getBytes(StandardCharsets.UTF_8);
        content[content.length - 1] = (byte) 0xC3;
        assertThat(errorOfBytes(content))
                .startsWith(
                        "The file is not valid UTF-8: byte 0xC3 at offset 200007.\n  where: seeds/t.yaml, line 2\n");
    }

    @Test
    void nul_is_refused_raw_and_escaped() {
        assertThat(error("tables: {t: {rows: [{a: x\0y}]}}")).isEqualTo("""
                        The file contains a NUL character.
                          where: seeds/t.yaml, line 1, column 26
                          mend:  remove it; where there are many, the file is probably UTF-16 and is to be saved as UTF-8""");
        assertThat(error("tables: {t: {rows: [{a: \"x\\0y\"}]}}"))
                .startsWith("A value contains a NUL character.\n  where: seeds/t.yaml, line 1, column 25\n");
    }

    @Test
    void half_a_character_is_refused() {
        assertThat(error("tables: {t: {rows: [{a: \"\\ud800\"}]}}"))
                .startsWith("A value contains half a character, the lone surrogate U+D800.");
    }

    @Test
    void invisible_bidirectional_controls_are_refused() {
        assertThat(error("tables: {t: {rows: [{a: x\u202ey}]}}")).isEqualTo("""
                        The file contains the invisible bidirectional control character U+202E.
                          where: seeds/t.yaml, line 1, column 26
                          mend:  remove it; where it is meant, write it as an escape in double quotes""");
    }

    @Test
    void a_control_character_is_refused_with_its_place() {
        assertThat(error("tables:\n  t: x\u0007y")).isEqualTo("""
                        Character U+0007 cannot stand in YAML.
                          where: seeds/t.yaml, line 2, column 7
                          mend:  remove it, or write it as an escape in double quotes""");
    }

    @Test
    void broken_yaml_says_where() {
        assertThat(error("tables:\n  t: a: b")).isEqualTo("""
                        The file is not valid YAML: mapping values are not allowed here.
                          where: seeds/t.yaml, line 2, column 7
                          mend:  mend it there; indent with spaces and put text with ": ", " #" or a leading special character in quotes""");
    }

    @Test
    void an_empty_file_says_what_to_do() {
        String expected = """
                The file is empty.
                  where: seeds/t.yaml
                  mend:  declare tables under "tables:", or delete it""";
        assertThat(error("")).isEqualTo(expected);
        assertThat(error("# only a comment\n")).isEqualTo(expected);
        assertThat(error("---\n")).isEqualTo(expected);
    }

    @Test
    void values_in_errors_are_short_and_harmless_to_a_terminal() {
        assertThat(error("\"\\e[31m" + "x".repeat(500) + "\": 1\ntables: {t: {rows: [{a: 1}]}}"))
                .startsWith("Unknown key \"\\u001b[31m" + "x".repeat(75) + "…\" in the seed file.\n");
    }
}

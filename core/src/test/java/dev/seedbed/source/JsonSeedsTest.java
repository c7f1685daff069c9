package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedValue;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSeedsTest {
    @TempDir
    Path directory;

    private SeedsDirectory row(String json) {
        return new SeedsDirectory(directory).file("t.json", "{\"tables\": {\"t\": {\"rows\": [" + json + "]}}}");
    }

    @Test
    void all_of_json_is_read() {
        String key = "k".repeat(2_000);
        SeedRow row =
                row("{\n\t\"a\": \"\\u00e9\\ud83d\\ude00\\/\\b\\f\\n\\r\\t\\\"\\\\\u007f\u2028\", \"b\": -1.10E+2, \"c\":null,"
                                + " \"d\" : true, \"e\": \"null\", \"f\": [], \"g\": {\"h\": {}}, \"" + key + "\": 0}")
                        .rows()
                        .get(0);
        assertThat(SeedsDirectory.plain(row.value("a"))).isEqualTo("\u00e9\ud83d\ude00/\b\f\n\r\t\"\\\u007f\u2028");
        assertThat(row.value("b")).isInstanceOfSatisfying(SeedValue.Text.class, text -> {
            assertThat(text.text()).isEqualTo("-1.10E+2");
            assertThat(text.plain()).isTrue();
            assertThat(text.at()).hasToString("seeds/t.json, line 2, column 52");
        });
        assertThat(row.value("c")).isInstanceOf(SeedValue.Null.class);
        assertThat(row.value("e"))
                .isInstanceOfSatisfying(
                        SeedValue.Text.class, text -> assertThat(text.plain()).isFalse());
        assertThat(row.value(key)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | 2 | a key in double quotes is missing, the file ends",
                "{\"a\": 1,} | 9 | a key in double quotes is missing, there is \"}\"",
                "{'a': 1} | 2 | a key in double quotes is missing, there is \"'\"",
                "{\"a\": NaN} | 7 | a value is missing, there is \"N\"",
                "{\"a\": nul} | 7 | a value is missing, there is \"n\"",
                "{\"a\" 1} | 6 | \":\" is missing, there is \"1\"",
                "{\"a\": [1 2]} | 10 | \",\" or \"]\" is missing, there is \"2\"",
                "{\"a\": 1} x | 10 | the end of the file is missing, there is \"x\"",
                "// {} | 1 | a value is missing, there is \"/\"",
                "{\"a\": \"\\u12g4\"} | 12 | four hexadecimal digits after \\u is missing, there is \"g\""
            })
    void what_is_no_json_is_refused(String json, int column, String problem) {
        assertThat(new SeedsDirectory(directory).file("t.json", json).error())
                .isEqualTo(
                        "The file is not valid JSON: " + problem + ".\n  where: seeds/t.json, line 1, column " + column
                                + "\n  mend:  mend it there; JSON has no comments, no trailing commas and only double quotes");
    }

    @Test
    void a_number_that_json_does_not_have_is_to_be_quoted() {
        for (String number : new String[] {"007", "01", "1.", "-0x1"}) {
            assertThat(new SeedsDirectory(directory)
                            .file("t.json", "{\"a\": " + number + "}")
                            .error())
                    .isEqualTo("""
                            The file is not valid JSON: "%s" is no number.
                              where: seeds/t.json, line 1, column 7
                              mend:  put it in double quotes, which takes it as it stands for every type of column""".formatted(number));
        }
    }

    @Test
    void strings_are_checked() {
        assertThat(row("{\"a\": \"x\ty\"}").error())
                .startsWith(
                        "A string contains the control character U+0009.\n  where: seeds/t.json, line 1, column 36");
        assertThat(row("{\"a\": \"\\x\"}").error()).startsWith("A string contains an escape that JSON does not have.");
        assertThat(row("{\"a\": \"\\ud800\"}").error())
                .startsWith("A value contains half a character, the lone surrogate U+D800.");
        assertThat(row("{\"a\": \"\\u0000\"}").error()).startsWith("A value contains a NUL character.");
        assertThat(row("{\"a\": \"x").error()).startsWith("A string is not closed.");
    }

    @Test
    void duplicate_keys_are_refused() {
        assertThat(row("{\"a\": 1,\n\"a\": 2}").error()).isEqualTo("""
                        Key "a" is given twice in one mapping; it stood first in line 1.
                          where: seeds/t.json, line 2, column 1
                          mend:  keep one of the two""");
    }

    @Test
    @Timeout(10)
    void deep_nesting_and_long_numbers_cost_little() {
        assertThat(new SeedsDirectory(directory)
                        .file("t.json", "[".repeat(1_000_000))
                        .error())
                .startsWith("Values are nested more than 50 levels deep.");
        String digits = "9".repeat(200_000);
        assertThat(SeedsDirectory.plain(
                        row("{\"a\": " + digits + "}").rows().get(0).value("a")))
                .isEqualTo(digits);
    }

    @Test
    void a_schema_may_be_named_for_the_editor() {
        assertThat(new SeedsDirectory(directory)
                        .file("t.json", "{\"$schema\": \"x\", \"tables\": {\"t\": {\"rows\": [{\"a\": 1}]}}}")
                        .rows())
                .hasSize(1);
    }
}

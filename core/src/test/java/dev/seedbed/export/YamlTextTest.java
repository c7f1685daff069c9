package dev.seedbed.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.JsonText;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedValue;
import dev.seedbed.source.SeedSources;
import dev.seedbed.source.SourceRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read back by Seedbed's own reader. */
class YamlTextTest {
    private static final String CHARACTERS =
            "aB9 .,:;-+_/\\'\"#&*!|>%@`?={}[]()<>~$^\n\t\r\u0007\u007F\u0085\u00A0é\u0301\u2028\u202E\u2066\uFEFF\uFFFD日";

    private static final List<String> TOKENS = List.of(
            ": ",
            " #",
            "- ",
            "? ",
            "---",
            "...",
            "<<",
            "null",
            "~",
            "''",
            "\n\n",
            "\n ",
            " \n",
            "\r\n",
            "\uD83C\uDF31",
            "{$",
            "!!",
            "%YAML",
            "|-",
            ">+");

    @TempDir
    Path directory;

    @Test
    void random_texts_come_back_as_they_were_in_flow_and_in_block() throws IOException {
        long seed = System.nanoTime();
        System.out.println("YAML texts: new Random(" + seed + "L)");
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            texts.add(text(random));
        }
        StringBuilder yaml = new StringBuilder("tables:\n  t:\n    rows:\n");
        for (String text : texts) {
            String scalar = YamlText.scalar(text);
            String block = YamlText.isBlock(text) ? YamlText.block(text, "          ") : scalar;
            yaml.append("      - {k: ")
                    .append(scalar)
                    .append(", v: ")
                    .append(scalar)
                    .append("}\n");
            yaml.append("      - k: ")
                    .append(block)
                    .append("\n        v: ")
                    .append(block)
                    .append('\n');
        }

        List<SeedRow> rows = read(yaml.toString());

        assertThat(rows).hasSize(2 * texts.size());
        for (int i = 0; i < rows.size(); i++) {
            for (SeedValue value : rows.get(i).values()) {
                assertThat(value).isInstanceOf(SeedValue.Text.class);
                assertThat(((SeedValue.Text) value).text()).isEqualTo(texts.get(i / 2));
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(random.nextInt(10) == 0 ? 200 : 8);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(5) == 0) {
                text.append(TOKENS.get(random.nextInt(TOKENS.size())));
            } else {
                text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
        }
        return text.toString();
    }

    private List<SeedRow> read(String yaml) throws IOException {
        Files.writeString(directory.resolve("t.yaml"), yaml);
        List<SeedRow> rows = new ArrayList<>();
        try (SeedRows.Cursor cursor = SeedSources.read(SourceRequest.of(directory.toString()))
                .get(0)
                .tables()
                .get(0)
                .rows()
                .open()) {
            for (SeedRow row = cursor.next(); row != null; row = cursor.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Starter | Starter",
                "NO | NO",
                "010 | 010",
                "-1.50 | -1.50",
                "2026-03-04 05:06:07+00 | 2026-03-04 05:06:07+00",
                "https://example.org/a?b=c | 'https://example.org/a?b=c'",
                "https://example.org/a | https://example.org/a",
                "it's | it's",
                "null | 'null'",
                "a, b | 'a, b'",
                "a: b | 'a: b'",
                "^^ | ''",
                "\\x00ff | '\\x00ff'",
            })
    void only_what_needs_quotes_has_them(String text, String yaml) {
        assertThat(YamlText.scalar(text)).isEqualTo(yaml);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"b\": 1, \"a\": [true, null, \"x, y: z\"]} | {\"a\": [true, null, \"x, y: z\"], \"b\": 1}",
                "{} | {}",
                "null | {$json: 'null'}",
                "1.50 | {$json: 1.50}",
                "\"x\" | {$json: '\"x\"'}",
                "{\"$file\": \"x\"} | {$json: '{\"$file\": \"x\"}'}",
                "[\"\\u0000\"] | {$json: '[\"\\u0000\"]'}",
                "[\"\\u202e\"] | {$json: '[\"\\u202e\"]'}",
            })
    void documents_are_mappings_where_that_says_the_same(String json, String yaml) throws IOException {
        assertThat(StructuredText.json(json)).isEqualTo(yaml);
        assertThat(JsonText.canonical(json)).isNotNull();
        assertThat(read("tables:\n  t:\n    rows:\n      - {k: " + yaml + "}\n"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{} | []",
                "{a,b} | [a, b]",
                "{a,NULL,\"NULL\",\"\",\"b,c\",\"q\\\"\\\\\"} | [a, null, 'NULL', '', 'b,c', 'q\"\\']",
                "{{1,2},{3,4}} | '{{1,2},{3,4}}'",
                "[0:1]={1,2} | '[0:1]={1,2}'",
                "[\"a\",\"b\"] | '[\"a\",\"b\"]'",
            })
    void arrays_of_one_dimension_are_lists(String literal, String yaml) {
        assertThat(StructuredText.array(plain(), literal)).isEqualTo(yaml);
    }

    /** A dialect that has nothing but the arrays that all have. */
    private static Dialect plain() {
        return (Dialect) Proxy.newProxyInstance(
                Dialect.class.getClassLoader(),
                new Class<?>[] {Dialect.class},
                (proxy, method, arguments) ->
                        java.lang.reflect.InvocationHandler.invokeDefault(proxy, method, arguments));
    }
}

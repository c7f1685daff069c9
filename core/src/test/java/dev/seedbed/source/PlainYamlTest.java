package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever {@link PlainYaml} takes, {@link YamlParser} reads as the same values in the same places, and without a problem. */
class PlainYamlTest {
    private static final int ROUNDS = 60_000;
    private static final String FILE = "seeds/tier.yaml";

    private static final String[] FILES = {"""
        # Tiers.
        seeder: tiers

        group: core
        environments: [production, test]
        tables:
          tier:
            key: [code]          # what identifies a row
            on-insert: {id: {$uuid: v7}, at: {$now: true}}
            rows:
              - {code: starter, name: "Starter", price: 12.50, none: null, nothing: ~, $was: {price: [9, -1.5]}}
              - {code: 'team', name: Team of 5, url: https://example.org/a#b,
                 opens: 12:30, empty: {}, list: []}
              - code: pro
                name: Für alle (und mehr)
                text: it's a "word" and a # comment
                nothing:
                last: x
              -
                code: other
                roles:
                - admin
                - read only
                -
              - code: single
            retired:
            - {code: beta, $set: {is_active: false}}
            - code: gamma
        """, """
        tables:
          t:
            rows:
              - a: 1
                b:
                  c:
                    - d
                    - e: f
                      g: [h, {i: j}]
              # comment
              - a: .5
                b: -x
                c: +1

        """, """
        - plain
        - {a: b}
        -   wide: apart
            more: so
        - [a, b]
        """};

    private static final String[] PIECES = {
        "-",
        "- ",
        ":",
        ": ",
        "\n",
        " ",
        "  ",
        "\n  ",
        "\n    - ",
        "#",
        " #",
        ",",
        ", ",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "'",
        "''",
        "\\",
        "|",
        ">",
        "&a ",
        "*a",
        "!",
        "%",
        "@",
        "`",
        "?",
        "? ",
        "~",
        "null",
        "<<",
        "<<: *a",
        "---",
        "...",
        "\n---\n",
        "\n...\n",
        "\t",
        "\r\n",
        "\u0085",
        "\u00a0",
        "\u2028",
        "\ufeff",
        "\ud83d\ude00",
        "\ud83d",
        "\u0000",
        "\u007f",
        "é",
        "e\u0301",
        "=",
        "$",
        "0",
        "key: value\n",
        "{a: 1}",
        "[1, 2]",
        "\"q\"",
        "'q'",
        "a: ",
        "code: ",
        "- -",
        ".",
        "-1",
        "- a: b\n"
    };

    private static String mutated(Random random) {
        StringBuilder text = new StringBuilder(FILES[random.nextInt(FILES.length)]);
        int from = random.nextInt(text.length());
        if (random.nextInt(3) > 0) {
            // A short text: what is wrong with it is not hidden by what is wrong elsewhere.
            text.setLength(Math.min(text.length(), from + random.nextInt(160)));
            text.delete(0, text.lastIndexOf("\n", from) + 1);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            String piece = PIECES[random.nextInt(PIECES.length)];
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(4)));
                case 1 -> text.replace(at, Math.min(text.length(), at + 1), piece);
                default -> text.insert(at, piece);
            }
        }
        return text.toString();
    }

    private static void assertReadTheSame(String text, Node plain) {
        Problems problems = new Problems();
        Node whole = new YamlParser(text, FILE, new Document.Counts(FILE, problems)).parse();
        assertThat(problems.isEmpty()).as("no problems in:%n%s", text).isTrue();
        assertThat(plain).as(text).isEqualTo(whole);
        assertThat(plain.toString()).as("the order of keys in:%n%s", text).isEqualTo(String.valueOf(whole));
    }

    @Test
    void what_it_takes_is_what_the_whole_parser_reads() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TreeMap<Boolean, Integer> taken = new TreeMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            String text = mutated(random);
            Node plain = PlainYaml.parse(text, FILE);
            taken.merge(plain != null, 1, Integer::sum);
            if (plain != null) {
                try {
                    assertReadTheSame(text, plain);
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError("seed " + seed + ", round " + i + ": " + e.getMessage() + "\n" + text, e);
                }
            }
        }
        assertThat(taken.get(true)).isGreaterThan(ROUNDS / 10);
        assertThat(taken.get(false)).isGreaterThan(ROUNDS / 10);
    }

    @Test
    void it_takes_files_as_people_write_them() {
        for (String text : FILES) {
            Node plain = PlainYaml.parse(text, FILE);
            assertThat(plain).as(text).isNotNull();
            assertReadTheSame(text, plain);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "scalar",
                " a: 1\n",
                "a: 1\na: 2\n",
                "a: {b: 1, b: 2}\n",
                "a: \"\\n\"\n",
                "a: 'it''s'\n",
                "a: several\n  lines\n",
                "a: |\n  text\n",
                "a: 1\n---\nb: 2\n",
                "a: &x 1\n",
                "a: !!str 1\n",
                "a: {b: 1,}\n",
                "a: {b: 1]\n",
                "a:\t1\n",
                "a: 1\r\nb: 2\r\n",
                "é: 1\n",
                "a: b: c\n",
                "- - a\n",
                "a: 1\n  b: 2\n",
                "a:\n    b: 1\n  c: 2\n"
            })
    void it_leaves_what_it_is_not_sure_of(String text) {
        assertThat(PlainYaml.parse(text, FILE)).isNull();
    }

    @Test
    void it_keeps_the_limits() {
        String deep = "a: " + "[".repeat(Limits.DEPTH) + "]".repeat(Limits.DEPTH) + "\n";
        assertThat(PlainYaml.parse(deep, FILE)).isNotNull();
        assertThat(PlainYaml.parse(deep.replace("[]", "[[]]"), FILE)).isNull();
        assertThat(PlainYaml.parse("a: [" + "1,".repeat(Limits.DOCUMENT_VALUES) + "1]\n", FILE))
                .isNull();
        assertThat(PlainYaml.parse("a: " + "x".repeat(Limits.SCALAR_CHARS + 1) + "\n", FILE))
                .isNull();
        assertThat(PlainYaml.parse("a" + "x".repeat(1_000) + ": 1\n", FILE)).isNull();
        assertThat(PlainYaml.parse("a" + " ".repeat(1_000) + ": 1\n", FILE)).isNull();
    }
}

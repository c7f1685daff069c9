package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files are read or refused, and never anything else; whole ones are read without loss. */
class MutationTest {
    private static final int ROUNDS = 4_000;
    private static final int FORMER_KIND = 3;
    private static final String[] PIECES = {
        "$",
        "&a ",
        "*a ",
        "!x ",
        "<<: ",
        "---\n",
        "\t",
        "\"",
        "'",
        "{",
        "}",
        "[",
        "]",
        ": ",
        ",",
        "#",
        "|\n",
        "%",
        "\\u",
        "\0",
        "\r",
        "\u202e",
        "null",
        "~",
        "$was",
        "rows:",
        "\ud83d\ude00",
        "? ",
        "- ",
        "1e999",
        "\"\"",
        "\n\n"
    };

    private static final String YAML = """
            seeder: tiers
            group: core
            environments: [production]
            tables:
              tier:
                key: [code]
                on-insert: {id: {$uuid: v7}}
                rows:
                  - {code: starter, name: "Starter", price: 12, $was: {price: [9]}, $formerly: [{code: pro}]}
                  - code: team
                    text: |
                      several
                      lines
                retired:
                  - {code: beta, $set: {is_active: false}}
              grant: {rows: {grid: g.csv, down: a.b, across: c}}
              list: {rows: {csv: c.csv, null: x}}
            """;
    private static final String JSON = """
            {"tables": {"tier": {"key": ["code"], "missing": "hold",
              "rows": [{"code": "a\\u00e9\\n", "price": 1.5e3, "none": null, "yes": true, "list": [1, [2, {}]]}]}}}
            """;
    private static final String CSV = "code,name,ref.a,ref.b\n1,\"x, \"\"y\"\"\",a,b\r\n2,\"\nz\",,\n3,,\"\",é\n";

    private static final String FORMER = """
            {"seedbed":"former","version":1}
            {"table":"tier","key":{"code":"starter"},"was":{"price":[7,"9",null],"text":[{"$content":"x"}]},"absent":["a"]}
            {"table":"tier","key":{"at":{"code":"a"}},"now":{"list":[1,[2,{}]],"b":{"$content":{"base64":"AP8="}}}}
            """;

    @TempDir
    Path directory;

    @Test
    @Timeout(60)
    void damaged_files_are_read_or_refused() {
        long seed = System.nanoTime();
        System.out.println("MutationTest seed " + seed);
        Random random = new Random(seed);
        SeedsDirectory seeds =
                new SeedsDirectory(directory).file("g.csv", "p,q\nr,x\n").file("c.csv", "a\n1\n");
        List<String> names = List.of("t.yaml", "t.json", "t.csv", "former.jsonl");
        List<String> contents = List.of(YAML, JSON, CSV, FORMER);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int kind = random.nextInt(names.size());
            byte[] content = damaged(contents.get(kind).getBytes(StandardCharsets.UTF_8), random);
            seeds.file(names.get(kind), content);
            // Each is read alone, and the record with a seeder that is whole.
            String file = kind == FORMER_KIND ? "t.yaml" : names.get(kind);
            seeds.file(kind == FORMER_KIND ? file : "former.jsonl", kind == FORMER_KIND ? YAML : FORMER);
            try {
                for (SeedUnit unit : SeedSources.read(seeds.request("seeds/" + file))) {
                    for (SeedTable table : unit.tables()) {
                        SeedsDirectory.rows(table);
                    }
                }
                read++;
            } catch (SeedException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "seed " + seed + ", round " + round + ": " + new String(content, StandardCharsets.ISO_8859_1),
                        e);
            }
        }
        assertThat(read).as("seed %s", seed).isBetween(1, ROUNDS - 1);
    }

    private static byte[] damaged(byte[] content, Random random) {
        byte[] damaged = content;
        for (int i = 1 + random.nextInt(4); i > 0 && damaged.length > 0; i--) {
            int from = random.nextInt(damaged.length);
            int to = from + random.nextInt(Math.min(20, damaged.length - from + 1));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(damaged, 0, from);
            switch (random.nextInt(4)) {
                case 0 -> out.write(random.nextInt(256));
                case 1 -> out.writeBytes(PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
                case 2 -> {
                    out.write(damaged, from, to - from);
                    out.write(damaged, from, to - from);
                }
                default -> {
                    // The piece between the two parts is lost.
                }
            }
            out.write(damaged, to, damaged.length - to);
            damaged = out.toByteArray();
        }
        return damaged;
    }

    @Test
    @Timeout(60)
    void whole_csv_files_lose_nothing() {
        long seed = System.nanoTime();
        System.out.println("MutationTest seed " + seed);
        Random random = new Random(seed);
        SeedsDirectory seeds = new SeedsDirectory(directory);
        for (int round = 0; round < 250; round++) {
            int width = 1 + random.nextInt(5);
            StringBuilder csv = new StringBuilder();
            for (int i = 0; i < width; i++) {
                csv.append(i == 0 ? "" : ",").append("c").append(i);
            }
            csv.append('\n');
            List<List<Object>> expected = new ArrayList<>();
            for (int rows = random.nextInt(40); rows > 0; rows--) {
                List<Object> row = new ArrayList<>();
                for (int i = 0; i < width; i++) {
                    csv.append(i == 0 ? "" : ",").append(field(random, width, row));
                }
                expected.add(row);
                csv.append(random.nextBoolean() ? "\n" : "\r\n");
            }
            SeedTable table = seeds.file("t.csv", csv.toString()).table();
            List<List<Object>> actual = new ArrayList<>();
            SeedsDirectory.rows(table)
                    .forEach(row ->
                            actual.add(new ArrayList<>(SeedsDirectory.plain(row).values())));
            assertThat(actual).as("seed %s, round %s", seed, round).isEqualTo(expected);
        }
    }

    private static String field(Random random, int width, List<Object> row) {
        String[] texts = {
            "", "a", "null", "x,y", "\n", "\r\n", "\"", "é", "\ud83d\ude00", "\n\n", " ", "NO", "k".repeat(9_000)
        };
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(texts[random.nextInt(random.nextInt(20) == 0 ? texts.length : texts.length - 1)]);
        }
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        if (plain && (width > 1 || !text.isEmpty()) && random.nextBoolean()) {
            row.add(text.isEmpty() ? null : text.toString());
            return text.toString();
        }
        row.add(text.toString());
        return "\"" + text.toString().replace("\"", "\"\"") + "\"";
    }
}

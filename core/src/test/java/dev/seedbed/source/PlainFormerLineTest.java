package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainFormerLineTest {
    private static final int ROUNDS = 20_000;
    private static final String[] LINES = {
        "{\"table\":\"item\",\"key\":{\"code\":\"a\"},\"was\":{\"name\":[\"Item 1\"],\"price\":[9.99]}}",
        "{\"table\":\"public.tier\",\"key\":{\"code\":\"ä\",\"pos\":-1e3},\"was\":{\"price\":[7,\"9\",null,true]},"
                + "\"absent\":[\"category\",\"icon\"]}",
        "{\"table\":\"tier\",\"key\":{\"a\":\"\"},\"absent\":[\"b\"]}",
        "{\"table\":\"tier\",\"key\":{\"a\":\"x\"},\"was\":{\"b\":[{\"$content\":\"text\"},[1,2]]}}",
        "{\"table\":\"tier\",\"key\":{\"a\":\"\\u00e4\"},\"was\":{\"b\":[\"\ud83d\ude00\"]},\"now\":{\"a\":1}}",
        "{\"table\":\"tier\"}"
    };
    private static final String[] PIECES = {
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        " ",
        "\t",
        "$",
        "0",
        "-",
        ".",
        "e",
        "null",
        "true",
        "\u0001",
        "\ud83d",
        "\"code\"",
        "\"was\":",
        "\"key\":{",
        "ä",
        "01",
        "1.",
        ",\"b\":[1]",
        ",\"a\":1"
    };

    @TempDir
    Path directory;

    private static String mutated(Random random) {
        StringBuilder line = new StringBuilder(LINES[random.nextInt(LINES.length)]);
        for (int i = random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(line.length());
            switch (random.nextInt(3)) {
                case 0 -> line.deleteCharAt(at);
                case 1 -> line.insert(at, PIECES[random.nextInt(PIECES.length)]);
                default -> line.replace(at, at + 1, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return line.toString();
    }

    /** As the reader that knows every case sees it, to which a blank makes no difference; null where it refuses the line. */
    private List<FormerLine> whole(String line) throws IOException {
        Path file = directory.resolve("former.jsonl");
        Files.write(
                file,
                (FormerReader.HEADER + "\n" + line.replaceFirst("^\\{", "{ ") + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            return SeedHistory.record(directory, directory);
        } catch (SeedException e) {
            return List.of();
        }
    }

    @Test
    void a_line_that_it_takes_says_the_same_to_the_reader_that_knows_every_case() throws IOException {
        Random random = new Random(20_261_126);
        int taken = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String line = mutated(random);
            FormerLine plain = new PlainFormerLine(new HashMap<>()).of(line, new Location("former.jsonl", 2, 0));
            if (plain != null) {
                taken++;
                assertThat(whole(line)).as(line).containsExactly(plain);
            }
        }
        assertThat(taken).isGreaterThan(ROUNDS / 10);
    }

    @Test
    void a_line_as_it_is_recorded_is_taken() {
        for (String line : List.of(LINES[0], LINES[1], LINES[2])) {
            assertThat(new PlainFormerLine(new HashMap<>()).of(line, Location.of("x")))
                    .as(line)
                    .isNotNull();
        }
    }
}

package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.seed.RecordPlaces;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WantedRecordsTest {
    private static final String[] FIELDS = {
        "plain",
        "",
        "\"\"",
        "\"with \"\"quotes\"\"\"",
        "\"a\nb\"",
        "\"a\r\nb\"",
        "\"x,\ny\n\n\"",
        "ünïcödé",
        "\"\"\"\"",
        "7"
    };

    @TempDir
    Path folder;

    @Test
    void some_rows_are_read_as_they_are_among_all() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int file = 0; file < 40; file++) {
            String text = text(random, random.nextInt(file < 30 ? 40 : 20_000));
            SeedRows rows = rows(file, text);
            List<SeedRow> all = all(rows.open());
            BitSet wanted = new BitSet();
            for (int share = 1 + random.nextInt(100), i = 0; i < all.size(); i++) {
                if (random.nextInt(share) == 0) {
                    wanted.set(i);
                }
            }

            List<SeedRow> expected = wanted.stream().mapToObj(all::get).toList();
            assertThat(all(rows.open(wanted, null)))
                    .as("seed %d, file %d", seed, file)
                    .isEqualTo(expected);
            assertThat(all(rows.open(wanted, places(text))))
                    .as("by their places: seed %d, file %d", seed, file)
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_file_that_has_changed_since_its_places_were_noted_is_refused() throws Exception {
        String text = "code,name\n" + "a,first\n".repeat(50_000);
        SeedRows rows = rows(0, text);
        BitSet wanted = new BitSet();
        wanted.set(7);
        wanted.set(49_999);
        RecordPlaces places = places(text);
        Path file = folder.resolve("seeds-0").resolve("t.csv");

        Files.writeString(file, text.replaceFirst("first", "another"));
        assertThatThrownBy(() -> all(rows.open(wanted, places)))
                .isInstanceOf(SeedException.class)
                .hasMessage(
                        "The file has changed while it was in use.\n  where: seeds/t.csv, line 10\n  mend:  run again");

        Files.writeString(file, text.substring(0, text.length() / 2));
        assertThatThrownBy(() -> all(rows.open(wanted, places)))
                .isInstanceOf(SeedException.class)
                .hasMessageStartingWith("The file has changed while it was in use.");
    }

    /** Where the records of a text stand; line ends at its end are no records. */
    private static RecordPlaces places(String text) {
        byte[] bytes = (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
        RecordPlaces places = null;
        boolean quoted = false;
        int begin = 0;
        int lines = 0;
        for (int i = 0; i < bytes.length; i++) {
            quoted ^= bytes[i] == '"';
            lines += bytes[i] == '\n' ? 1 : 0;
            if (bytes[i] == '\n' && !quoted) {
                if (places == null) {
                    places = new RecordPlaces(i + 1L, 1 + lines);
                } else if (i - begin > 1 || i > begin && bytes[begin] != '\r') {
                    assertThat(places.add(i + 1 - begin, lines)).isTrue();
                }
                begin = i + 1;
                lines = 0;
            }
        }
        return Objects.requireNonNull(places);
    }

    private SeedRows rows(int number, String text) throws Exception {
        Path seeds = Files.createDirectory(folder.resolve("seeds-" + number));
        Files.writeString(seeds.resolve("t.csv"), text);
        return new CsvRows(new CsvFile(new DirectoryRoot("seeds", seeds.toRealPath(), null), "t.csv", "\\N"));
    }

    private static String text(Random random, int rows) {
        String end = random.nextBoolean() ? "\n" : "\r\n";
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "")
                .append("a,b.c,b.d")
                .append(end);
        for (int i = 0; i < rows; i++) {
            text.append(i);
            for (int field = 0; field < 2; field++) {
                text.append(',').append(FIELDS[random.nextInt(FIELDS.length)]);
            }
            text.append(i + 1 < rows || random.nextBoolean() ? end : "");
        }
        return text.append(random.nextInt(3) > 0 ? "" : end + end).toString();
    }

    private static List<SeedRow> all(SeedRows.Cursor cursor) {
        List<SeedRow> rows = new ArrayList<>();
        try (cursor) {
            for (SeedRow row = cursor.next(); row != null; row = cursor.next()) {
                rows.add(row);
            }
        }
        return rows;
    }
}

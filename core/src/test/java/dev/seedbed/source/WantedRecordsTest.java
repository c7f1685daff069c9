package dev.seedbed.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
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
            SeedRows rows = rows(file, text(random, random.nextInt(file < 30 ? 40 : 20_000)));
            List<SeedRow> all = all(rows.open());
            BitSet wanted = new BitSet();
            for (int share = 1 + random.nextInt(100), i = 0; i < all.size(); i++) {
                if (random.nextInt(share) == 0) {
                    wanted.set(i);
                }
            }

            List<SeedRow> some = all(rows.open(wanted));

            assertThat(some)
                    .as("seed %d, file %d", seed, file)
                    .isEqualTo(wanted.stream().mapToObj(all::get).toList());
        }
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

package dev.seedbed.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Rows of about 127 bytes, the same on every machine and in every session. */
final class Data {
    static final String[] COLUMNS = {
        "code", "name", "category", "description", "price", "active", "sort_order", "valid_from"
    };

    static final String TABLE = """
            create table item (
              code varchar(20) primary key,
              name varchar(80) not null,
              category varchar(20) not null,
              description text,
              price numeric(10,2) not null,
              active boolean not null,
              sort_order integer not null,
              valid_from date not null)""";

    private static final long SEED = 20_260_101;
    private static final String[] WORDS = {
        "amber", "basil", "cedar", "delta", "ember", "fjord", "grove", "hazel", "inlet", "jade", "knoll", "larch",
        "maple", "north", "ochre", "pine", "quartz", "ridge", "slate", "thorn", "umber", "vale", "willow", "yarrow"
    };
    private static final String[] CATEGORIES = {"material", "component", "packaging", "service", "spare part"};

    /**
     * Rows that had other defaults in the release before.
     *
     * @param step every which row, by its number
     * @param rest which one of those
     */
    record Changed(int step, int rest) {
        String condition() {
            return "sort_order % " + step + " = " + rest;
        }
    }

    static final Changed CHANGES = new Changed(100, 25);
    static final Changed ALL_CHANGES = new Changed(1, 0);

    /** What the release before had in changed rows, as it stands in the table. */
    static final String FORMER_NAME = "'Item ' || sort_order";

    static final String FORMER_PRICE = "9.99";

    private final Path directory;

    Data(Path directory) {
        this.directory = directory;
    }

    /** A seeds directory with one file of so many rows, {@code item.csv}. */
    Path seeds(int rows) {
        Path seeds = directory.resolve("seeds-" + rows);
        Path file = seeds.resolve("item.csv");
        if (!Files.exists(file)) {
            try {
                Files.createDirectories(seeds);
                Path unfinished = seeds.resolve("item.csv.new");
                write(unfinished, rows);
                Files.move(unfinished, file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return seeds;
    }

    /** The file of {@link #seeds}. */
    Path csv(int rows) {
        return seeds(rows).resolve("item.csv");
    }

    /** The file of {@link #seeds} with a {@code former.jsonl} beside it. */
    Path release(int rows, Changed changed) throws IOException {
        Path release = directory.resolve("release-" + rows + "-" + changed.step());
        if (!Files.exists(release)) {
            Path unfinished = Files.createTempDirectory(directory, "release");
            Files.createLink(unfinished.resolve("item.csv"), csv(rows));
            try (BufferedWriter writer = Files.newBufferedWriter(unfinished.resolve("former.jsonl"))) {
                writer.write("{\"seedbed\":\"former\",\"version\":1}\n");
                for (int i = changed.rest() == 0 ? changed.step() : changed.rest(); i <= rows; i += changed.step()) {
                    writer.write(String.format(
                            Locale.ROOT,
                            "{\"table\":\"item\",\"key\":{\"code\":\"%s\"},\"was\":{\"name\":[\"Item %d\"],\"price\":[%s]}}%n",
                            code(i),
                            i,
                            FORMER_PRICE));
                }
            }
            Files.move(unfinished, release);
        }
        return release;
    }

    private static String code(int number) {
        return String.format(Locale.ROOT, "ITEM-%08d", number);
    }

    private static void write(Path file, int rows) throws IOException {
        Random random = new Random(SEED);
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            writer.write(String.join(",", COLUMNS));
            writer.write('\n');
            for (int i = 1; i <= rows; i++) {
                writer.write(String.join(",", row(random, i)));
                writer.write('\n');
            }
        }
    }

    private static String[] row(Random random, int number) {
        String name = words(random, 3);
        int cents = random.nextInt(10_000_000);
        boolean described = random.nextInt(10) > 0;
        String description = words(random, 8);
        return new String[] {
            code(number),
            name,
            CATEGORIES[random.nextInt(CATEGORIES.length)],
            described ? "\"" + description.replaceFirst(" ", ", ") + "\"" : "",
            String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100),
            random.nextBoolean() ? "true" : "false",
            Integer.toString(number),
            String.format(Locale.ROOT, "20%02d-%02d-%02d", random.nextInt(30), 1 + random.nextInt(12), 1 + number % 28)
        };
    }

    private static String words(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }
}

package dev.seedbed.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The statements that make a ledger: one table for all dialects, and what is to be said of rights for each. */
public final class LedgerDdl {
    private LedgerDdl() {}

    /** What the columns are called in a dialect, and which name of the index has the schema. */
    private record Words(String number, String text, String longText, boolean indexInSchema) {
        /** @throws IllegalArgumentException for a product that has no ledger */
        static Words of(String product) {
            return switch (product) {
                case "PostgreSQL" -> new Words("bigint", "text", "text", false);
                case "H2" -> new Words("bigint", "varchar", "character large object", false);
                case "SQLite" -> new Words("integer", "text", "text", true);
                default -> throw new IllegalArgumentException("There is no ledger for \"" + product + "\".");
            };
        }
    }

    /**
     * The whole text, comments and all.
     *
     * @param product the name of a dialect, such as {@code PostgreSQL}
     * @param schema where the table is to be, as SQL takes it; null for the schema that the connection looks in first
     * @param compressesSlowly as {@link dev.seedbed.database.Dialect#compressesSlowly}
     * @throws IllegalArgumentException for a product that has no ledger
     */
    public static String text(String product, @Nullable String schema, boolean compressesSlowly) {
        return table(product, schema, compressesSlowly)
                + "\n"
                + file(product.toLowerCase(Locale.ROOT)).replace("{schema}", in(schema));
    }

    /** The statements alone. */
    public static List<String> statements(String product, @Nullable String schema, boolean compressesSlowly) {
        return Arrays.stream(table(product, schema, compressesSlowly)
                        .replaceAll("(?m)^--.*\n?", "")
                        .split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static String table(String product, @Nullable String schema, boolean compressesSlowly) {
        Words words = Words.of(product);
        return (file("table") + (compressesSlowly ? file("uncompressed") : ""))
                .replace("{number}", words.number())
                .replace("{text}", words.text())
                .replace("{long text}", words.longText())
                .replace("{schema of index}", words.indexInSchema() ? in(schema) : "")
                .replace("{schema of table}", words.indexInSchema() ? "" : in(schema))
                .replace("{schema}", in(schema));
    }

    private static String in(@Nullable String schema) {
        return schema == null ? "" : schema + ".";
    }

    private static String file(String name) {
        try (InputStream in = Objects.requireNonNull(LedgerDdl.class.getResourceAsStream(name + ".sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

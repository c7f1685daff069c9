package dev.seedbed.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The statements that make a ledger, one file for each dialect. */
public final class LedgerDdl {
    private LedgerDdl() {}

    /**
     * The whole file, comments and all.
     *
     * @param product the name of a dialect, such as {@code PostgreSQL}
     * @param schema where the table is to be, as SQL takes it; null for the schema that the connection looks in first
     * @throws IllegalArgumentException for a product that has no ledger
     */
    public static String text(String product, @Nullable String schema) {
        return in(schema, file(product));
    }

    /** The statements alone. */
    public static List<String> statements(String product, @Nullable String schema) {
        String bare = file(product).replaceAll("(?m)^--.*\n?", "");
        return Arrays.stream(bare.split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .map(statement -> in(schema, statement))
                .toList();
    }

    private static String in(@Nullable String schema, String sql) {
        return sql.replace("{schema}", schema == null ? "" : schema + ".");
    }

    private static String file(String product) {
        String file = product.toLowerCase(Locale.ROOT) + ".sql";
        try (InputStream in = LedgerDdl.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no ledger for \"" + product + "\".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

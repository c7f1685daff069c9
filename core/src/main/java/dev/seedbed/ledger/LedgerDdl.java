package dev.seedbed.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The statements that make a ledger, one file for each dialect. */
public final class LedgerDdl {
    private LedgerDdl() {}

    /**
     * The whole file, comments and all.
     *
     * @param product the name of a dialect, such as {@code PostgreSQL}
     * @param table the name of the table as SQL takes it, with its schema where it needs one
     */
    public static String text(String product, String table) {
        return file(product).replace("{ledger}", table);
    }

    /** The statements alone. */
    public static List<String> statements(String product, String table) {
        String bare = file(product).replaceAll("(?m)^--.*\n?", "");
        return Arrays.stream(bare.split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .map(statement -> statement.replace("{ledger}", table))
                .toList();
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

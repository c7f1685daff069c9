package dev.seedbed.ledger;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys that the seeds call sensitive, so that a ledger holds nothing about their rows. */
final class SecretKeys {
    private final List<SeedTable> seeds;

    /** @param seeds every table that the seeds declare */
    SecretKeys(List<SeedTable> seeds) {
        this.seeds =
                seeds.stream().filter(table -> !table.sensitive().isEmpty()).toList();
    }

    /**
     * Makes sure that a row may be written down under its key.
     *
     * @param names of the columns of its key, as somebody wrote them
     * @throws SeedException where one of them is sensitive; it holds no value
     */
    void refuse(Connection connection, Dialect dialect, @Nullable String schema, String table, Collection<String> names)
            throws SQLException {
        if (seeds.isEmpty()) {
            return;
        }
        Set<String> tables = new LinkedHashSet<>();
        tables.add(table);
        seeds.forEach(seed -> tables.add(seed.table()));
        Catalogue catalogue = dialect.describe(connection, List.copyOf(tables), schema);
        Table named = catalogue.table(table);
        for (SeedTable seed : seeds) {
            Table declared = catalogue.table(seed.table());
            boolean same = named == null || declared == null
                    ? seed.table().equalsIgnoreCase(table)
                    : named.name().equals(declared.name());
            for (String name : same ? names : List.<String>of()) {
                if (isSensitive(name, seed, declared)) {
                    throw new SeedException(new Problem(
                            "A row of table \"" + table + "\" cannot be pinned: its key has the sensitive column \""
                                    + name + "\", and the ledger holds no such value.",
                            seed.at() + " (table " + seed.table() + ")",
                            "keep the row by taking it out of the seeds, or give the table a key that is no secret"));
                }
            }
        }
    }

    private static boolean isSensitive(String name, SeedTable seed, @Nullable Table declared) {
        // A key of references is written below the column that refers.
        String column = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        Column live = declared == null ? null : declared.column(column);
        return seed.sensitive().stream().anyMatch(sensitive -> {
            Column other = declared == null ? null : declared.column(sensitive);
            return live == null || other == null
                    ? sensitive.equalsIgnoreCase(column)
                    : live.name().equals(other.name());
        });
    }
}

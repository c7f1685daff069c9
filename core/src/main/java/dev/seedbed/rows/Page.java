package dev.seedbed.rows;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a table in the order that was asked for; declared rows that are not there come behind all others.
 *
 * @param next for the page that follows; null for the last one
 */
public record Page(
        SeededTable table, List<TableRow> rows, @Nullable String next) {
    public Page {
        rows = List.copyOf(rows);
    }
}

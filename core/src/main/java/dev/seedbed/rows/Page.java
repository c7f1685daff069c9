package dev.seedbed.rows;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a table in the order that was asked for; declared rows that are not there come behind all others.
 *
 * @param counts how many rows of the table there are of each provenance that rows have, whatever is searched for;
 *     {@link Provenance#ADDED} is missing where they were not counted
 * @param next for the page that follows; null for the last one. Of a request with a provenance it may follow rows that are
 *     fewer than were asked for: a page looks at so many rows and no more
 */
public record Page(
        SeededTable table,
        List<TableRow> rows,
        Map<Provenance, Long> counts,
        @Nullable String next) {
    public Page {
        rows = List.copyOf(rows);
        counts = new EnumMap<>(counts);
    }
}

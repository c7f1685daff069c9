package dev.seedbed.rows;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.Table;
import dev.seedbed.ledger.TrailEntry;
import dev.seedbed.ledger.TrailRow;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of entries as rows have them: a ledger keeps what seeds declare as they write it, such as {@code 49}, and what was
 * found as the database tells it, such as {@code 49.00}. Of tables and columns that are gone values are as they were written.
 */
final class Spelling {
    private final Map<String, Table> tables = new HashMap<>();

    Spelling(Catalogue catalogue) {
        catalogue.byName().forEach((name, table) -> tables.put(name.label(), table));
    }

    TrailEntry of(TrailEntry entry) {
        Table table = entry.table() == null ? null : tables.get(entry.table());
        if (table == null) {
            return entry;
        }
        return entry.with(entry.rows().stream().map(row -> of(table, row)).toList());
    }

    private static TrailRow of(Table table, TrailRow row) {
        Map<String, @Nullable String> before = new LinkedHashMap<>();
        row.before().forEach((name, text) -> before.put(name, of(table.column(name), text)));
        Map<String, @Nullable String> after = new LinkedHashMap<>();
        row.after().forEach((name, text) -> after.put(name, of(table.column(name), text)));
        return new TrailRow(row.kind(), row.key(), row.formerKey(), before, after, row.kept(), row.secret());
    }

    private static @Nullable String of(@Nullable Column column, @Nullable String text) {
        return column == null || text == null
                ? text
                : ColumnForm.of(column.type(), List.of()).spelled(text);
    }
}

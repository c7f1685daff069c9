package dev.seedbed.rows;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.ledger.LiveSpelling;
import dev.seedbed.ledger.TrailEntry;
import dev.seedbed.ledger.TrailRow;
import java.util.HashMap;
import java.util.Map;

/** Entries with their values as rows have them, as {@link LiveSpelling} tells them. */
final class Spelling {
    private final Map<String, Table> tables = new HashMap<>();

    private final boolean keepsScale;

    Spelling(Dialect dialect, Catalogue catalogue) {
        this.keepsScale = dialect.keepsScale();
        catalogue.byName().forEach((name, table) -> tables.put(name.label(), table));
    }

    TrailEntry of(TrailEntry entry) {
        Table table = entry.table() == null ? null : tables.get(entry.table());
        if (table == null) {
            return entry;
        }
        LiveSpelling spelling = new LiveSpelling(table, keepsScale);
        return entry.with(entry.rows().stream().map(row -> of(spelling, row)).toList());
    }

    private static TrailRow of(LiveSpelling spelling, TrailRow row) {
        return new TrailRow(
                row.kind(),
                row.key(),
                row.formerKey(),
                spelling.of(row.before()),
                spelling.of(row.after()),
                row.kept(),
                row.secret());
    }
}

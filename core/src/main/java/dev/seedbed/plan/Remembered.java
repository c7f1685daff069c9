package dev.seedbed.plan;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of the rows of one table that a plan deals with. */
final class Remembered {
    private final BoundTable table;
    private final LedgerView.Rows rows;

    private Remembered(BoundTable table, LedgerView.Rows rows) {
        this.table = table;
        this.rows = rows;
    }

    /**
     * Asks the ledger.
     *
     * @param named rows that the seeds name without declaring them
     * @return null where there is no ledger, or it cannot name the rows of the table since their keys are masked
     */
    static @Nullable Remembered of(Connection connection, LedgerView ledger, PlannedTable table, List<BoundRow> named)
            throws SQLException {
        BoundTable bound = table.table();
        if (bound.hasMaskedKey()) {
            return null;
        }
        Set<String> wanted = new HashSet<>();
        named.forEach(row -> wanted.add(key(bound, row)));
        if (table.changes() > 0) {
            try (BoundTable.Cursor cursor = table.open()) {
                for (BoundRow row = cursor.next(); row != null; row = cursor.next()) {
                    if (table.fate(row.ordinal()) != Fate.UNCHANGED) {
                        wanted.add(key(bound, row));
                        wanted.add(key(bound, table.located(row)));
                    }
                }
            }
        }
        LedgerView.Rows rows = ledger.read(connection, bound.ledgerName(), wanted::contains);
        return rows == null ? null : new Remembered(bound, rows);
    }

    private static String key(BoundTable table, BoundRow row) {
        return LedgerView.key(table.naturalKey(row));
    }

    LedgerView.@Nullable Row row(BoundRow row) {
        return rows.row(key(table, row));
    }

    boolean knows(BoundRow row) {
        return rows.knows(key(table, row));
    }

    /** The declared rows, by their ordinals, that are there and that the ledger has not met yet. */
    BitSet unmet(PlannedTable planned) {
        BitSet unmet = new BitSet();
        try (BoundTable.Cursor cursor = planned.open()) {
            for (BoundRow row = cursor.next(); row != null; row = cursor.next()) {
                boolean there = switch (planned.fate(row.ordinal())) {
                    case UNCHANGED, KEEP, UPDATE, RENAME -> true;
                    case INSERT, LEAVE_OUT, BLOCKED -> false;
                };
                if (there && !knows(row) && !knows(planned.located(row))) {
                    unmet.set(row.ordinal());
                }
            }
        }
        return unmet;
    }
}

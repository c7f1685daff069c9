package dev.seedbed.plan;

import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of the rows of one table that a plan deals with. It may know a row under a key that the row, or
 * one that its key refers to, had before it was renamed.
 */
final class Remembered {
    private final LedgerView.Rows rows;
    private final RememberedKeys keys;

    private Remembered(LedgerView.Rows rows, RememberedKeys keys) {
        this.rows = rows;
        this.keys = keys;
    }

    /**
     * Asks the ledger; to be called for the targets of a table before it.
     *
     * @return null where there is no ledger, or it cannot name the rows of the table since their keys are masked
     */
    static @Nullable Remembered of(Planning planning, PlannedTable table) throws SQLException {
        BoundTable bound = table.table();
        if (planning.ledger() == LedgerView.NONE || bound.hasMaskedKey()) {
            return null;
        }
        RememberedKeys keys = new RememberedKeys(planning, bound);
        // Made when it is first asked: of a table that the ledger knows nothing of nobody asks.
        Set<String> wanted = new HashSet<>();
        boolean[] made = {false};
        LedgerView.Rows rows = planning.ledger().read(planning.connection(), bound.ledgerName(), key -> {
            if (!made[0]) {
                made[0] = true;
                addWanted(table, keys, wanted);
            }
            return wanted.contains(key);
        });
        return rows == null ? null : new Remembered(rows, keys);
    }

    private static void addWanted(PlannedTable table, RememberedKeys keys, Set<String> wanted) {
        table.namedRetired().forEach(row -> wanted.addAll(keys.of(row)));
        if (table.changes() == 0) {
            return;
        }
        try (BoundTable.Cursor cursor = table.openApart()) {
            for (BoundRow row = cursor.next(); row != null; row = cursor.next()) {
                if (table.fate(row.ordinal()) != Fate.UNCHANGED) {
                    wanted.addAll(keys.of(row));
                    wanted.addAll(keys.of(table.located(row)));
                }
            }
        }
    }

    /** True where the ledger knows nothing of the table yet. */
    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** What is known of a row: of one that is present rather than of one that is not. */
    LedgerView.@Nullable Row row(BoundRow row) {
        if (rows.isEmpty()) {
            return null;
        }
        LedgerView.Row found = null;
        for (String key : keys.of(row)) {
            LedgerView.Row known = rows.row(key);
            if (known != null && (found == null || known.present() && !found.present())) {
                found = known;
            }
        }
        return found;
    }

    private boolean knows(BoundRow row) {
        return keys.of(row).stream().anyMatch(rows::knows);
    }

    /** By former keys, the keys that their rows have since. */
    Map<Map<String, @Nullable String>, Map<String, @Nullable String>> renames() {
        return rows.renames();
    }

    /** The declared rows, by their ordinals, that are there and that the ledger has not met yet. */
    BitSet unmet(PlannedTable planned) {
        BitSet unmet = new BitSet();
        for (int i = 0; i < planned.declared().size(); i++) {
            boolean there = switch (planned.fate(i)) {
                case UNCHANGED, KEEP, UPDATE, RENAME -> true;
                case INSERT, LEAVE_OUT, BLOCKED -> false;
            };
            unmet.set(i, there);
        }
        if (unmet.isEmpty() || rows.isEmpty()) {
            return unmet;
        }
        BitSet there = unmet;
        unmet = new BitSet();
        try (BoundTable.Cursor cursor = planned.open()) {
            for (BoundRow row = cursor.next(); row != null; row = cursor.next()) {
                if (there.get(row.ordinal()) && !knows(row) && !knows(planned.located(row))) {
                    unmet.set(row.ordinal());
                }
            }
        }
        return unmet;
    }
}

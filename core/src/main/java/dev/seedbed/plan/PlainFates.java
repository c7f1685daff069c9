package dev.seedbed.plan;

import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows that give the value of a foreign key as it is, and mean by it a declared row of whose fate they have a share, just as
 * those have that refer to it by its name.
 */
final class PlainFates {
    private final Planning planning;
    private final List<PlannedTable> group;
    private final SharedFates shared;
    private final Map<PlannedTable, List<PlainKey>> inserted = new HashMap<>();

    PlainFates(Planning planning, List<PlannedTable> group, SharedFates shared) {
        this.planning = planning;
        this.group = group;
        this.shared = shared;
    }

    private List<PlainKey> keys(PlannedTable table) {
        List<PlainKey> keys = new ArrayList<>();
        for (ForeignKey key : table.table().table().foreignKeys()) {
            Table target = planning.tables().catalogue().table(key.target());
            BoundTable bound = target == null ? null : planning.tables().bound(target);
            PlannedTable planned = bound == null ? null : planning.planned().get(bound);
            PlainKey plain = planned == null ? null : PlainKey.of(table, key, planned);
            if (plain != null) {
                keys.add(plain);
            }
        }
        return keys;
    }

    /** Has the key know the rows of some fate that it leads to; false where there are none. */
    private static boolean knows(PlainKey key, Fate one, Fate other) {
        PlannedTable to = key.to();
        boolean any = false;
        for (int i = 0; i < to.declared().size() && !any; i++) {
            any = to.fate(i) == one || to.fate(i) == other;
        }
        if (!any) {
            return false;
        }
        try (BoundTable.Cursor rows = to.openApart()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                Fate fate = to.fate(row.ordinal());
                if (fate == one || fate == other) {
                    key.add(row);
                }
            }
        }
        return true;
    }

    /** A held row goes in with one that it means and that is inserted. */
    void bringAlong(PlannedTable table, BoundRow row) {
        for (PlainKey key : inserted.computeIfAbsent(table, this::toInserted)) {
            int ordinal = key.exactly(row);
            if (ordinal >= 0
                    && !shared.add(
                            new SharedFates.Edge(table, row.ordinal(), key.waiting(row), key.to(), ordinal, null))) {
                shared.unhold(table, row.ordinal());
            }
        }
    }

    private List<PlainKey> toInserted(PlannedTable table) {
        List<PlainKey> keys = keys(table);
        keys.removeIf(key -> !knows(key, Fate.INSERT, Fate.INSERT));
        return keys;
    }

    /** Lets rows share the fate of those that are left out or blocked; false where none does that did not before. */
    boolean share() {
        boolean changed = false;
        for (PlannedTable table : group) {
            List<PlainKey> keys = keys(table);
            keys.removeIf(key -> !knows(key, Fate.BLOCKED, Fate.LEAVE_OUT));
            if (!keys.isEmpty()) {
                changed |= share(table, keys);
            }
        }
        return changed;
    }

    private static boolean share(PlannedTable table, List<PlainKey> keys) {
        boolean changed = false;
        try (BoundTable.Cursor rows = table.openApart()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                PlainKey meaning = meaning(table, keys, row);
                if (meaning != null) {
                    boolean blocked = meaning.to().fate(meaning.exactly(row)) == Fate.BLOCKED;
                    SharedFates.share(
                            table,
                            row.ordinal(),
                            meaning.to(),
                            meaning.describe(row),
                            blocked ? Fate.BLOCKED : Fate.LEAVE_OUT);
                    changed = true;
                }
            }
        }
        return changed;
    }

    /** The key by which a row that is written means one that is not; what is blocked counts for more. */
    private static @Nullable PlainKey meaning(PlannedTable table, List<PlainKey> keys, BoundRow row) {
        Fate fate = table.fate(row.ordinal());
        RowUpdate update = fate == Fate.UPDATE || fate == Fate.RENAME ? table.update(row.ordinal()) : null;
        PlainKey meaning = null;
        for (PlainKey key : keys) {
            boolean written = fate == Fate.INSERT || update != null && key.isChangedBy(update);
            int ordinal = written ? key.exactly(row) : -1;
            if (ordinal >= 0 && (meaning == null || key.to().fate(ordinal) == Fate.BLOCKED)) {
                meaning = key;
            }
        }
        return meaning;
    }
}

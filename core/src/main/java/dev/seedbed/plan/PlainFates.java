package dev.seedbed.plan;

import dev.seedbed.database.ForeignKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
            PlannedTable planned = planning.target(key);
            PlainKey plain = planned == null ? null : PlainKey.of(table, key, planned);
            if (plain != null) {
                keys.add(plain);
            }
        }
        return keys;
    }

    /** Has the key know the rows that are inserted and to which it leads; false where there are none. */
    private static boolean knowsInserted(PlainKey key) {
        PlannedTable to = key.to();
        if (!to.has(Fate.INSERT)) {
            return false;
        }
        try (BoundTable.Cursor rows = to.openApart()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                if (to.fate(row.ordinal()) == Fate.INSERT) {
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
        keys.removeIf(key -> !knowsInserted(key));
        return keys;
    }

    /** A row that is written, or held, and by a plain value means another. */
    private record Link(PlainKey key, int row, int ordinal, boolean held) {}

    /** A row, by its table and its ordinal. */
    private record Node(PlannedTable table, int row) {}

    /**
     * Lets rows share the fate of those that are left out or blocked, through chains of whatever length; false where none
     * does that did not before.
     */
    boolean share() {
        List<PlainKey> keys = new ArrayList<>();
        boolean any = false;
        for (PlannedTable table : group) {
            for (PlainKey key : keys(table)) {
                boolean out = key.to().has(Fate.BLOCKED) || key.to().has(Fate.LEAVE_OUT);
                if (out || group.contains(key.to())) {
                    keys.add(key);
                }
                any |= out;
            }
        }
        if (!any) {
            return false;
        }
        for (PlainKey key : keys) {
            index(key);
        }
        Map<Node, List<Link>> meaning = new HashMap<>();
        for (PlannedTable table : group) {
            collect(table, keys, meaning);
        }
        Map<Node, Link> blocked = spread(Fate.BLOCKED, keys, meaning, Map.of());
        Map<Node, Link> leftOut = spread(Fate.LEAVE_OUT, keys, meaning, blocked);
        for (PlannedTable table : group) {
            decide(table, blocked, leftOut);
        }
        return !blocked.isEmpty() || !leftOut.isEmpty();
    }

    /** Has a key know the rows whose fate others may come to share. */
    private void index(PlainKey key) {
        PlannedTable to = key.to();
        boolean within = group.contains(to);
        try (BoundTable.Cursor rows = to.openApart()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                boolean shared = switch (to.fate(row.ordinal())) {
                    case BLOCKED, LEAVE_OUT -> true;
                    case INSERT, UPDATE, RENAME -> within;
                    case UNCHANGED, KEEP -> false;
                };
                if (shared) {
                    key.add(row);
                }
            }
        }
    }

    private void collect(PlannedTable table, List<PlainKey> keys, Map<Node, List<Link>> meaning) {
        List<PlainKey> own =
                keys.stream().filter(key -> key.from().equals(table)).toList();
        if (own.isEmpty()) {
            return;
        }
        try (BoundTable.Cursor rows = table.openApart()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                Fate fate = table.fate(row.ordinal());
                boolean held = fate == Fate.LEAVE_OUT && shared.isHeld(table, row.ordinal());
                RowUpdate update = fate == Fate.UPDATE || fate == Fate.RENAME ? table.update(row.ordinal()) : null;
                for (PlainKey key : own) {
                    boolean written = fate == Fate.INSERT || held || update != null && key.isChangedBy(update);
                    int ordinal = written ? key.exactly(row) : -1;
                    if (ordinal >= 0) {
                        meaning.computeIfAbsent(new Node(key.to(), ordinal), n -> new ArrayList<>())
                                .add(new Link(key, row.ordinal(), ordinal, held));
                    }
                }
            }
        }
    }

    /** The rows that come to share a fate, each with the link by which it does. */
    private static Map<Node, Link> spread(
            Fate fate, List<PlainKey> keys, Map<Node, List<Link>> meaning, Map<Node, Link> decided) {
        Map<Node, Link> found = new HashMap<>();
        Deque<Node> open = new ArrayDeque<>();
        for (PlannedTable table : keys.stream().map(PlainKey::to).distinct().toList()) {
            for (int i = 0; i < table.declared().size(); i++) {
                if (table.fate(i) == fate) {
                    open.add(new Node(table, i));
                }
            }
        }
        while (!open.isEmpty()) {
            for (Link link : meaning.getOrDefault(open.remove(), List.of())) {
                Node from = new Node(link.key().from(), link.row());
                // A held row is out already: that what it means is blocked is all that it can learn.
                boolean learns = fate == Fate.BLOCKED || !link.held();
                if (learns && !decided.containsKey(from) && found.putIfAbsent(from, link) == null) {
                    open.add(from);
                }
            }
        }
        return found;
    }

    private static void decide(PlannedTable table, Map<Node, Link> blocked, Map<Node, Link> leftOut) {
        List<BoundRow> decided = new ArrayList<>();
        try (BoundTable.Cursor rows = table.openApart()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                Node node = new Node(table, row.ordinal());
                if (blocked.containsKey(node) || leftOut.containsKey(node)) {
                    decided.add(row);
                }
            }
        }
        for (BoundRow row : decided) {
            Node node = new Node(table, row.ordinal());
            Fate fate = blocked.containsKey(node) ? Fate.BLOCKED : Fate.LEAVE_OUT;
            PlainKey key = Objects.requireNonNull(fate == Fate.BLOCKED ? blocked.get(node) : leftOut.get(node))
                    .key();
            SharedFates.share(table, row.ordinal(), key.to(), key.describe(row), fate);
        }
    }
}

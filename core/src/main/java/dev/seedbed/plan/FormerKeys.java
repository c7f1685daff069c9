package dev.seedbed.plan;

import dev.seedbed.seed.SeedValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Rows that are there, though not under the key that they declare: under a former key of their own, or since their key
 * refers to such a row, which has its former name still. Tables come in the order in which they are planted.
 */
final class FormerKeys {
    private final Planning planning;
    private final NamedRows named;

    /** True where such rows take their new keys, and false where they wait for that. */
    private final boolean renames;

    FormerKeys(Planning planning) {
        this.planning = planning;
        this.named = new NamedRows(planning.binder());
        this.renames = planning.mode().changesRows();
    }

    /** A key under which a declared row may be there. */
    private record Candidate(BoundRow declared, BoundRow under, boolean own) {}

    void run(PlannedTable table) throws SQLException {
        // Further passes find rows whose key refers to rows of the same table.
        for (boolean first = true; ; first = false) {
            List<Candidate> candidates = candidates(table, first);
            if (candidates.isEmpty() || !decide(table, there(table.table(), candidates)) || !refersToItself(table)) {
                return;
            }
        }
    }

    private List<Candidate> candidates(PlannedTable table, boolean first) {
        List<Candidate> candidates = new ArrayList<>();
        boolean refers = refersToFormer(table.table());
        boolean mayBeRenamed = !table.table().streamed();
        if (!refers && !mayBeRenamed || !renames && table.inserts() == 0) {
            return candidates;
        }
        try (BoundTable.Cursor rows = renames ? table.open() : table.openInserts(null)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                if (!first && (table.isElsewhere(row.ordinal()) || table.fate(row.ordinal()) != Fate.INSERT)) {
                    continue;
                }
                BoundRow kept = FormerReferences.underFormerNames(planning, table.table(), row);
                Set<String> tried = new HashSet<>();
                tried.add(table.table().keyText(kept));
                if (mayBeRenamed && !table.live().isSoftDeleted(row.ordinal())) {
                    for (Map<String, SeedValue> formerly :
                            row.seed().directives().formerly()) {
                        BoundRow former = named.former(table.table(), row, formerly);
                        if (former != null && (!first || !isDeclared(table, row, former))) {
                            BoundRow under = FormerReferences.underFormerNames(planning, table.table(), former);
                            if (tried.add(table.table().keyText(under))) {
                                candidates.add(new Candidate(row, under, true));
                            }
                        }
                    }
                }
                if (refers
                        && table.fate(row.ordinal()) == Fate.INSERT
                        && !java.util.Arrays.equals(kept.cells(), row.cells())) {
                    candidates.add(new Candidate(row, kept, false));
                }
            }
        }
        return candidates;
    }

    /** A key that is declared still is nobody's former one. */
    private boolean isDeclared(PlannedTable table, BoundRow row, BoundRow former) {
        int other = table.declared().find(former);
        if (other < 0) {
            return false;
        }
        planning.binder()
                .problems()
                .add(
                        other == row.ordinal()
                                ? "Row " + table.table().describeKey(row) + " names its own key under \"$formerly\"."
                                : "Row " + table.table().describeKey(row) + " was formerly "
                                        + table.table().describeKey(former) + ", which is declared as well.",
                        row.seed().at(),
                        "table " + table.table(),
                        "take it out of \"$formerly\", or the other row out of the seeds");
        return true;
    }

    private boolean refersToFormer(BoundTable table) {
        for (int index : table.layout().key()) {
            for (RefShape shape : table.forms(index)) {
                PlannedTable target = shape == null ? null : planning.target(shape);
                if (target != null && target.hasFormerKeys()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean refersToItself(PlannedTable table) {
        for (int index : table.table().layout().key()) {
            for (RefShape shape : table.table().forms(index)) {
                if (shape != null
                        && shape.target().name().equals(table.table().table().name())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Those that are there, by the ordinals of their rows. */
    private Map<Integer, List<Candidate>> there(BoundTable table, List<Candidate> candidates) throws SQLException {
        Map<Integer, List<Candidate>> found = new TreeMap<>();
        BitSet there = NamedRows.there(
                planning.connection(),
                planning.dialect(),
                table,
                candidates.stream().map(Candidate::under).toList());
        for (int i = there.nextSetBit(0); i >= 0; i = there.nextSetBit(i + 1)) {
            Candidate candidate = candidates.get(i);
            found.computeIfAbsent(candidate.declared().ordinal(), o -> new ArrayList<>())
                    .add(candidate);
        }
        return found;
    }

    /** Decides what was found; false where nothing was. */
    private boolean decide(PlannedTable table, Map<Integer, List<Candidate>> found) throws SQLException {
        refuseTwice(table, found);
        List<BoundRow> under = new ArrayList<>();
        List<Candidate> renamed = new ArrayList<>();
        for (Map.Entry<Integer, List<Candidate>> each : found.entrySet()) {
            int ordinal = each.getKey();
            Candidate candidate = each.getValue().get(0);
            boolean several = each.getValue().size() > 1;
            boolean present = table.fate(ordinal) != Fate.INSERT;
            if (renames && (present || several)) {
                table.decide(ordinal, Fate.BLOCKED, clash(table, candidate, present));
                continue;
            }
            table.foundUnder(candidate.under());
            under.add(candidate.under());
            if (candidate.own()) {
                renamed.add(candidate);
            }
        }
        if (!under.isEmpty()) {
            table.live().compareUnder(under);
            under.forEach(row -> table.look(row.ordinal()));
            for (Candidate candidate : renamed) {
                if (renames) {
                    table.rename(candidate.declared().ordinal());
                } else if (table.fate(candidate.declared().ordinal()) != Fate.INSERT) {
                    table.decide(candidate.declared().ordinal(), Fate.KEEP, waiting(table, candidate));
                }
            }
        }
        return !found.isEmpty();
    }

    /** One row cannot become two. */
    private void refuseTwice(PlannedTable table, Map<Integer, List<Candidate>> found) {
        Map<String, BoundRow> claimed = new HashMap<>();
        found.values()
                .forEach(candidates -> candidates.forEach(candidate -> {
                    BoundRow other =
                            claimed.putIfAbsent(table.table().keyText(candidate.under()), candidate.declared());
                    if (other != null && other.ordinal() != candidate.declared().ordinal()) {
                        planning.binder()
                                .problems()
                                .add(
                                        "Rows " + table.table().describeKey(other) + " and "
                                                + table.table().describeKey(candidate.declared())
                                                + " were both formerly "
                                                + table.table().describeKey(candidate.under()) + ".",
                                        candidate.declared().seed().at(),
                                        "table " + table.table(),
                                        "take it out of one of them");
                    }
                }));
    }

    private static PlannedTable.Detail waiting(PlannedTable table, Candidate candidate) {
        return new PlannedTable.Detail(
                "rename-waiting",
                "there under its former key " + table.table().describeKey(candidate.under()) + "; waits for update");
    }

    private static PlannedTable.Detail clash(PlannedTable table, Candidate candidate, boolean present) {
        return new PlannedTable.Detail(
                "rename-clash",
                present
                        ? "it is there, and so is a row with its former key "
                                + table.table().describeKey(candidate.under())
                        : "rows with more than one of its former keys are there");
    }
}

package dev.seedbed.plan;

import dev.seedbed.database.TableName;
import dev.seedbed.seed.SeedValue;
import java.sql.SQLException;
import java.util.ArrayList;
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
            if (candidates.isEmpty() || !decide(table, there(table, candidates)) || !refersToItself(table)) {
                return;
            }
        }
    }

    private List<Candidate> candidates(PlannedTable table, boolean first) {
        List<Candidate> candidates = new ArrayList<>();
        FormerReferences references = new FormerReferences(planning);
        boolean refers = refersToFormer(table.table(), references);
        boolean mayBeRenamed = !table.table().streamed();
        if (!refers && !mayBeRenamed || !renames && table.inserts() == 0) {
            return candidates;
        }
        try (BoundTable.Cursor rows = renames ? table.open() : table.openInserts(null)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                if (!first && (table.elsewhere().has(row.ordinal()) || table.fate(row.ordinal()) != Fate.INSERT)) {
                    continue;
                }
                boolean formers = mayBeRenamed
                        && !row.seed().directives().formerly().isEmpty()
                        && (!table.live().isSoftDeleted(row.ordinal()) || isRestored(row));
                boolean below = refers && table.fate(row.ordinal()) == Fate.INSERT;
                if (!formers && !below) {
                    continue;
                }
                BoundRow kept = references.underFormerNames(table.table(), row);
                Set<String> tried = new HashSet<>();
                tried.add(table.table().keyText(kept));
                if (formers) {
                    for (Map<String, SeedValue> formerly :
                            row.seed().directives().formerly()) {
                        BoundRow former = named.former(table.table(), row, formerly);
                        if (former != null && (!first || !isDeclared(table, row, former))) {
                            BoundRow under = references.underFormerNames(table.table(), former);
                            if (tried.add(table.table().keyText(under))) {
                                candidates.add(new Candidate(row, under, true));
                            }
                        }
                    }
                }
                if (below && !java.util.Arrays.equals(kept.cells(), row.cells())) {
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

    private boolean refersToFormer(BoundTable table, FormerReferences references) {
        for (int index : table.layout().key()) {
            for (RefShape shape : table.forms(index)) {
                PlannedTable target = shape == null ? null : planning.target(shape);
                if (target != null && !target.elsewhere().isEmpty()) {
                    return true;
                }
            }
        }
        return references.plain(table).areInKeys();
    }

    private static boolean refersToItself(PlannedTable table) {
        TableName name = table.table().table().name();
        if (table.table().table().foreignKeys().stream()
                .anyMatch(key -> key.target().equals(name))) {
            return true;
        }
        for (int index : table.table().layout().key()) {
            for (RefShape shape : table.table().forms(index)) {
                if (shape != null && shape.target().name().equals(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A key under which a declared row was found. */
    private record Found(Candidate candidate, boolean deleted, boolean itself, boolean spelled) {}

    /**
     * Those that are there, by the ordinals of their rows: not marked as deleted, or all of them are. Of a row that is there
     * as it is declared, those that are marked do not count.
     */
    private Map<Integer, List<Found>> there(PlannedTable table, List<Candidate> candidates) throws SQLException {
        List<BoundRow> asked = new ArrayList<>();
        candidates.forEach(candidate -> asked.add(candidate.under().numbered(asked.size())));
        candidates.forEach(candidate -> asked.add(candidate.declared().numbered(asked.size())));
        BoundTable bound = table.table();
        asked.forEach(row -> {
            for (int index : bound.layout().key()) {
                bound.form(index, row.cells()[index] instanceof Cell.Reference reference ? reference.shape() : null);
            }
        });
        LiveQuery query = new LiveQuery(planning.dialect(), bound);
        List<Map<String, Boolean>> live = new ArrayList<>();
        asked.forEach(row -> live.add(new HashMap<>()));
        KeyedRead reading = new KeyedRead(
                planning.connection(),
                planning.dialect(),
                bound,
                query,
                query.outputs(),
                (row, found) -> live.get(row.ordinal())
                        .merge(
                                query.keyText(row, found, 2),
                                query.softDelete() >= 0 && found.getString(query.softDelete() + 2) != null,
                                Boolean::logicalAnd));
        for (BoundRow row : asked) {
            int candidate = row.ordinal() % candidates.size();
            if (row.ordinal() < candidates.size()
                    || isThere(table, candidates.get(candidate).declared().ordinal())) {
                reading.add(row);
            }
        }
        reading.finish();
        Map<Integer, List<Found>> found = new TreeMap<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            Map<String, Boolean> former = live.get(i);
            Set<String> declared = live.get(candidates.size() + i).keySet();
            if (!former.isEmpty()) {
                found.computeIfAbsent(candidate.declared().ordinal(), o -> new ArrayList<>())
                        .add(new Found(
                                candidate,
                                former.values().stream().allMatch(deleted -> deleted),
                                declared.containsAll(former.keySet()),
                                former.containsKey(bound.keyText(candidate.under()))));
            }
        }
        found.forEach((ordinal, all) -> {
            if (all.stream().anyMatch(each -> !each.deleted()) || isThere(table, ordinal)) {
                all.removeIf(Found::deleted);
            }
        });
        found.values().removeIf(List::isEmpty);
        return found;
    }

    /** True where a row is there as it is declared, or will be once it is restored. */
    private static boolean isThere(PlannedTable table, int ordinal) {
        return table.fate(ordinal) != Fate.INSERT || table.live().isSoftDeleted(ordinal);
    }

    private boolean isRestored(BoundRow row) {
        return renames
                && (planning.settings().restore() || row.seed().directives().restore());
    }

    /** Decides what was found; false where nothing was. */
    private boolean decide(PlannedTable table, Map<Integer, List<Found>> found) throws SQLException {
        refuseTwice(table, found);
        List<BoundRow> under = new ArrayList<>();
        List<Candidate> renamed = new ArrayList<>();
        for (Map.Entry<Integer, List<Found>> each : found.entrySet()) {
            int ordinal = each.getKey();
            Candidate candidate = each.getValue().get(0).candidate();
            boolean present = isThere(table, ordinal);
            if (present && each.getValue().stream().allMatch(Found::itself)) {
                respell(table, each.getValue());
                continue;
            }
            boolean several = each.getValue().size() > 1 && !leftOut(candidate, each.getValue());
            if (renames && (present || several)) {
                table.decide(ordinal, Fate.BLOCKED, clash(table, candidate, present));
                if (!present && each.getValue().stream().map(Found::candidate).allMatch(Candidate::own)) {
                    table.elsewhere().addSeveralFormer(ordinal);
                }
                continue;
            }
            table.elsewhere()
                    .add(new ElsewhereRows.Row(candidate.declared(), candidate.under(), candidate.own(), false));
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

    /** Of several rows that are marked as deleted none has to be chosen where none is restored. */
    private boolean leftOut(Candidate candidate, List<Found> found) {
        return found.get(0).deleted() && !isRestored(candidate.declared());
    }

    /** The declared key and the former one are equal to the database: one row, which may be spelled the former way. */
    private void respell(PlannedTable table, List<Found> found) {
        for (Found each : found) {
            if (each.spelled() && each.candidate().own() && planning.dialect().respellsKeys()) {
                Candidate candidate = each.candidate();
                if (renames) {
                    table.elsewhere().add(new ElsewhereRows.Row(candidate.declared(), candidate.under(), true, true));
                    table.rename(candidate.declared().ordinal());
                } else {
                    table.decide(candidate.declared().ordinal(), Fate.KEEP, waiting(table, candidate));
                }
            }
        }
    }

    /** One row cannot become two. */
    private void refuseTwice(PlannedTable table, Map<Integer, List<Found>> found) {
        Map<String, BoundRow> claimed = new HashMap<>();
        found.values()
                .forEach(all -> all.forEach(each -> {
                    Candidate candidate = each.candidate();
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

package dev.seedbed.plan;

import dev.seedbed.database.ForeignKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of the rows that are not simply there as they are declared, and makes the steps of a plan. */
final class Deciding {
    private final Planning planning;
    private final Prepared ready;
    private final List<PlannedTable> order;
    private final Set<String> skipped;
    private final Supplier<List<Unresolved.LeftOut>> leftOut;
    private final Problems problems;

    /**
     * For one plan.
     *
     * @param order the tables in the order in which they are planted
     * @param skipped seeders whose rows stay out
     * @param leftOut what seeders declare and the run leaves out
     */
    Deciding(
            Planning planning,
            Prepared ready,
            List<PlannedTable> order,
            Set<String> skipped,
            Supplier<List<Unresolved.LeftOut>> leftOut) {
        this.planning = planning;
        this.ready = ready;
        this.order = order;
        this.skipped = skipped;
        this.leftOut = leftOut;
        this.problems = ready.binder().problems();
    }

    /**
     * Decides, and adds what is wrong to the problems; null where files that were left unread have to be read first.
     *
     * @param onlyJudges whether nobody wants to know which rows the ledger has not met
     */
    @Nullable
    Decisions run(boolean onlyJudges) throws SQLException {
        List<Step> planting = planting();
        if (mayMeanWhatIsOut()) {
            return null;
        }
        FormerReferences references = new FormerReferences(planning);
        for (PlannedTable table : order) {
            table.settleRenames(references);
        }
        List<Step> steps = new ArrayList<>();
        Emptying emptying = planning.mode().empties()
                ? new Emptying(
                        planning.connection(), planning.dialect(), ready.catalogue(), ready.groups(), leftOut.get())
                : null;
        if (emptying != null) {
            steps.addAll(emptying.steps());
            order.forEach(PlannedTable::empty);
        }
        steps.addAll(planting);
        for (PlannedTable table : order) {
            if (!table.valueUpdates().isEmpty()) {
                steps.add(new Step.Update(table));
            }
        }
        List<RowChange> otherChanges = new ArrayList<>();
        if (emptying == null) {
            steps.addAll(new Retirements(planning, otherChanges).run(order));
        }
        for (PlannedTable table : order) {
            BitSet unmet = onlyJudges || table.remembered() == null
                    ? new BitSet()
                    : table.remembered().unmet(table);
            if (!unmet.isEmpty()) {
                steps.add(new Step.Adopt(table, unmet));
            }
        }
        return new Decisions(steps, otherChanges, emptying);
    }

    /** Adds what {@link #run} would find wrong here, or where rows are missing that are here, and makes no steps. */
    void findProblems() throws SQLException {
        planting();
        checkKept();
        new Retirements(planning, new ArrayList<>()).run(order);
    }

    /**
     * Adds references to no row of rows that differ and stay, or that are left out: here nothing needs them, but a database in
     * which the rows are missing would refuse them. Values that are never compared are not looked at.
     */
    private void checkKept() throws SQLException {
        ReferenceCheck check = new ReferenceCheck(
                planning.connection(),
                planning.dialect(),
                new Unresolved(planning.tables(), planning.planned(), leftOut),
                shape -> false);
        for (PlannedTable table : order) {
            if (table.changes() == 0) {
                continue;
            }
            try (BoundTable.Cursor rows = table.openApart()) {
                for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                    if (table.fate(row.ordinal()) == Fate.KEEP || table.fate(row.ordinal()) == Fate.LEAVE_OUT) {
                        checkKept(table, row, check);
                    }
                }
            }
        }
        check.run(problems);
    }

    private void checkKept(PlannedTable table, BoundRow row, ReferenceCheck check) {
        for (int i = 0; i < row.cells().length; i++) {
            boolean counts =
                    table.table().layout().compared()[i] || table.table().isKey(i);
            if (counts && row.cells()[i] instanceof Cell.Reference reference && !reference.isNull()) {
                PlannedTable target = planning.target(reference.shape());
                if (target == null || target.declared().find(reference) < 0) {
                    check.add(table.table(), row, i, reference);
                }
            }
        }
    }

    private List<Step> planting() throws SQLException {
        findFormerKeys();
        List<Step> planting = new ArrayList<>();
        for (List<BoundTable> group : ready.groups()) {
            List<PlannedTable> members = new ArrayList<>();
            for (BoundTable table : group) {
                members.add(Objects.requireNonNull(planning.planned().get(table)));
            }
            decide(members, planting);
        }
        return planting;
    }

    /**
     * Before anything is decided: what rows refer to now, or referred to before, may stand in tables that are planted later,
     * where none refers to it any more.
     */
    private void findFormerKeys() throws SQLException {
        if (planning.mode().empties()) {
            return;
        }
        for (PlannedTable table : order) {
            new FormerKeys(planning).run(table);
        }
    }

    private void decide(List<PlannedTable> members, List<Step> steps) throws SQLException {
        GroupDecision decision = new GroupDecision(planning, problems, members, skipped, leftOut);
        decision.run();
        List<SharedFates.Edge> edges = new ArrayList<>(decision.edges());
        edges.addAll(new PlainOrder(planning, members).edges(!edges.isEmpty()));
        if (edges.isEmpty()) {
            for (PlannedTable table : members) {
                BitSet renames = table.renames();
                if (!renames.isEmpty()) {
                    steps.add(new Step.Rename(table, renames));
                }
            }
            for (PlannedTable table : members) {
                if (ready.unread().contains(table.table())) {
                    steps.add(new Step.Load(table));
                } else if (table.inserts() > 0) {
                    steps.add(new Step.Insert(table, null, Map.of()));
                }
            }
        } else {
            steps.addAll(new Waves(planning.dialect(), members, edges, problems).steps());
        }
    }

    /** True where rows that nobody has read may give the value of one that is left out or blocked, and share its fate. */
    private boolean mayMeanWhatIsOut() {
        for (BoundTable table : ready.unread()) {
            for (ForeignKey key : table.table().foreignKeys()) {
                PlannedTable planned = planning.target(key);
                if (planned != null && (planned.has(Fate.LEAVE_OUT) || planned.has(Fate.BLOCKED))) {
                    return true;
                }
            }
        }
        return false;
    }
}

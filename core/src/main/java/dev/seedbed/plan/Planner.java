package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SqlSeed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans. What depends on the seeds and the catalogue alone is kept between plans, so planning again under the lock
 * costs little more than reading the live rows again.
 */
public final class Planner {
    private static final int NOT_READ_TWICE = 20_000;

    /** Most differing rows of a table of which it is said in what they differ. */
    private static final int MOST_DETAILED = 20_000;

    private final Dialect dialect;
    private final Settings settings;
    private final Mode mode;
    private final List<SeedUnit> units;
    private final PlanMemory memory;
    private final Preparation preparation;
    private final Progress progress;
    private final Function<Catalogue, LedgerView> ledger;
    private final Map<BoundTable, LiveComparison> compared = new HashMap<>();
    private @Nullable Plan before;
    private Consumer<Catalogue> guard = catalogue -> {};
    private List<SeedUnit> notChosen = List.of();
    private List<SeedUnit> notHere = List.of();
    private Elsewhere elsewhere = Elsewhere.NOTHING;
    private boolean onlyJudges;

    /**
     * A planner for one run.
     *
     * @param units the seeders that take part, those included that only wait for another mode
     * @param memory what an earlier planner of the same database and schema may have learned
     * @param progress is told how far reading and comparing have come
     * @param ledger what earlier runs wrote down, of a database that is described like this
     */
    public Planner(
            Dialect dialect,
            Settings settings,
            Mode mode,
            List<SeedUnit> units,
            PlanMemory memory,
            Progress progress,
            Function<Catalogue, LedgerView> ledger) {
        this.ledger = ledger;
        this.memory = memory;
        this.progress = progress;
        this.dialect = dialect;
        this.settings = settings;
        this.mode = mode;
        this.units = List.copyOf(units);
        this.preparation = new Preparation(dialect, settings, memory, progress, new LeavingOut());
        if (!mode.empties()) {
            preparation.readingAhead();
        }
    }

    /**
     * Has the next plans leave large files unread whose rows can be planted in the pass that reads them
     * ({@link Step.Load}). Where that pass fails, for whatever reason, a planner without this says what is wrong.
     */
    public Planner loading() {
        preparation.loading();
        return this;
    }

    /** Has plans say what becomes of each row, and leave out what a run would do besides: nobody is to carry them out. */
    public Planner judging() {
        onlyJudges = true;
        return this;
    }

    /**
     * Names seeders that the run leaves out, for messages about references to their rows.
     *
     * @param notChosen because others were chosen
     * @param notHere because they are not planted in this environment
     */
    public Planner leavingOut(Collection<SeedUnit> notChosen, Collection<SeedUnit> notHere) {
        this.notChosen = List.copyOf(notChosen);
        this.notHere = List.copyOf(notHere);
        List<SeedUnit> others = new ArrayList<>(notHere);
        others.addAll(units);
        elsewhere = Elsewhere.of(notChosen, others);
        preparation.sharing(elsewhere);
        return this;
    }

    /** Shows every description of the database to somebody who may refuse it, before anything is planned on it. */
    public Planner guarded(Consumer<Catalogue> guard) {
        this.guard = guard;
        return this;
    }

    /** Every name of a table that the catalogue is asked for. */
    private List<String> written() {
        List<String> written = WrittenTables.in(units);
        Set<String> names = new LinkedHashSet<>(written);
        names.addAll(elsewhere.namesLike(written));
        return new ArrayList<>(names);
    }

    private List<Unresolved.LeftOut> leftOut(List<SeedUnit> planted) {
        List<Unresolved.LeftOut> leftOut = new ArrayList<>();
        for (SeedUnit unit : units) {
            boolean here = planted.contains(unit);
            for (SeedTable table : unit.tables()) {
                boolean chosen =
                        settings.onlyTables().isEmpty() || settings.onlyTables().contains(table.table());
                if (!here || !chosen) {
                    leftOut.add(new Unresolved.LeftOut(
                            unit, table, chosen ? Unresolved.Why.NOT_HERE : Unresolved.Why.OTHER_TABLES));
                }
            }
        }
        leaveOut(notHere, Unresolved.Why.NOT_HERE, leftOut);
        leaveOut(notChosen, Unresolved.Why.OTHER_SEEDERS, leftOut);
        return leftOut;
    }

    private static void leaveOut(List<SeedUnit> units, Unresolved.Why why, Collection<Unresolved.LeftOut> leftOut) {
        for (SeedUnit unit : units) {
            for (SeedTable table : unit.tables()) {
                leftOut.add(new Unresolved.LeftOut(unit, table, why));
            }
        }
    }

    /** Asked only once something is wrong. No lambda: each run would link it. */
    private final class LeavingOut implements Supplier<List<Unresolved.LeftOut>> {
        @Override
        public List<Unresolved.LeftOut> get() {
            return leftOut(planted());
        }
    }

    /** False where a run that was carried out finds something to do all the same. */
    public boolean tellsWhetherDone() {
        return mode != Mode.RESET;
    }

    /** True where a plan has left files unread. */
    public boolean leavesUnread() {
        return preparation.leavesUnread();
    }

    /**
     * Plans inside the caller's transaction; only reads.
     *
     * @throws dev.seedbed.seed.SeedException where seeds and database do not fit together; it has all the problems
     */
    public Plan plan(Connection connection) throws SQLException {
        compared.clear();
        return planFrom(connection, describe(connection));
    }

    /** Describes the database, and plans nothing. */
    public Catalogue catalogue(Connection connection) throws SQLException {
        Catalogue catalogue = describe(connection);
        guard.accept(catalogue);
        return catalogue;
    }

    /**
     * Plans one row, and those that it refers to, inside the caller's transaction; only reads. What a whole plan says of
     * them it says, too, and of others nothing.
     *
     * @param table as the seeds, or the database, call it
     * @param key as {@link Judgements#ordinalOf} takes it, maybe with other columns; null for a plan of no row
     * @return null where only a whole plan tells what becomes of the row, or the table has no seeds
     * @throws dev.seedbed.seed.SeedException as {@link #plan}
     */
    public @Nullable Plan planOf(Connection connection, String table, @Nullable Map<String, @Nullable String> key)
            throws SQLException {
        return planOf(connection, describe(connection), table, key);
    }

    /** The same later in the transaction, in which nothing but rows has been changed since. */
    public @Nullable Plan planOfAgain(
            Connection connection, Plan before, String table, Map<String, @Nullable String> key) throws SQLException {
        return planOf(connection, before.catalogue(), table, key);
    }

    private @Nullable Plan planOf(
            Connection connection, Catalogue catalogue, String table, @Nullable Map<String, @Nullable String> key)
            throws SQLException {
        compared.clear();
        before = null;
        guard.accept(catalogue);
        Prepared ready = preparation.of(connection, catalogue, planted());
        preparation.remember(catalogue, ready);
        LedgerView view = ledger.apply(catalogue);
        for (boolean alone : new boolean[] {true, false}) {
            RowPlan rows = RowPlan.of(ready, table, key, alone);
            if (rows != null) {
                Map<BoundTable, PlannedTable> planned = rows.compared(connection, dialect, progress);
                Plan plan = rows.decided(planning(connection, catalogue, ready, planned, view), new LeavingOut());
                if (plan != null) {
                    return plan;
                }
            }
        }
        return null;
    }

    /**
     * Plans without a trace: begins a transaction that only reads, as {@link Dialect#beginReading(Connection, Duration)},
     * and plans in it. Where an earlier plan found nothing to do, it is first asked, in one round trip, whether that still
     * holds. The caller calls {@link Dialect#end}, also where this fails.
     *
     * @throws dev.seedbed.seed.SeedException as {@link #plan}
     */
    public Plan planReading(Connection connection, Duration statementTimeout) throws SQLException {
        compared.clear();
        Question question = memory.question;
        String query = mode == Mode.FILL && question != null && question.isFor(units, planted(), settings, elsewhere)
                ? question.query()
                : null;
        // Before anything else is read: a change in between is then taken for one that came later.
        String answer = query == null || query.equals(memory.refused)
                ? null
                : dialect.readState(connection, statementTimeout, query);
        if (answer == null) {
            memory.refused = query;
        }
        PlanMemory.Settled settled = memory.settled;
        if (settled != null && settled.query().equals(query) && settled.answer().equals(answer)) {
            return settled.plan();
        }
        memory.settled = null;
        Catalogue catalogue =
                dialect.beginReading(connection, statementTimeout, written(), settings.schema(), memory.catalogue);
        Plan plan = planFrom(connection, catalogue);
        Question next = memory.question;
        if (query != null
                && answer != null
                && next != null
                && query.equals(next.query())
                && plan.nothingToDo()
                && plan.blocked() == 0) {
            memory.settled = new PlanMemory.Settled(query, answer, plan);
        }
        return plan;
    }

    /**
     * Plans once more, shortly after {@link #plan} and under the lock. Tables with many declared rows are not read a
     * second time: what changed in them meanwhile is noticed when rows are written, by their count or by a unique key,
     * and leads to a plan from scratch. Where that goes for all tables, the plan is the one that was made.
     *
     * @throws dev.seedbed.seed.SeedException as {@link #plan}
     */
    public Plan planAgain(Connection connection) throws SQLException {
        compared.values()
                .removeIf(live -> mode == Mode.INIT || live.declaredRows() < NOT_READ_TWICE || live.lookedFurther());
        Catalogue catalogue = describe(connection);
        Plan made = before;
        before = null;
        if (made != null && stands(made)) {
            guard.accept(catalogue);
            Prepared ready = preparation.again(catalogue, planted());
            if (ready != null) {
                preparation.remember(catalogue, ready);
                return made;
            }
        }
        return planFrom(connection, catalogue);
    }

    /** True where a plan is made of nothing but what is noticed when it is written. */
    private boolean stands(Plan made) {
        for (PlannedTable table : made.tables()) {
            if (!compared.containsKey(table.table())) {
                return false;
            }
        }
        for (Step step : made.steps()) {
            if (!(step instanceof Step.Insert || step instanceof Step.Rename || step instanceof Step.Update)) {
                return false;
            }
        }
        return made.catalogue().table(LedgerView.TABLE) == null;
    }

    private boolean mayLeaveUnread(Connection connection, Prepared ready, Set<String> skipped) throws SQLException {
        return ready.unread().isEmpty()
                || ready.unread().stream()
                                .noneMatch(table -> table.seeders().stream().anyMatch(skipped::contains))
                        && Unread.areEmpty(connection, dialect, ready.unread())
                        && !isRemembered(connection, ready);
    }

    /** True where a ledger may have something to say of rows that nobody has read. */
    private boolean isRemembered(Connection connection, Prepared ready) throws SQLException {
        if (mode.empties() || ready.catalogue().table(LedgerView.TABLE) == null) {
            return false;
        }
        LedgerView view = ledger.apply(ready.catalogue());
        for (BoundTable table : ready.unread()) {
            if (view.knowsOf(connection, table.ledgerName())) {
                return true;
            }
        }
        return false;
    }

    private List<SeedUnit> planted() {
        List<SeedUnit> planted = new ArrayList<>();
        for (SeedUnit unit : units) {
            if (mode.plants(unit.group())) {
                planted.add(unit);
            }
        }
        return planted;
    }

    private Catalogue describe(Connection connection) throws SQLException {
        return dialect.describe(connection, written(), settings.schema(), memory.catalogue);
    }

    private Plan planFrom(Connection connection, Catalogue catalogue) throws SQLException {
        before = null;
        guard.accept(catalogue);
        List<SeedUnit> planted = planted();
        Prepared ready = preparation.of(connection, catalogue, planted);
        Problems problems = ready.binder().problems();
        Set<String> skipped =
                mode == Mode.INIT ? SkippedSeeders.of(connection, dialect, ready.catalogue(), planted) : Set.of();
        if (!mayLeaveUnread(connection, ready, skipped)) {
            ready = preparation.readingAll(connection, catalogue, planted);
            problems = ready.binder().problems();
        }
        Map<BoundTable, PlannedTable> plannedTables = compare(connection, ready);
        problems.raise();
        List<PlannedTable> order = order(ready, plannedTables);
        Decisions decisions = Decisions.NONE;
        if (!isNothingToDecide(catalogue, ready, order)) {
            LedgerView view = mode.empties() ? LedgerView.NONE : ledger.apply(catalogue);
            Planning planning = planning(connection, catalogue, ready, plannedTables, view);
            decisions = new Deciding(planning, ready, order, skipped, new LeavingOut()).run(onlyJudges);
            if (decisions == null) {
                preparation.readingAll(connection, catalogue, planted);
                compared.clear();
                return planFrom(connection, catalogue);
            }
            problems.raise();
        }
        List<Step> steps = new ArrayList<>(decisions.steps());
        if (!onlyJudges) {
            sql(connection, planted, skipped, steps);
        }
        List<String> warnings = new ArrayList<>();
        List<TableCounts> counts = SeederCounts.of(mode, units, order, skipped, warnings);
        for (Problem twin : twins(order)) {
            warnings.add(twin.sentence());
        }
        if (decisions.emptying() != null) {
            counts = decisions.emptying().counted(counts);
        }
        preparation.remember(catalogue, ready);
        Catalogue described = ready.catalogue();
        memory.question = mode != Mode.FILL || described.table(LedgerView.TABLE) != null
                ? null
                : Question.of(
                        units,
                        ready,
                        plannedTables.values(),
                        tables -> dialect.stateQuery(described, written(), settings.schema(), tables));
        boolean toDo = false;
        for (Step step : steps) {
            toDo |= !(step instanceof Step.Sql sql && sql.done());
        }
        before = new Plan(
                mode, ready.catalogue(), order, toDo ? steps : List.of(), counts, decisions.otherChanges(), warnings);
        return before;
    }

    private static List<Problem> twins(List<PlannedTable> order) {
        List<Problem> twins = new ArrayList<>();
        for (PlannedTable table : order) {
            twins.addAll(table.live().twins(table));
        }
        return twins;
    }

    /**
     * True where a plan that changes nothing has found every row as it is declared: none is missing, has moved or is retired.
     * What decides of such rows is not even loaded then, which is most of what a start of an application would take.
     */
    private boolean isNothingToDecide(Catalogue catalogue, Prepared ready, List<PlannedTable> order) {
        if (mode != Mode.FILL
                || !ready.isPlain()
                || !ready.unread().isEmpty()
                || catalogue.table(LedgerView.TABLE) != null) {
            return false;
        }
        for (PlannedTable table : order) {
            if (table.changes() > 0) {
                return false;
            }
        }
        return true;
    }

    private static List<PlannedTable> order(Prepared ready, Map<BoundTable, PlannedTable> planned) {
        List<PlannedTable> order = new ArrayList<>();
        for (List<BoundTable> group : ready.groups()) {
            for (BoundTable table : group) {
                order.add(java.util.Objects.requireNonNull(planned.get(table)));
            }
        }
        return order;
    }

    private Planning planning(
            Connection connection,
            Catalogue catalogue,
            Prepared ready,
            Map<BoundTable, PlannedTable> planned,
            LedgerView view) {
        return new Planning(
                connection,
                dialect,
                settings,
                mode,
                ready.tables(),
                planned,
                ready.binder(),
                elsewhere.declared(catalogue, ready.tables()),
                view);
    }

    /**
     * Everything for which planning would refuse these seeders, here or where rows are missing that are here, those included
     * that wait for another mode; only reads.
     * What depends on the live rows is asked only where seeds and catalogue fit together.
     *
     * @param warnings takes what planning would warn of
     */
    List<Problem> problems(Connection connection, Collection<Problem> warnings) throws SQLException {
        try {
            Catalogue catalogue = describe(connection);
            Prepared ready = preparation.of(connection, catalogue, units);
            Map<BoundTable, PlannedTable> plannedTables = compare(connection, ready);
            Problems problems = ready.binder().problems();
            problems.raise();
            List<PlannedTable> order = order(ready, plannedTables);
            Planning planning = planning(connection, catalogue, ready, plannedTables, LedgerView.NONE);
            new Deciding(planning, ready, order, Set.of(), () -> leftOut(ready.units())).findProblems();
            problems.raise();
            for (SeedUnit unit : units) {
                for (SqlSeed sql : unit.sql()) {
                    SqlSeeds.done(connection, dialect, sql);
                }
            }
            warnings.addAll(twins(order));
            return List.of();
        } catch (SeedException e) {
            if (e.kind() != SeedException.Kind.FAILED) {
                throw e;
            }
            return e.problems();
        }
    }

    /** What is to be changed must be known, and what a ledger meets; of what stays it is enough that it differs. */
    private int mostDetailed(Prepared ready) {
        return mode.changesRows() || ready.catalogue().table(LedgerView.TABLE) != null
                ? Integer.MAX_VALUE
                : MOST_DETAILED;
    }

    private Map<BoundTable, PlannedTable> compare(Connection connection, Prepared ready) throws SQLException {
        List<LiveComparison> wanted = new ArrayList<>();
        for (Map.Entry<BoundTable, DeclaredRows> declared : ready.declared().entrySet()) {
            BoundTable table = declared.getKey();
            if (!compared.containsKey(table)) {
                LiveComparison live = new LiveComparison(
                        connection, dialect, ready.binder(), table, declared.getValue(), mostDetailed(ready), progress);
                if (ready.unread().contains(table) || mode.empties()) {
                    live.withEmpty();
                } else {
                    live.readAhead(preparation.ahead(table));
                    wanted.add(live);
                }
                compared.put(table, live);
            }
        }
        LiveComparison.run(connection, dialect, wanted);
        Map<BoundTable, PlannedTable> planned = new LinkedHashMap<>();
        for (Map.Entry<BoundTable, DeclaredRows> entry : ready.declared().entrySet()) {
            planned.put(
                    entry.getKey(),
                    new PlannedTable(
                            entry.getKey(),
                            entry.getValue(),
                            java.util.Objects.requireNonNull(compared.get(entry.getKey())),
                            ready.binder(),
                            java.util.Objects.requireNonNull(ready.partStarts().get(entry.getKey()))));
        }
        return planned;
    }

    private void sql(Connection connection, List<SeedUnit> planted, Set<String> skipped, List<Step> steps)
            throws SQLException {
        for (SeedUnit unit : planted) {
            for (SqlSeed sql : unit.sql()) {
                if (mode.runsSql() && !skipped.contains(unit.name())) {
                    steps.add(new Step.Sql(unit, sql, SqlSeeds.done(connection, dialect, sql)));
                }
            }
        }
    }
}

package dev.seedbed.benchmarks;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A release that brings new rows and new defaults to a database that has the rows of the one before. */
final class Release {
    /** The key of a ledger, as long as one should be. */
    private static final String LEDGER_KEY = "benchmarks-0123456789-benchmarks-0123456789";

    private static final String PART = "update";
    private static final String WITH_LEDGER = "with_ledger";
    private static final String SERVER_ALONE = "psql, UPDATE … FROM and anti-join INSERT from a table that is there";

    private final Options options;
    private final Database database;
    private final Data data;
    private final Contenders contenders;

    Release(Options options, Database database, Data data, Contenders contenders) {
        this.options = options;
        this.database = database;
        this.data = data;
        this.contenders = contenders;
    }

    List<Comparison> all() throws Exception {
        List<Comparison> comparisons = new ArrayList<>();
        comparisons.add(changed(100_000, 1.6, 7));
        comparisons.add(changed(1_000_000, 1.1, 3));
        comparisons.add(small(1_000_000, Data.CHANGES, "256m"));
        // Each changed row is kept until it is written, with what it was: some 4 kB.
        comparisons.add(small(200_000, Data.ALL_CHANGES, "1500m"));
        database.execute("create schema " + WITH_LEDGER);
        database.execute(Data.TABLE.replace("table item", "table " + WITH_LEDGER + ".item"));
        try {
            comparisons.add(firstLoad(100_000));
            comparisons.add(nothingToDo(100_000));
        } finally {
            database.execute("drop schema " + WITH_LEDGER + " cascade");
        }
        return comparisons;
    }

    /** 1 % new and 1 % changed, beside the same by hand. */
    private Comparison changed(int rows, double goal, int runs) throws Exception {
        Path csv = data.csv(rows);
        Path seeds = data.release(rows, Data.CHANGES);
        database.keep(csv);
        Database.Changes changes = database.changes("sort_order % 100 = 50", Data.CHANGES.condition());
        Comparison comparison = new Comparison(PART, count(rows) + "1 % new and 1 % changed")
                .before(() -> database.restore(changes))
                .after(() -> database.expect(rows, changes))
                .goal(goal);
        Contender byHand = contenders.byHandWithUpdate(csv);
        if (byHand != null) {
            comparison.limit(Contenders.LIMIT, byHand);
        }
        Contender server = contenders.serverAlone(csv);
        if (server != null) {
            comparison.add(SERVER_ALONE, server).walGoal(SERVER_ALONE, 1.1);
        }
        return comparison
                .add(Contenders.SEEDBED, contenders.seedbed("update", seeds))
                .measure(options, database, 1, options.runs(runs));
    }

    /** The same in a small JVM, of so much heap. */
    private Comparison small(int rows, Data.Changed changed, String heap) throws Exception {
        database.keep(data.csv(rows));
        String fresh = changed.step() == 1 ? "false" : "sort_order % 100 = 50";
        Database.Changes changes = database.changes(fresh, changed.condition());
        String work = changed.step() == 1 ? "all of them changed" : "1 % new and 1 % changed";
        return new Comparison(PART, count(rows) + work + ", -Xmx" + heap)
                .before(() -> database.restore(changes))
                .after(() -> database.expect(rows, changes))
                .add(Contenders.SEEDBED, contenders.seedbed("update", data.release(rows, changed), "-Xmx" + heap))
                .measure(options, database, 0, options.runs(3));
    }

    private Comparison firstLoad(int rows) throws Exception {
        Path seeds = data.seeds(rows);
        return new Comparison(PART, count(rows) + "into an empty table, with and without a ledger")
                .before(this::emptyBoth)
                .limit("Seedbed without a ledger", contenders.seedbed("fill", seeds))
                .add(Contenders.SEEDBED, contenders.seedbedWithLedger("fill", seeds, WITH_LEDGER, LEDGER_KEY))
                .goal(1.5)
                .measure(options, database, 1, options.runs(7));
    }

    private void emptyBoth() throws Exception {
        database.empty();
        database.execute("drop table if exists " + WITH_LEDGER + ".seedbed_ledger");
        database.execute("truncate " + WITH_LEDGER + ".item");
        contenders.enableLedger(WITH_LEDGER, LEDGER_KEY);
        database.settle();
    }

    /** Both tables are full, and the ledger knows every row of the second. */
    private Comparison nothingToDo(int rows) throws Exception {
        Path seeds = data.seeds(rows);
        emptyBoth();
        contenders.seedbed("fill", seeds).run();
        contenders.seedbedWithLedger("fill", seeds, WITH_LEDGER, LEDGER_KEY).run();
        database.execute("vacuum analyze item");
        database.execute("vacuum analyze " + WITH_LEDGER + ".item");
        database.execute("vacuum analyze " + WITH_LEDGER + ".seedbed_ledger");
        String[] transaction = new String[1];
        Function<String, String> next = when -> {
            try {
                return database.ask("select pg_snapshot_xmax(pg_current_snapshot())");
            } catch (SQLException e) {
                throw new IllegalStateException(when + ": " + e.getMessage(), e);
            }
        };
        return new Comparison(PART, count(rows) + "nothing to do, with and without a ledger")
                .before(() -> {
                    database.settle();
                    transaction[0] = next.apply("before");
                })
                .after(() -> {
                    if (!next.apply("after").equals(transaction[0])) {
                        throw new IllegalStateException("took a transaction id");
                    }
                })
                .limit("Seedbed without a ledger", contenders.seedbed("update", seeds))
                .add(Contenders.SEEDBED, contenders.seedbedWithLedger("update", seeds, WITH_LEDGER, LEDGER_KEY))
                .measure(options, database, 1, options.runs(7));
    }

    private static String count(int rows) {
        return String.format(Locale.ROOT, "%,d rows, ", rows);
    }
}

package dev.seedbed.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Many rows, whole processes. */
final class Bulk {
    private static final int MOST_FOR_LIQUIBASE = 10_000;
    private static final int MOST_FOR_FLYWAY = 100_000;

    private final Options options;
    private final Database database;
    private final Data data;
    private final Contenders contenders;

    Bulk(Options options, Database database, Data data, Contenders contenders) {
        this.options = options;
        this.database = database;
        this.data = data;
        this.contenders = contenders;
    }

    List<Comparison> rows(String part, int rows) throws Exception {
        Path csv = data.csv(rows);
        database.keep(csv);
        int runs = options.runs(rows > 100_000 ? 3 : 7);
        List<Comparison> comparisons = new ArrayList<>();
        String count = String.format(java.util.Locale.ROOT, "%,d rows, ", rows);

        Comparison load = new Comparison(part, count + "into an empty table")
                .before(database::empty)
                .goal(rows > 100_000 ? 0.6 : rows == 100_000 ? 1.0 : 0);
        limit(load, contenders.byHand(csv));
        other(load, "psql, COPY straight into the table", contenders.straightCopy(csv));
        comparisons.add(rest(load, rows, csv).measure(options, database, 1, runs));

        Comparison half = new Comparison(part, count + "half of them there")
                .before(() -> database.restore("sort_order % 2 = 0"))
                .goal(rows > 100_000 ? 1.1 : 0);
        limit(half, contenders.byHand(csv));
        comparisons.add(rest(half, rows, csv).measure(options, database, 1, runs));

        database.restore("true");
        Comparison nothing = new Comparison(part, count + "nothing to do")
                .before(() -> {
                    if (rows <= MOST_FOR_LIQUIBASE) {
                        database.putBack();
                    }
                    database.settle();
                })
                .goal(rows > 100_000 ? 1.1 : 0);
        limit(nothing, contenders.byHand(csv));
        comparisons.add(rest(nothing, rows, csv).measure(options, database, 1, runs));

        database.restore("true");
        Comparison few = new Comparison(part, count + "1 % new")
                .before(() -> {
                    if (rows <= MOST_FOR_LIQUIBASE) {
                        database.putBack();
                    }
                    database.remove("sort_order % 100 = 50");
                })
                .goal(rows > 100_000 ? 1.1 : 0);
        limit(few, contenders.byHandWithUpdate(csv));
        other(few, "psql by hand, without the UPDATE", contenders.byHand(csv));
        comparisons.add(rest(few, rows, csv).measure(options, database, 1, runs));
        return comparisons;
    }

    private Comparison rest(Comparison comparison, int rows, Path csv) throws IOException {
        comparison.after(() -> database.expect(rows));
        comparison.add(Contenders.SEEDBED, contenders.seedbed(data.seeds(rows)));
        comparison.add("JDBC batch, rewritten", contenders.batch(csv));
        if (rows <= MOST_FOR_FLYWAY) {
            comparison.add("Flyway, repeatable SQL", contenders.flyway(csv));
        }
        if (rows <= MOST_FOR_LIQUIBASE) {
            comparison.add("Liquibase, loadUpdateData", contenders.liquibase(csv));
        }
        return comparison;
    }

    private static void limit(Comparison comparison, @Nullable Contender contender) {
        if (contender != null) {
            comparison.limit(Contenders.LIMIT, contender);
        }
    }

    private static void other(Comparison comparison, String name, @Nullable Contender contender) {
        if (contender != null) {
            comparison.add(name, contender);
        }
    }

    /** A million rows in a small JVM. */
    List<Comparison> memory() throws Exception {
        int rows = 1_000_000;
        int runs = options.runs(3);
        database.keep(data.csv(rows));
        Comparison load = new Comparison("memory", "1,000,000 rows into an empty table, -Xmx256m")
                .before(database::empty)
                .after(() -> database.expect(rows))
                .add(Contenders.SEEDBED, contenders.seedbed(data.seeds(rows), "-Xmx256m"))
                .measure(options, database, 1, runs);
        Comparison half = new Comparison("memory", "1,000,000 rows, half of them there, -Xmx256m")
                .before(() -> database.restore("sort_order % 2 = 0"))
                .after(() -> database.expect(rows))
                .add(Contenders.SEEDBED, contenders.seedbed(data.seeds(rows), "-Xmx256m"))
                .measure(options, database, 1, runs);
        database.restore("true");
        Comparison nothing = new Comparison("memory", "1,000,000 rows, nothing to do, -Xmx256m")
                .add(Contenders.SEEDBED, contenders.seedbed(data.seeds(rows), "-Xmx256m"))
                .measure(options, database, 1, runs);
        return List.of(load, half, nothing);
    }

    /** Nothing to do, from the start of the process to its exit. */
    List<Comparison> startUp() throws Exception {
        List<Comparison> comparisons = new ArrayList<>();
        for (int rows : new int[] {30, 1_000}) {
            comparisons.add(startUp(rows));
        }
        return comparisons;
    }

    private Comparison startUp(int rows) throws IOException, SQLException, Exception {
        Path csv = data.csv(rows);
        database.keep(csv);
        database.restore("true");
        Comparison comparison = new Comparison(
                "start-up", String.format(java.util.Locale.ROOT, "%,d rows, nothing to do, whole process", rows));
        comparison
                .before(() -> {
                    database.putBack();
                    database.settle();
                })
                .goal(1.6);
        comparison.limit("bare Java program, SELECT 1", contenders.bareProgram());
        comparison.add(Contenders.SEEDBED, contenders.seedbed(data.seeds(rows)));
        other(comparison, "psql, SELECT 1", contenders.barePsql(csv));
        other(comparison, "psql by hand", contenders.byHand(csv));
        comparison.add("JDBC batch, rewritten", contenders.batch(csv));
        comparison.add("Flyway, repeatable SQL touched", contenders.flyway(csv));
        comparison.add("Liquibase, loadUpdateData", contenders.liquibase(csv));
        return comparison.measure(options, database, 2, options.runs(20));
    }
}

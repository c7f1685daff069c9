package dev.seedbed.benchmarks;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.testkit.RoundTrips;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** Nothing to do, inside a warm JVM with an open connection: what it costs an application to ask at each start. */
final class Library {
    private final Options options;
    private final Database database;
    private final Data data;

    Library(Options options, Database database, Data data) {
        this.options = options;
        this.database = database;
        this.data = data;
    }

    List<Comparison> oneTable() throws Exception {
        List<Comparison> comparisons = new ArrayList<>();
        comparisons.add(oneTable(30, 200));
        comparisons.add(oneTable(1_000, 100));
        comparisons.add(oneTable(10_000, 40));
        comparisons.add(oneTable(100_000, 15));
        return comparisons;
    }

    private Comparison oneTable(int rows, int runs) throws Exception {
        Path csv = data.csv(rows);
        database.keep(csv);
        database.restore("true");
        List<String[]> inMemory = OthersFiles.rows(csv);
        ByHand.Statement best = rows <= 100 ? ByHand::antiJoin : ByHand::copyOut;
        String name = rows <= 100 ? "unnest and anti-join by hand" : "COPY OUT and compare by hand";
        PGSimpleDataSource rewriting = database.dataSource();
        rewriting.setReWriteBatchedInserts(true);
        try (OneConnection open = new OneConnection(database.dataSource());
                OneConnection batches = new OneConnection(rewriting)) {
            Seedbed seedbed = seedbed(open, data.seeds(rows));
            Connection connection = open.connection();
            long warmUpMillis = rows <= 1_000 ? 20_000 : 6_000;
            return new Comparison(
                            "library",
                            String.format(
                                    java.util.Locale.ROOT, "%,d rows of one table, nothing to do, warm JVM", rows))
                    .limit(name + ", rows in memory", Contender.inside(() -> best.run(connection, inMemory)))
                    .add(
                            name + ", rows read from the file",
                            Contender.inside(() -> best.run(connection, OthersFiles.rows(csv))))
                    .goal(1.3)
                    .add(Contenders.SEEDBED, Contender.inside(() -> nothingToDo(seedbed)))
                    .add(
                            "Seedbed, made anew for each run",
                            Contender.inside(() -> nothingToDo(seedbed(open, data.seeds(rows)))))
                    .add("JDBC batch, rewritten", Contender.inside(() -> batch(batches.connection(), inMemory)))
                    .measure(
                            options,
                            database,
                            5,
                            options.quick() ? warmUpMillis / 4 : warmUpMillis,
                            options.runs(runs));
        }
    }

    private static void nothingToDo(Seedbed seedbed) {
        Report report = seedbed.fill();
        if (report.outcome() != Outcome.NOTHING_TO_DO) {
            throw new IllegalStateException(report.outcome() + " " + report.errors());
        }
    }

    private static void batch(Connection connection, List<String[]> rows) throws SQLException {
        Iterator<String[]> next = rows.iterator();
        connection.setAutoCommit(false);
        BatchProgram.insert(connection, () -> next.hasNext() ? Arrays.asList(next.next()) : null);
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** Tables that refer to each other, and how often a run has to ask. */
    Comparison manyTables(Notes notes) throws Exception {
        try (Kinds kinds = new Kinds(database);
                RoundTrips proxy = new RoundTrips(database.port())) {
            PGSimpleDataSource throughProxy = new PGSimpleDataSource();
            throughProxy.setUrl(database.url());
            throughProxy.setServerNames(new String[] {"127.0.0.1"});
            throughProxy.setPortNumbers(new int[] {proxy.port()});
            int trips;
            try (OneConnection counted = new OneConnection(throughProxy)) {
                Seedbed seedbed = seedbed(counted, kinds.seeds());
                seedbed.fill();
                proxy.reset();
                nothingToDo(seedbed);
                trips = proxy.trips();
            }
            notes.roundTrips(trips);
            System.out.println("round-trips: " + trips + " for " + Kinds.TABLES + " tables");
            try (OneConnection open = new OneConnection(database.dataSource())) {
                Seedbed seedbed = seedbed(open, kinds.seeds());
                return new Comparison("round-trips", "20 tables, 500 rows, nothing to do, warm JVM")
                        .add(Contenders.SEEDBED, Contender.inside(() -> nothingToDo(seedbed)))
                        .measure(options, database, 5, options.quick() ? 1_500 : 5_000, options.runs(100));
            }
        }
    }

    private static Seedbed seedbed(OneConnection open, Path seeds) {
        return Seedbed.on(open.dataSource())
                .seeds(seeds.toString())
                .environment("production")
                .build();
    }
}

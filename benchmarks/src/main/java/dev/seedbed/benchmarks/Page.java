package dev.seedbed.benchmarks;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code docs/performance.md}. */
final class Page {
    private static final Map<String, String> TITLES = Map.of(
            "start-up", "Command line, nothing to do",
            "library", "Library, nothing to do",
            "round-trips", "Many tables",
            "rows-10k", "10,000 rows",
            "rows-100k", "100,000 rows",
            "rows-1m", "1,000,000 rows",
            "memory", "Memory",
            "update", "Update, for a release",
            "spring-boot", "Spring Boot, nothing to do");

    private static final String ABOUT_ADMIN = """
            The service in a process of its own, with `-Xmx256m` and the other defaults of the JVM, and its clients in another,
            which share the two processors with it and with the server; milliseconds from the request until the whole answer
            was there. The rows are seeds with a key, a name, a price and a boolean, in CSV; the database has a ledger, and every
            change names the version of the row (`If-Match`) and a reason.

            """;

    private final Options options;
    private final Notes notes;
    private final List<Comparison> comparisons;
    private final String server;
    private final boolean psql;

    Page(Database database, Options options, Notes notes, List<Comparison> comparisons) throws SQLException {
        this.options = options;
        this.notes = notes;
        this.comparisons = comparisons;
        this.server = database.ask("show server_version");
        this.psql = database.psql() != null;
    }

    String markdown() {
        StringBuilder text = new StringBuilder(introduction());
        String part = "";
        for (Comparison comparison : comparisons) {
            if (!comparison.part().equals(part)) {
                part = comparison.part();
                text.append("\n## ")
                        .append(TITLES.getOrDefault(part, part))
                        .append("\n\n")
                        .append(about(part));
            }
            table(comparison, text);
        }
        if (!notes.admin().isEmpty()) {
            text.append("\n## The admin service\n\n").append(ABOUT_ADMIN).append(notes.admin());
        }
        return text.toString();
    }

    private String introduction() {
        return """
                # Performance

                Written by `benchmarks/run`%s; do not edit.

                Everything on this page was measured in one session on one machine, the contenders taking turns: %d
                processors, %s, Java %s, PostgreSQL %s with its default settings but autovacuum off, on loopback. Times
                are medians in milliseconds over the runs that the table counts, after warm-up; minimum and maximum stand
                beside them. Ratios travel from machine to machine, times do not.

                ![Medians of all contenders](performance.svg)

                The rows have about 127 bytes: a key `code` and seven columns (text, numeric, boolean, integer, date), made
                from a fixed seed as CSV. Java programs run under the options of the command line's launcher
                (`-XX:TieredStopAtLevel=1 -XX:CICompilerCount=1 -XX:CompileThresholdScaling=3 -XX:+UseSerialGC
                -XX:-UsePerfData` and a class data archive of their own) and are measured as
                whole processes, unless the table says "warm JVM". **LIMIT** is `psql` doing it by hand: `\\copy` into a
                temporary table, then `INSERT … WHERE NOT EXISTS … ON CONFLICT DO NOTHING`; for "1 %% new" also
                `UPDATE … FROM … WHERE … IS DISTINCT FROM`, since Seedbed compares the values too.%s WAL is what the server
                wrote to its log during a run, as the median; peak memory is that of the client process.
                """.formatted(
                        options.full() ? "" : " (a partial or quick measurement, not for publication)",
                        Runtime.getRuntime().availableProcessors(),
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.version().feature(),
                        server,
                        psql ? "" : " There was no psql on this machine, so no ratio to it is given.");
    }

    private String about(String part) {
        return switch (part) {
            case "start-up" -> """
                The whole process, from its start to its exit. The ratio is to a bare Java program that connects and runs
                `SELECT 1` under the same options. What Seedbed takes longer is spent on loading its classes, and at 1,000
                rows on going through each of them in code that no compiler has seen yet. The WAL beside it is not of
                Seedbed's statements, but of pages of the catalogue that the temporary tables of others left to be tidied by
                whoever reads them next: `SilentRunTest`, beside an idle control, shows none.

                """;
            case "rows-10k", "rows-100k", "rows-1m" -> """
                Whole processes: of Seedbed's time a quarter of a second goes by before the first row is sent, and up to
                100,000 rows most of the rest in code that was not compiled yet.

                """;
            case "library" -> """
                One call in a warm JVM over an open connection. "By hand" knows the table and its types beforehand and
                checks nothing: `unnest` sends all rows and inserts those whose key is missing, without comparing
                values; COPY OUT reads the table and compares every value as text. Once with the rows in memory as text
                arrays, to which the ratio is, once reading them from the CSV file. One `Seedbed` for all runs remembers
                what it has read, and asks only whether the file, the table and the versions of its rows are what they
                were; one made anew for each run reads, binds, describes and compares everything each time.

                """;
            case "round-trips" ->
                "20 tables with 25 rows each in YAML, every second one with a reference to the table before it: **"
                        + notes.roundTrips()
                        + " round trips**, counted by a proxy between driver and server.\n\n";
            case "update" -> """
                A release whose CSV file has 1 % new rows, and 1 % rows whose name and price were others in the release
                before, as `former.jsonl` beside it tells; in the database stands that release before. `seedbed update`
                finds out which rows are there, which differ, and whether what differs is a former default; LIMIT
                overwrites whatever differs. After each run of each contender the rows are compared with those of the
                release, and the server's counters are asked: each new row was inserted once, each changed one updated
                once, which leaves as many dead rows as changed ones, and no other. A run with nothing to do must not
                have taken a transaction id. The ledger is sealed with a key.

                """;
            case "spring-boot" -> """
                An application on Spring Boot with a pool of connections, started with the starter and without it, until it
                has asked its database something and ended. Nothing is to do in 20 tables with 25 rows each in YAML, every
                second one with a reference to the table before it. Under the defaults of the JVM; once with an archive of
                its classes as Spring Boot recommends it (`-XX:ArchiveClassesAtExit`); and once in a JVM that has started it
                before, where all classes are loaded and compiled. What the starter takes in a new JVM is spent on that:
                `RoundTripsTest` counts how often it asks the database. Beside it stands the same application with the least
                that one writes by hand for the same files, which knows the tables, checks nothing, looks at no value and
                writes a transaction each time; with Flyway, which looks at no row; and with Liquibase.

                """;
            case "memory" -> "Seedbed in a heap of 256 MB.\n\n";
            default -> "";
        };
    }

    private static void table(Comparison comparison, StringBuilder text) {
        String limit = comparison.limit();
        text.append("### ").append(comparison.work()).append("\n\n");
        Double reached = comparison.ratio(Contenders.SEEDBED);
        if (comparison.goal() > 0 && reached != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "Goal: at most %.1f ×; %s with %.2f ×.%n%n",
                    comparison.goal(),
                    reached <= comparison.goal() ? "reached" : "missed",
                    reached));
        }
        Double beyond = comparison.millisBeyond();
        if (comparison.millisGoal() > 0 && beyond != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "Goal: less than %.0f ms more; %s with %.0f ms.%n%n",
                    comparison.millisGoal(),
                    beyond < comparison.millisGoal() ? "reached" : "missed",
                    beyond));
        }
        Comparison.WalGoal walGoal = comparison.walGoal();
        Double walRatio = walGoal == null ? null : comparison.walRatio(walGoal.than());
        if (walGoal != null && walRatio != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "Goal: at most %.1f × the WAL of \"%s\"; %s with %.2f ×.%n%n",
                    walGoal.ratio(),
                    walGoal.than(),
                    walRatio <= walGoal.ratio() ? "reached" : "missed",
                    walRatio));
        }
        text.append("| contender | median ms | min | max | runs | × ")
                .append(limit == null ? "limit" : limit.startsWith("LIMIT") ? "LIMIT" : "the first")
                .append(" | WAL, bytes | peak memory, MB |\n|---|--:|--:|--:|--:|--:|--:|--:|\n");
        comparison.samples().forEach((name, taken) -> {
            Double ratio = comparison.ratio(name);
            text.append("| ")
                    .append(name.equals(Contenders.SEEDBED) ? "**" + name + "**" : name)
                    .append(" | ")
                    .append(millis(taken.medianMillis()))
                    .append(" | ")
                    .append(millis(taken.minMillis()))
                    .append(" | ")
                    .append(millis(taken.maxMillis()))
                    .append(" | ")
                    .append(taken.size())
                    .append(" | ")
                    .append(name.equals(limit) ? "1" : ratio == null ? "–" : String.format(Locale.ROOT, "%.2f", ratio))
                    .append(" | ")
                    .append(String.format(Locale.ROOT, "%,d", taken.walBytes()))
                    .append(" | ")
                    .append(taken.peakKilobytes() == 0 ? "–" : Long.toString(taken.peakKilobytes() / 1024))
                    .append(" |\n");
        });
        comparison
                .failures()
                .forEach((name, failure) -> text.append("| ")
                        .append(name)
                        .append(" | did not finish: ")
                        .append(failure.replace("|", "\\|"))
                        .append(" | | | | | | |\n"));
        text.append('\n');
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.2f" : millis < 100 ? "%.1f" : "%,.0f", millis);
    }
}

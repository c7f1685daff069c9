package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.run.Outcome;
import dev.seedbed.testkit.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A JVM that is killed at any point of its run leaves all or nothing, and the next run completes. */
class CrashTest extends PostgresProof {
    private static final int TABLES = 6;
    private static final int ROWS = 3_000;

    /** Rows of one more table, in a file so large that it is planted in the pass that reads it. */
    private static final int LOADED = 20_000;

    private static final int ALL = TABLES * ROWS + LOADED;

    @Test
    void killed_at_20_random_points_it_leaves_all_or_nothing() throws Exception {
        kill(20);
    }

    @Tag("slow")
    @Test
    void killed_at_200_random_points_it_leaves_all_or_nothing() throws Exception {
        kill(200);
    }

    private void kill(int times) throws Exception {
        ManyTables.create(database, TABLES);
        database.sql("create table loaded (code varchar(20) primary key, name varchar(60) not null)");
        Map<String, String> seeds = new HashMap<>(ManyTables.seeds(TABLES, ROWS));
        seeds.put("loaded.csv", csv());
        Path base = database.write(seeds);
        measure(base);
        Lengths lengths = measure(base);
        long seed = System.nanoTime();
        System.out.println("A whole run takes " + lengths.wholeMillis() + " ms, " + lengths.writingMillis()
                + " of them to write; kill times: new Random(" + seed + "L)");
        Random random = new Random(seed);
        int nothing = 0;
        int amidst = 0;
        int all = 0;
        for (int i = 0; i < times; i++) {
            // Every second kill is aimed at the time in which rows are written, which is short.
            boolean aimed = i % 2 == 1;
            long length = aimed ? lengths.writingMillis() : lengths.wholeMillis();
            killAfter((long) (random.nextDouble() * length * 1.05), aimed, base);
            awaitGone();
            long rows = rows();
            assertThat(rows).isIn(0L, (long) ALL);
            nothing += rows == 0 ? 1 : 0;
            amidst += rows == 0 && rowsLeftBehind() ? 1 : 0;
            all += rows == 0 ? 0 : 1;
            if (i % 10 == 0) {
                assertThat(database.files(seeds).build().fill().inserted()).isEqualTo(ALL - rows);
                assertThat(database.files(seeds).build().fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
                assertThat(rows()).isEqualTo(ALL);
            }
            empty();
        }
        System.out.println("Killed " + times + " times: " + nothing + " × nothing, of these " + amidst
                + " × while rows were being written, " + all + " × everything");
        // Without kills between the first row and COMMIT nothing would be proved.
        assertThat(amidst).isGreaterThanOrEqualTo(times / 10);
    }

    private static String csv() {
        StringBuilder csv = new StringBuilder("code,name\n");
        for (int i = 0; i < LOADED; i++) {
            csv.append("code-")
                    .append(i)
                    .append(",A name that makes the file as large as it has to be: ")
                    .append(i % 10);
            csv.append('\n');
        }
        assertThat(csv.length()).isGreaterThan(1 << 20);
        return csv.toString();
    }

    private long rows() {
        return ManyTables.rows(database, TABLES) + database.count("loaded");
    }

    /** Whether a table takes up room though it shows no row: a transaction wrote rows and was not committed. */
    private boolean rowsLeftBehind() {
        StringBuilder bytes = new StringBuilder("select pg_relation_size('loaded')");
        for (int i = 0; i < TABLES; i++) {
            bytes.append(" + pg_relation_size('t").append(i).append("')");
        }
        return !database.value(bytes.toString()).equals("0");
    }

    private record Lengths(long wholeMillis, long writingMillis) {}

    /** Lets a run come to its end, and removes what it planted. */
    private Lengths measure(Path base) throws Exception {
        Process child = start(base);
        try (BufferedReader output = reader(child);
                Connection connection = database.connect()) {
            long begin = awaitRunning(output);
            awaitWriting(connection, true, child);
            long writing = System.nanoTime();
            awaitWriting(connection, false, child);
            long written = System.nanoTime();
            assertThat(output.readLine()).startsWith("APPLIED " + ALL);
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(rows()).isEqualTo(ALL);
            empty();
            return new Lengths((System.nanoTime() - begin) / 1_000_000, (written - writing) / 1_000_000);
        } finally {
            child.destroyForcibly();
        }
    }

    /** Starts a run and kills it so long after it began, or began to write. */
    private void killAfter(long millis, boolean writing, Path base) throws Exception {
        Process child = start(base);
        try (BufferedReader output = reader(child);
                Connection connection = database.connect()) {
            awaitRunning(output);
            if (writing) {
                awaitWriting(connection, true, child);
            }
            child.waitFor(millis, TimeUnit.MILLISECONDS);
            child.destroyForcibly();
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            child.destroyForcibly();
        }
    }

    private Process start(Path base) throws IOException {
        return ChildJvm.start(server.url(name) + "&ApplicationName=child", base, "-Xmx256m");
    }

    private static BufferedReader reader(Process child) {
        return new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    }

    private static long awaitRunning(BufferedReader output) throws IOException {
        assertThat(output.readLine()).isEqualTo("running");
        return System.nanoTime();
    }

    /** Waits until the run has a transaction that writes, or has it no more; its end ends the waiting. */
    private static void awaitWriting(Connection connection, boolean writing, Process child) throws Exception {
        String writers = "select count(*) from pg_stat_activity where application_name = 'child' and backend_xid is not"
                + " null";
        while (child.isAlive() && TestDatabase.rows(connection, writers).get(0).equals("0") == writing) {
            Thread.sleep(1);
        }
    }

    private void awaitGone() throws InterruptedException {
        for (int i = 0; i < 3_000; i++) {
            if (database.value("select count(*) from pg_stat_activity where application_name = 'child'")
                    .equals("0")) {
                return;
            }
            Thread.sleep(10);
        }
        throw new IllegalStateException("The session of a killed JVM is still there.");
    }

    private void empty() {
        StringBuilder tables = new StringBuilder("loaded");
        for (int i = 0; i < TABLES; i++) {
            tables.append(", t").append(i);
        }
        database.sql("truncate " + tables);
    }
}

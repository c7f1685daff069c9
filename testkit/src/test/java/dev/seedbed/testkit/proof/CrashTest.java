package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.run.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A JVM that is killed at any point of its run leaves all or nothing, and the next run completes. */
class CrashTest extends PostgresProof {
    private static final int TABLES = 6;
    private static final int ROWS = 3_000;

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
        Map<String, String> seeds = ManyTables.seeds(TABLES, ROWS);
        Path base = database.write(seeds);
        String url = server.url(name) + "&ApplicationName=child";
        long whole = 0;
        for (int i = 0; i < 2; i++) {
            whole = run(url, base, Long.MAX_VALUE);
            assertThat(ManyTables.rows(database, TABLES)).isEqualTo(TABLES * ROWS);
            empty();
        }
        long seed = System.nanoTime();
        System.out.println("A whole run takes " + whole + " ms; kill times: new Random(" + seed + "L)");
        Random random = new Random(seed);
        int nothing = 0;
        int all = 0;
        for (int i = 0; i < times; i++) {
            run(url, base, (long) (random.nextDouble() * whole * 1.05));
            awaitGone();
            long rows = ManyTables.rows(database, TABLES);
            assertThat(rows).isIn(0L, (long) TABLES * ROWS);
            nothing += rows == 0 ? 1 : 0;
            all += rows == 0 ? 0 : 1;
            if (i % 10 == 0) {
                assertThat(database.files(seeds).build().fill().inserted()).isEqualTo(TABLES * ROWS - rows);
                assertThat(database.files(seeds).build().fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
                assertThat(ManyTables.rows(database, TABLES)).isEqualTo(TABLES * ROWS);
            }
            empty();
        }
        System.out.println("Killed " + times + " times: " + nothing + " × nothing, " + all + " × everything");
        assertThat(nothing).isPositive();
    }

    /** Starts a run, kills it after so many milliseconds, and returns how long it was allowed to run. */
    private static long run(String url, Path base, long millis) throws IOException, InterruptedException {
        Process child = ChildJvm.start(url, base, "-Xmx256m");
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line = output.readLine();
            assertThat(line).isEqualTo("running");
            long begin = System.nanoTime();
            if (millis == Long.MAX_VALUE) {
                assertThat(output.readLine()).startsWith("APPLIED " + TABLES * ROWS);
            } else {
                child.waitFor(millis, TimeUnit.MILLISECONDS);
                child.destroyForcibly();
            }
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return (System.nanoTime() - begin) / 1_000_000;
        } finally {
            child.destroyForcibly();
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
        StringBuilder tables = new StringBuilder();
        for (int i = 0; i < TABLES; i++) {
            tables.append(i == 0 ? "t" : ", t").append(i);
        }
        database.sql("truncate " + tables);
    }
}

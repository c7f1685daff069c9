package dev.seedbed.testkit.proof.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of releases, administrators and runs: after each run every table, count, action and reason is what the
 * oracle expects; no edit is lost, and nobody brought back, that anything could tell; and an immediate second run writes
 * nothing. {@code -Dseedbed.history.seed=N} plays one history, on both databases.
 */
class HistoryTest {
    private static final int MOST_TOLD = 60;

    @TempDir
    Path folder;

    @Test
    void the_engine_does_what_the_oracle_says_in_420_histories_on_sqlite() {
        play("SQLite", new Histories(RealPlaces.sqlite(folder), false), 0, 420);
    }

    @Test
    void the_engine_does_what_the_oracle_says_in_80_histories_on_postgresql() {
        postgres(420, 80);
    }

    @Tag("slow")
    @Test
    void the_engine_does_what_the_oracle_says_in_7000_histories_on_sqlite() {
        play("SQLite", new Histories(RealPlaces.sqlite(folder), false), anywhere(), 7_000);
    }

    @Tag("slow")
    @Test
    void the_engine_does_what_the_oracle_says_in_3000_histories_on_postgresql() {
        postgres(anywhere(), 3_000);
    }

    private static long anywhere() {
        return new Random().nextInt(1_000_000_000);
    }

    private void postgres(long from, int histories) {
        // Nothing else may take transaction ids there, by which a second run that writes is noticed.
        try (PostgresServer server = PostgresServer.own(18, Map.of("autovacuum", "off"))) {
            play("PostgreSQL", new Histories(RealPlaces.postgres(server, folder), true), from, histories);
        }
    }

    private static void play(String database, Histories histories, long from, int count) {
        String only = System.getProperty("seedbed.history.seed");
        long first = only == null ? from : Long.parseLong(only);
        long last = only == null ? from + count - 1 : first;
        System.out.println(database + ": histories " + first + " to " + last);
        List<String> wrong = new ArrayList<>();
        for (long seed = first; seed <= last && wrong.size() < MOST_TOLD; seed++) {
            String found = histories.play(seed);
            if (found != null) {
                wrong.add(found);
            }
        }
        assertThat(wrong).as("on %s", database).isEmpty();
        System.out.println(database + ": " + histories.tally());
    }
}

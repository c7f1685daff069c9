package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code update} against an administrator who edits, deletes and inserts the same rows meanwhile: what he committed stays,
 * and nobody sees an error.
 */
class UpdateRaceTest extends PostgresProof {
    private static final int BEFORE = 9;
    private static final int NOW = 12;
    private static final int ROWS = 12;
    private static final String DEADLOCK_DETECTED = "40P01";

    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private Random random;

    /** What is to be raced: brings the declared tiers to {@link #NOW}. */
    private interface Run {
        void update(List<String> codes) throws Exception;
    }

    @BeforeEach
    void tiers() {
        long seed = System.nanoTime();
        System.out.println("Races: new Random(" + seed + "L)");
        random = new Random(seed);
        database.sql(
                "alter database " + name + " set deadlock_timeout = '20ms'",
                "create table tier (code varchar(20) primary key, price integer not null)");
    }

    @AfterEach
    void stop() {
        other.shutdownNow();
    }

    @Test
    void no_edit_is_lost_in_60_races() throws Exception {
        assertThat(lost(60, false, this::update)).isEmpty();
    }

    @Test
    void no_edit_is_lost_and_nothing_brought_back_in_40_races_with_a_ledger() throws Exception {
        enableLedger();
        assertThat(lost(40, true, this::update)).isEmpty();
    }

    @Tag("slow")
    @Test
    void no_edit_is_lost_in_1200_races() throws Exception {
        assertThat(lost(1_200, false, this::update)).isEmpty();
    }

    @Tag("slow")
    @Test
    void no_edit_is_lost_and_nothing_brought_back_in_800_races_with_a_ledger() throws Exception {
        enableLedger();
        assertThat(lost(800, true, this::update)).isEmpty();
    }

    @Test
    void an_update_without_guard_is_caught() throws Exception {
        List<String> lost = new ArrayList<>();
        int races = 0;
        while (lost.isEmpty() && races < 200) {
            lost = lost(1, false, this::unguardedUntilDone);
            races++;
        }

        System.out.println("Caught in race " + races + ": " + lost);
        assertThat(lost).isNotEmpty();
    }

    private void enableLedger() {
        Seedbed.on(database.dataSource())
                .discoverSeeders(false)
                .build()
                .ledger()
                .enable();
    }

    // --- a race --------------------------------------------------------------------------------------------------

    private List<String> lost(int races, boolean ledger, Run run) throws Exception {
        List<String> lost = new ArrayList<>();
        long decisions = 0;
        try (Connection connection = database.connect()) {
            for (int race = 0; race < races; race++) {
                List<String> codes = new ArrayList<>();
                for (int i = 0; i < ROWS; i++) {
                    codes.add("t" + race + "_" + i);
                }
                plant(codes, ledger);
                AtomicBoolean stop = new AtomicBoolean();
                Future<Map<String, Integer>> writer =
                        other.submit(new RacingWriter(connection, codes, random.nextLong(), stop));
                Thread.sleep(0, random.nextInt(999_999));
                try {
                    run.update(codes);
                } finally {
                    stop.set(true);
                }
                Map<String, Integer> committed = writer.get();
                decisions += committed.size();
                for (String code : codes) {
                    check(code, committed.get(code), ledger, lost);
                }
                database.sql("delete from tier");
            }
        }
        System.out.println(races + " races, " + decisions + " decisions of an administrator");
        return lost;
    }

    /** With a ledger it is Seedbed that plants, so that the ledger knows each row. */
    private void plant(List<String> codes, boolean ledger) {
        if (ledger) {
            assertThat(seeds(codes, BEFORE, "").update().inserted()).isEqualTo(ROWS);
            return;
        }
        for (String code : codes) {
            if (random.nextInt(5) > 0) {
                database.sql("insert into tier values ('" + code + "', " + BEFORE + ")");
            }
        }
    }

    private void check(String code, Integer decided, boolean ledger, List<String> lost) {
        List<String> live = database.rows("select price from tier where code = '" + code + "'");
        List<List<String>> right;
        if (decided == null) {
            right = List.of(List.of("" + NOW));
        } else if (decided != RacingWriter.GONE) {
            right = List.of(List.of("" + decided));
        } else if (ledger) {
            right = List.of(List.of());
        } else {
            // Nothing tells that a row which is not there was deleted, and not just never planted.
            right = List.of(List.of(), List.of("" + NOW));
        }
        if (!right.contains(live)) {
            lost.add("tier " + code + ": last decision " + decided + ", there is " + live);
        }
    }

    // --- what is raced -------------------------------------------------------------------------------------------

    private Seedbed seeds(List<String> codes, int price, String directives) {
        StringBuilder rows = new StringBuilder("tables:\n  tier:\n    key: [code]\n    rows:\n");
        for (String code : codes) {
            rows.append("      - {code: " + code + ", price: " + price + directives + "}\n");
        }
        return Seedbed.on(connecting(server.url(name)))
                .baseDirectory(database.write(Map.of("tiers.yaml", rows.toString())))
                .seeds("seeds")
                .discoverSeeders(false)
                .build();
    }

    private void update(List<String> codes) {
        Report report = seeds(codes, NOW, ", $was: {price: [" + BEFORE + "]}").update();

        assertThat(report.errors()).isEmpty();
        assertThat(report.outcome()).isIn(Outcome.APPLIED, Outcome.NOTHING_TO_DO);
    }

    /** It has no retry of its own either; the administrator locks the rows in another order. */
    private void unguardedUntilDone(List<String> codes) throws SQLException {
        while (true) {
            try {
                unguarded(codes);
                return;
            } catch (SQLException e) {
                if (!DEADLOCK_DETECTED.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    }

    /** Reads, decides and writes as the decision table has it, but for the guard. */
    private void unguarded(List<String> codes) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            List<String> untouched = new ArrayList<>();
            try (PreparedStatement select =
                            connection.prepareStatement("select code from tier where price = " + BEFORE);
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    untouched.add(rows.getString(1));
                }
            }
            for (String code : codes) {
                String sql = untouched.contains(code)
                        ? "update tier set price = " + NOW + " where code = ?"
                        : "insert into tier values (?, " + NOW + ") on conflict do nothing";
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setString(1, code);
                    statement.executeUpdate();
                }
            }
            connection.commit();
        }
    }
}

package dev.seedbed.testkit.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An administrator who edits, deletes and inserts tiers as long as he is let and has something to decide, and remembers
 * what he committed last for each. He never gives a price that any release has declared.
 */
final class RacingWriter implements Callable<Map<String, Integer>> {
    /** What he remembers of a tier that he deleted. */
    static final int GONE = -1;

    private static final int FIRST_PRICE = 1_000_000;
    /** Longer than two attempts of a run need, and shorter than all that it makes. */
    private static final int MOST_DECISIONS = 100;

    private final Connection connection;
    private final List<String> codes;
    private final Random random;
    private final AtomicBoolean stop;
    private final Map<String, Integer> committed = new HashMap<>();
    private final Map<String, Integer> pending = new HashMap<>();
    private int price = FIRST_PRICE;

    RacingWriter(Connection connection, List<String> codes, long seed, AtomicBoolean stop) {
        this.connection = connection;
        this.codes = codes;
        this.random = new Random(seed);
        this.stop = stop;
    }

    @Override
    public Map<String, Integer> call() throws Exception {
        connection.setAutoCommit(false);
        for (int decision = 0; decision < MOST_DECISIONS && !(stop.get() && decision > 0); decision++) {
            try {
                int statements = random.nextInt(8) == 0 ? 3 : 1;
                for (int i = 0; i < statements; i++) {
                    write();
                }
                connection.commit();
                committed.putAll(pending);
            } catch (SQLException e) {
                // Chosen as the victim of a deadlock with the run.
                connection.rollback();
            }
            pending.clear();
            Thread.sleep(0, random.nextInt(999_999));
        }
        return committed;
    }

    private void write() throws SQLException {
        String code = codes.get(random.nextInt(codes.size()));
        int draw = random.nextInt(10);
        price++;
        if (draw < 5) {
            execute("update tier set price = ? where code = ?", code, price);
        } else if (draw < 8) {
            execute("insert into tier (price, code) values (?, ?) on conflict do nothing", code, price);
        } else {
            execute("delete from tier where price <> ? and code = ?", code, GONE);
        }
    }

    private void execute(String sql, String code, int value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, value);
            statement.setString(2, code);
            if (statement.executeUpdate() == 1) {
                pending.put(code, value);
            }
        }
    }
}

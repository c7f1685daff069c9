package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Ledger;
import dev.seedbed.Seedbed;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Dialects;
import dev.seedbed.database.TableName;
import dev.seedbed.ledger.LedgerDdl;
import dev.seedbed.ledger.LedgerHead;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.ledger.LedgerRun;
import dev.seedbed.ledger.LedgerTable;
import dev.seedbed.ledger.LedgerWriter;
import dev.seedbed.ledger.StoredLedger;
import dev.seedbed.plan.LedgerView;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A ledger in the database under test, as runs use it. */
final class Ledgers {
    /** What a run writes down. */
    @FunctionalInterface
    interface Writes {
        void into(LedgerWriter writer) throws SQLException;
    }

    private final TestDatabase db;
    private int runs;

    Ledgers(TestDatabase db) {
        this.db = db;
    }

    Ledgers create() {
        try (Connection connection = db.connect()) {
            String product = Dialects.of(connection).product();
            LedgerDdl.statements(product, null, false).forEach(sql -> TestDatabase.sql(connection, sql));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    @Nullable
    LedgerHead write(Writes writes) {
        return write(LedgerKey.NONE, writes);
    }

    @Nullable
    LedgerHead write(LedgerKey key, Writes writes) {
        runs++;
        try (Connection connection = db.connect()) {
            connection.setAutoCommit(false);
            LedgerHead head = write(connection, runs, key, writes);
            connection.commit();
            return head;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes in the transaction of a run. */
    static @Nullable LedgerHead write(Connection connection, Writes writes) throws SQLException {
        return write(connection, 1, LedgerKey.NONE, writes);
    }

    private static @Nullable LedgerHead write(Connection connection, int number, LedgerKey key, Writes writes)
            throws SQLException {
        LedgerRun run = new LedgerRun(
                "run-" + number,
                Instant.parse("2026-03-01T10:00:00Z").plusSeconds(60L * number),
                "anna",
                "update",
                "production",
                null);
        Dialect dialect = Dialects.of(connection);
        LedgerWriter writer = new LedgerWriter(connection, dialect, name(connection, dialect), run, key);
        writes.into(writer);
        writer.finish();
        return writer.head();
    }

    /** What a plan asks. */
    static LedgerView view(Connection connection) throws SQLException {
        Dialect dialect = Dialects.of(connection);
        return new StoredLedger(dialect, name(connection, dialect));
    }

    private static TableName name(Connection connection, Dialect dialect) throws SQLException {
        return Objects.requireNonNull(LedgerTable.in(dialect.describe(connection, List.of(LedgerTable.NAME), null)));
    }

    /** What a plan is told of a table, in a transaction that only reads. */
    LedgerView.Rows read(String table, Predicate<String> wanted) {
        try (Connection connection = db.connect()) {
            Dialect dialect = Dialects.of(connection);
            dialect.beginReading(connection, Duration.ZERO);
            try {
                return Objects.requireNonNull(view(connection).read(connection, table, wanted));
            } finally {
                dialect.end(connection);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    LedgerView.@Nullable Row row(String table, @Nullable String... key) {
        return read(table, k -> true).row(key(key));
    }

    /** What an application asks of it. */
    Ledger asked() {
        return asked(null);
    }

    Ledger asked(@Nullable String key) {
        return Seedbed.on(db.dataSource())
                .discoverSeeders(false)
                .clock(Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC))
                .environmentVariables(name -> name.equals(LedgerKey.VARIABLE) ? key : null)
                .actor("berta")
                .reason("it was agreed")
                .build()
                .ledger();
    }

    boolean knows(String table, @Nullable String... key) {
        boolean knows = read(table, k -> false).knows(key(key));
        assertThat(read(table, k -> true).knows(key(key))).isEqualTo(knows);
        return knows;
    }

    static String key(@Nullable String... namesAndTexts) {
        return LedgerView.key(LedgerContract.map(namesAndTexts));
    }
}

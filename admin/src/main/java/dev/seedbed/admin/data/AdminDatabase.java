package dev.seedbed.admin.data;

import java.sql.Connection;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database that has the service's own tables. Its transactions are READ COMMITTED, unless said otherwise, and none of the application's, which
 * may have a manager of another kind. Thread-safe.
 */
public final class AdminDatabase {
    private static final int FETCHED = 500;

    private final DataSource dataSource;
    private final Clock clock;
    private final JdbcClient sql;
    private final JdbcTemplate streaming;
    private final TransactionTemplate together;
    private final TransactionTemplate apart;
    private final boolean inTransaction;
    private final TransactionTemplate snapshot;

    public AdminDatabase(DataSource dataSource, Clock clock) {
        this(dataSource, clock, false);
    }

    private AdminDatabase(DataSource dataSource, Clock clock, boolean inTransaction) {
        this.inTransaction = inTransaction;
        this.dataSource = dataSource;
        this.clock = clock;
        this.sql = JdbcClient.create(dataSource);
        this.streaming = new JdbcTemplate(dataSource);
        this.streaming.setFetchSize(FETCHED);
        JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
        together = template(transactions, TransactionDefinition.PROPAGATION_REQUIRED);
        apart = template(transactions, TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        snapshot = template(transactions, TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    private static TransactionTemplate template(JdbcTransactionManager transactions, int propagation) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        template.setPropagationBehavior(propagation);
        template.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        return template;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public JdbcClient sql() {
        return sql;
    }

    /**
     * The same tables, written in somebody's transaction, which is to be committed next.
     *
     * @param connection is neither committed nor closed
     */
    public AdminDatabase on(Connection connection) {
        return new AdminDatabase(new SingleConnectionDataSource(connection, true), clock, true);
    }

    /**
     * Runs one statement.
     *
     * @return the rows that it wrote
     */
    public int write(String statement, @Nullable Object... values) {
        return sql.sql(statement).params(Arrays.asList(values)).update();
    }

    /** In one transaction, which what is thrown rolls back. */
    @SuppressWarnings("NullAway")
    public <T> T together(Supplier<T> work) {
        return together.execute(status -> work.get());
    }

    /** In one transaction, which what is thrown rolls back. */
    public void together(Runnable work) {
        together.executeWithoutResult(status -> work.run());
    }

    /**
     * Has something done in the transaction that is open, as the last thing before it is committed; what is thrown rolls the
     * transaction back.
     *
     * @throws IllegalStateException where none is open
     */
    public void beforeCommit(Runnable work) {
        if (inTransaction) {
            work.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                work.run();
            }
        });
    }

    /**
     * Has something done once the transaction that is open has been committed; nothing where that is somebody else's.
     *
     * @throws IllegalStateException where none is open
     */
    public void afterCommit(Runnable work) {
        if (inTransaction) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }

    /** Runs one statement for each of these lists of values, in one go. */
    public void writeAll(String statement, List<Object[]> values) {
        streaming.batchUpdate(statement, values);
    }

    /** Reads rows in a stream. */
    public void each(String query, RowCallbackHandler rows) {
        together(() -> streaming.query(query, rows));
    }

    /** In a transaction of its own that only reads, and sees one moment. */
    @SuppressWarnings("NullAway")
    public <T> T snapshot(Supplier<T> work) {
        return snapshot.execute(status -> work.get());
    }

    /** In a transaction of its own, which stays whatever becomes of one that is open. */
    public void apart(Runnable work) {
        apart.executeWithoutResult(status -> work.run());
    }

    /** Now, to the microsecond, which is what both databases keep. */
    public OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    }
}

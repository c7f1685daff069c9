package dev.seedbed.admin.data;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database that has the service's own tables. Its transactions are READ COMMITTED and none of the application's, which
 * may have a manager of another kind. Thread-safe.
 */
public final class AdminDatabase {
    private final DataSource dataSource;
    private final Clock clock;
    private final JdbcClient sql;
    private final TransactionTemplate together;
    private final TransactionTemplate apart;

    public AdminDatabase(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.sql = JdbcClient.create(dataSource);
        JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
        together = template(transactions, TransactionDefinition.PROPAGATION_REQUIRED);
        apart = template(transactions, TransactionDefinition.PROPAGATION_REQUIRES_NEW);
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

    /** In a transaction of its own, which stays whatever becomes of one that is open. */
    public void apart(Runnable work) {
        apart.executeWithoutResult(status -> work.run());
    }

    /** Now, to the microsecond, which is what both databases keep. */
    public OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    }
}

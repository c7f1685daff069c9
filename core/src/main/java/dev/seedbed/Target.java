package dev.seedbed;

import dev.seedbed.run.Reading;
import dev.seedbed.run.Writing;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The database that seeds are planted in, and what it is. At most one of {@code dataSource} and {@code connection} is there;
 * where the latter is, runs join the caller's transaction.
 */
record Target(
        @Nullable DataSource dataSource,
        @Nullable Connection connection,
        @Nullable String schema,
        String environment,
        String environmentDeclaredBy,
        Duration lockTimeout,
        Duration statementTimeout) {
    Target through(DataSource others) {
        return new Target(others, null, schema, environment, environmentDeclaredBy, lockTimeout, statementTimeout);
    }

    /** The same where tables are where the connection looks for them. */
    Target withoutSchema() {
        return new Target(
                dataSource, connection, null, environment, environmentDeclaredBy, lockTimeout, statementTimeout);
    }

    boolean isConnected() {
        return dataSource != null || connection != null;
    }

    /** Where runs take their connections from; not for a joined run. */
    DataSource connections() {
        if (dataSource == null) {
            throw SeedException.usage("No database was named.", "use Seedbed.on(dataSource)");
        }
        return dataSource;
    }

    /**
     * Looks at one moment of the database; inside the caller's transaction at what that sees.
     *
     * @throws SeedException where there is no database
     */
    <T> T reading(Reading.Look<T> look) {
        if (connection != null) {
            return Reading.of(connection, statementTimeout, look);
        }
        return Reading.of(connections(), statementTimeout, look);
    }

    /** Writes to the database. */
    <T> T writing(Reading.Look<T> work) {
        if (connection != null) {
            return Writing.of(connection, lockTimeout, work);
        }
        return Writing.of(connections(), lockTimeout, statementTimeout, work);
    }
}

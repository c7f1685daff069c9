package dev.seedbed.admin.data;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * Makes the service's own tables, {@code seedbed_admin_*}, and remembers in {@code seedbed_admin_history} which version of
 * them is there: never in the history of the application's migrations. Every statement may run twice, since DDL commits on
 * H2 and a start may be cut short.
 */
public final class AdminTables {
    /** How many versions there are; {@code tables/V1.sql} is the first. */
    static final int VERSIONS = 4;

    /** Of the advisory lock; any number that nothing else uses. */
    private static final long LOCK = 0x5EEDBEDAD317L;

    /** Two starts in one JVM, on H2 without another lock. */
    private static final Object IN_THIS_JVM = new Object();

    private AdminTables() {}

    /**
     * Brings the tables to this release's version; does nothing where they are.
     *
     * @throws SeedException refused where the tables are of a later release, a usage error for a database that cannot have
     *     them, failed where the database says no
     */
    public static void migrate(DataSource dataSource) {
        synchronized (IN_THIS_JVM) {
            try (Connection connection = dataSource.getConnection()) {
                boolean committing = connection.getAutoCommit();
                connection.setAutoCommit(false);
                try {
                    migrate(connection);
                    connection.commit();
                } catch (SQLException | RuntimeException e) {
                    connection.rollback();
                    throw e;
                } finally {
                    connection.setAutoCommit(committing);
                }
            } catch (SQLException e) {
                throw new SeedException(
                        SeedException.Kind.FAILED,
                        List.of(new Problem(
                                "The tables of the admin service cannot be made: " + e.getMessage(),
                                "tables seedbed_admin_*",
                                "give the service's database user the right to create tables, or let one who has it start"
                                        + " the service once")),
                        e);
            }
        }
    }

    private static void migrate(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        try (Statement statement = connection.createStatement()) {
            int there = known(product, statement);
            if (there == VERSIONS) {
                return;
            }
            if (product.equals("PostgreSQL")) {
                statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            }
            statement.execute("""
                    create table if not exists seedbed_admin_history (
                      version integer primary key,
                      made_at timestamp with time zone default current_timestamp not null)""");
            there = version(statement);
            if (there > VERSIONS) {
                throw SeedException.refused(
                        "The tables of the admin service are of version " + there + ", and this release knows version "
                                + VERSIONS + ".",
                        "table seedbed_admin_history",
                        "start the release that made them, or a later one");
            }
            for (int version = there + 1; version <= VERSIONS; version++) {
                for (String each : script(version)) {
                    statement.execute(each);
                }
                statement.execute("insert into seedbed_admin_history (version) values (" + version + ")");
            }
        }
    }

    /** Looks before it writes: a service whose user may create nothing starts where the tables are. */
    private static int known(String product, Statement statement) throws SQLException {
        String found = switch (product) {
            case "PostgreSQL" -> "select to_regclass('seedbed_admin_history') is not null";
            case "H2" -> """
                        select count(*) > 0 from information_schema.tables
                        where table_schema = current_schema and lower(table_name) = 'seedbed_admin_history'""";
            default ->
                throw SeedException.usage(
                        "The admin service cannot keep its tables in " + product + ".",
                        "use PostgreSQL 14 or later, or H2 2");
        };
        try (ResultSet answer = statement.executeQuery(found)) {
            if (!answer.next() || !answer.getBoolean(1)) {
                return 0;
            }
        }
        return version(statement);
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet versions = statement.executeQuery("select max(version) from seedbed_admin_history")) {
            return versions.next() ? versions.getInt(1) : 0;
        }
    }

    private static List<String> script(int version) {
        String name = "/dev/seedbed/admin/tables/V" + version + ".sql";
        try (InputStream script = AdminTables.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("There is no " + name + ".");
            }
            return List.of(new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split(";\\s*"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

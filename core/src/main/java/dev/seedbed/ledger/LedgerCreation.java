package dev.seedbed.ledger;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.NoRightToCreate;
import dev.seedbed.database.SchemaNames;
import dev.seedbed.database.TableName;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a ledger where there is none, and has a new key seal one that is there. */
public final class LedgerCreation {
    private LedgerCreation() {}

    /** What it took to have a ledger. */
    public enum Outcome {
        CREATED,
        /** It was there, and is sealed with another key from now on. */
        SEALED,
        /** It was there, and stays as it is. */
        THERE
    }

    /**
     * Makes the table and its first entry; the caller commits, unless DDL does so by itself.
     *
     * @param schema where the table is to be; null for the schema that the connection looks in first
     */
    public static Outcome run(
            Connection connection, Dialect dialect, @Nullable String schema, LedgerRun run, LedgerKey key)
            throws SQLException {
        Catalogue catalogue = dialect.describe(connection, List.of(LedgerTable.NAME), schema);
        TableName there = LedgerTable.in(catalogue);
        if (there == null) {
            String named = schema == null ? null : SchemaNames.spelled(connection, dialect, schema);
            String in = named == null ? null : dialect.quote(named);
            try (Statement statement = connection.createStatement()) {
                for (String sql : LedgerDdl.statements(dialect.product(), in, dialect.compressesSlowly(connection))) {
                    statement.execute(sql);
                }
            } catch (SQLException e) {
                Catalogue.Server server = catalogue.server();
                throw NoRightToCreate.told(
                        e,
                        dialect,
                        server,
                        named == null ? server.schema() : named,
                        LedgerTable.NAME,
                        "select, insert");
            }
            TableName made = LedgerTable.in(dialect.describe(connection, List.of(LedgerTable.NAME), schema));
            if (made == null) {
                throw new SeedException(new Problem(
                        "The ledger was made, but this connection does not find it.",
                        null,
                        "name the schema in which it is to be (--schema)"));
            }
            event(EntryKind.ENABLED, new LedgerWriter(connection, dialect, made, run, key));
            return Outcome.CREATED;
        }
        LedgerWriter writer = new LedgerWriter(connection, dialect, there, run, key);
        if (key.isNone() || key.seal().equals(writer.sealBefore())) {
            return Outcome.THERE;
        }
        event(EntryKind.SEALED, writer);
        return Outcome.SEALED;
    }

    /** The DDL for a team's own migrations, with the comments that say what to grant. */
    public static String ddl(Connection connection, Dialect dialect, @Nullable String schema) throws SQLException {
        return LedgerDdl.text(
                dialect.product(),
                schema == null ? null : quoted(connection, dialect, schema),
                dialect.compressesSlowly(connection));
    }

    private static void event(EntryKind kind, LedgerWriter writer) throws SQLException {
        writer.event(kind);
        writer.finish();
    }

    private static String quoted(Connection connection, Dialect dialect, String schema) throws SQLException {
        return dialect.quote(SchemaNames.spelled(connection, dialect, schema));
    }
}

package dev.seedbed.run;

import dev.seedbed.database.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Inserts many rows of one form by way of a temporary table, from which one statement resolves their references. */
final class StagedInsert {
    private final Connection connection;
    private final Dialect dialect;
    private final NotAllowed notAllowed;

    StagedInsert(Connection connection, Dialect dialect, NotAllowed notAllowed) {
        this.connection = connection;
        this.dialect = dialect;
        this.notAllowed = notAllowed;
    }

    /**
     * Inserts them and returns how many arrived.
     *
     * @param guarded as {@link InsertForm#sql}
     */
    long run(InsertForm form, Dialect.RowFeed rows, boolean guarded) throws SQLException {
        String stage = stage(form, rows);
        try (PreparedStatement statement = connection.prepareStatement(form.sql(dialect, stage, false, guarded))) {
            return statement.executeLargeUpdate();
        }
    }

    private String stage(InsertForm form, Dialect.RowFeed rows) throws SQLException {
        try {
            return dialect.stage(connection, form.types(), rows);
        } catch (SQLException e) {
            throw notAllowed.stage(e, form.table());
        }
    }
}

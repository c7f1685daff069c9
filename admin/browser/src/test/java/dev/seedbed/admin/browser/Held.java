package dev.seedbed.admin.browser;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Has every transaction wait that inserts into a table, until it is closed. */
final class Held implements AutoCloseable {
    private static final int LOCK = 7_700;

    private final Connection holder;

    /** @param when a condition on the row that is {@code new} */
    Held(String database, String table, String when) {
        Service.sql(
                Service.SERVER.dataSource(database),
                "create or replace function wait_here() returns trigger language plpgsql as $$ begin perform"
                        + " pg_advisory_xact_lock_shared(" + LOCK
                        + "); return new; end $$; create or replace trigger wait_here"
                        + " before insert on " + table + " for each row when (" + when
                        + ") execute function wait_here()");
        try {
            holder = Service.SERVER.dataSource(database).getConnection();
            try (Statement statement = holder.createStatement()) {
                statement.execute("select pg_advisory_lock(" + LOCK + ")");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

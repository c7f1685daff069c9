package dev.seedbed.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes of rows by a person: each in one transaction with its entry in the ledger, under the lock of all runs. Where runs
 * join the caller's transaction, so does a change, behind a savepoint. Where it fails, nothing is written.
 *
 * <p>Values are texts, under the names of their columns, and are checked by the types of these; null is NULL. What a
 * foreign-key column refers to may be given by its natural key instead, as {@code tier_id.code}. Rows are named by their
 * keys, as {@link Tables} tells them, and a change gives the version of the row that the person saw.
 *
 * <p>Every method throws a {@link RowException} that says why, and {@link dev.seedbed.seed.SeedException} where seeds or
 * database are wrong.
 */
public final class Edits {
    private final RowsAccess access;
    private final Planners planners;
    private final @Nullable String actor;
    private final @Nullable String reason;

    Edits(RowsAccess access, Planners planners, @Nullable String actor, @Nullable String reason) {
        this.access = access;
        this.planners = planners;
        this.actor = actor;
        this.reason = reason;
    }

    /**
     * Inserts a row. It takes along what inserted rows take ({@code on-insert}), and the defaults of the database.
     *
     * @return the row as it is then
     */
    public TableRow create(String table, Map<String, @Nullable String> values) {
        return edit("create", table, values, edit -> edit.create(copy(values)));
    }

    /**
     * Gives columns of a row other values. For {@code update} they are that person's decision from then on, even where they
     * are what is declared.
     *
     * @param version {@link TableRow#version} of the row that the person saw
     * @return the row as it is then
     */
    public TableRow change(
            String table, Map<String, @Nullable String> key, String version, Map<String, @Nullable String> values) {
        return edit("change", table, key, edit -> edit.change(copy(key), version, copy(values)));
    }

    /**
     * Deletes a row. A declared one stays away from then on, as one that was deleted by hand. Where the seeds name a column
     * for it ({@code soft-delete}) that holds a date or a timestamp, the row stays and that column takes the time; where it
     * stands there already, or the column is of another type, the row is taken out.
     */
    public void delete(String table, Map<String, @Nullable String> key, String version) {
        edit("delete", table, key, edit -> {
            edit.delete(copy(key), version);
            return true;
        });
    }

    /**
     * Has a row take what the seeds declare for it, all of it or one column, or brings it back. That counts as planted
     * again, so that later defaults reach it. Sensitive and generated values of a row that is there stay as they are. Where
     * all of it holds its defaults and counts as planted already, nothing is written.
     *
     * @param version null for a row that is not there
     * @param column null for the whole row
     * @return the row as it is then
     */
    public TableRow restore(
            String table, Map<String, @Nullable String> key, @Nullable String version, @Nullable String column) {
        return edit("restore", table, key, edit -> edit.restore(copy(key), version, column));
    }

    /**
     * Has a row, or one column of it, stay as it is, whatever the seeds come to declare.
     *
     * @param version null for whatever the row holds by then, and for a row that is not there
     * @param column null for the whole row
     * @return false where it was pinned already
     */
    public boolean pin(
            String table, Map<String, @Nullable String> key, @Nullable String version, @Nullable String column) {
        return edit("pin", table, key, edit -> edit.pin(copy(key), version, column));
    }

    /**
     * Takes a pin back.
     *
     * @param column null for every pin of the row
     * @return false where nothing was pinned
     */
    public boolean unpin(String table, Map<String, @Nullable String> key, @Nullable String column) {
        return edit("unpin", table, key, edit -> edit.unpin(copy(key), column));
    }

    private static Map<String, @Nullable String> copy(Map<String, @Nullable String> map) {
        return new LinkedHashMap<>(map);
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(Edit edit) throws SQLException;
    }

    /** @param row what tells which one it is about, be it more than its key */
    private <T> T edit(String command, String table, Map<String, @Nullable String> row, Work<T> work) {
        List<EditSteps.Behind> behind = new ArrayList<>();
        T done = written(command, table, row, work, behind);
        if (!behind.isEmpty() && !access.joins()) {
            // Where this is lost, the next run that writes makes up for it.
            access.writing((connection, dialect) -> {
                for (EditSteps.Behind each : behind) {
                    dialect.advanceSequence(connection, each.table(), each.column());
                }
                return true;
            });
        }
        return done;
    }

    private <T> T written(
            String command,
            String table,
            Map<String, @Nullable String> row,
            Work<T> work,
            List<EditSteps.Behind> behind) {
        return planners.writing(new Planned.About(table, copy(row)), (connection, dialect, planned) -> {
            TableView view = planned.table(table).open();
            Savepoint before = connection.setSavepoint();
            try {
                EditSteps steps = new EditSteps(access, connection, dialect, planned, view, command, actor, reason);
                T done = work.with(new Edit(steps));
                behind.addAll(steps.behind());
                if (access.joins()) {
                    connection.releaseSavepoint(before);
                }
                return done;
            } catch (SQLException | RuntimeException e) {
                undo(connection, before, e);
                throw e instanceof SQLException failure
                        ? new DatabaseRefusal(connection, dialect, view).of(failure)
                        : (RuntimeException) e;
            }
        });
    }

    private static void undo(Connection connection, Savepoint before, Exception cause) {
        try {
            connection.rollback(before);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}

package dev.seedbed.ledger;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.TableName;
import dev.seedbed.plan.LedgerView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The entries of a ledger, the latest first. */
public final class Trail {
    private static final int FETCHED = 50;

    private final LedgerTable ledger;

    public Trail(Dialect dialect, TableName ledger) {
        this.ledger = new LedgerTable(dialect, ledger);
    }

    /** Those that a filter lets through; only reads, in the transaction that the connection is in. */
    public List<TrailEntry> read(Connection connection, TrailFilter filter) throws SQLException {
        FormerKeys keys = keys(connection, filter);
        List<Object> parameters = new ArrayList<>();
        String sql = ledger.select() + where(filter, keys, parameters) + " order by seq desc"
                + (filter.key().isEmpty() ? " limit " + filter.limit() : "");
        List<TrailEntry> entries = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCHED);
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (entries.size() < filter.limit() && rows.next()) {
                    Entry entry = Entry.of(rows);
                    List<TrailRow> told = rows(entry, filter, keys);
                    if (filter.key().isEmpty() || !told.isEmpty()) {
                        entries.add(entry(entry, told));
                    }
                }
            }
        }
        return entries;
    }

    /** The keys of the row that is asked for; null for all rows. */
    private @Nullable FormerKeys keys(Connection connection, TrailFilter filter) throws SQLException {
        if (filter.key().isEmpty()) {
            return null;
        }
        String table = Objects.requireNonNull(filter.table());
        return new FormerKeys(
                LedgerView.key(filter.key()), FormerKeys.steps(connection, ledger, table, filter.key(), entry -> true));
    }

    private static String where(TrailFilter filter, @Nullable FormerKeys keys, List<Object> parameters) {
        List<String> conditions = new ArrayList<>();
        add(conditions, parameters, "seq < ?", filter.before());
        add(conditions, parameters, "table_name = ?", filter.table());
        add(conditions, parameters, "lower(actor) = lower(?)", filter.actor());
        add(conditions, parameters, "run_id = ?", filter.run());
        add(conditions, parameters, "written_at >= ?", filter.from() == null ? null : LedgerRun.time(filter.from()));
        add(conditions, parameters, "written_at < ?", filter.to() == null ? null : LedgerRun.time(filter.to()));
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        if (keys == null) {
            return where;
        }
        BodiesWith bodies = BodiesWith.anyOf(keys.all(filter.key()));
        parameters.addAll(bodies.parameters());
        return where + bodies.condition();
    }

    private static void add(
            List<String> conditions, List<Object> parameters, String condition, @Nullable Object parameter) {
        if (parameter != null) {
            conditions.add(condition);
            parameters.add(parameter);
        }
    }

    /** @param keys null for all rows */
    private static List<TrailRow> rows(Entry entry, TrailFilter filter, @Nullable FormerKeys keys) {
        List<TrailRow> rows = new ArrayList<>();
        String wanted = keys == null ? "" : LedgerView.key(filter.key());
        BodyReader row = new BodyReader(entry.body());
        try {
            for (int i = 0; rows.size() < filter.rows() && row.next(); i++) {
                if (keys == null || isAbout(row, wanted, keys.at(entry, i))) {
                    rows.add(new TrailRow(
                            row.kind(),
                            row.key(),
                            row.kind() == EntryKind.RENAMED ? row.formerKey() : null,
                            row.before(),
                            row.columns(),
                            row.kept(),
                            row.secret()));
                }
            }
        } catch (BodyReader.Unreadable e) {
            throw e.of("entry " + entry.seq());
        }
        return rows;
    }

    /**
     * True for the row that is asked for, and for others that had its key.
     *
     * @param then the key that it had then
     */
    private static boolean isAbout(BodyReader row, String wanted, String then) {
        String key = row.spelledKey();
        if (key.equals(wanted) || key.equals(then)) {
            return true;
        }
        KeyStep step = KeyStep.of(row);
        return step != null
                && (step.from().equals(wanted)
                        || step.from().equals(then)
                        || step.to().equals(wanted)
                        || step.to().equals(then));
    }

    private static TrailEntry entry(Entry entry, List<TrailRow> rows) {
        return new TrailEntry(
                entry.seq(),
                entry.epoch(),
                entry.runId(),
                entry.writtenAt(),
                entry.actor(),
                entry.mode(),
                entry.environment(),
                entry.reason(),
                entry.seeder(),
                entry.table(),
                entry.kinds(),
                entry.rows(),
                rows);
    }
}

package dev.seedbed.ledger;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.JsonText;
import dev.seedbed.database.TableName;
import dev.seedbed.plan.LedgerView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        List<Object> parameters = new ArrayList<>();
        String sql = ledger.select() + where(filter, parameters) + " order by seq desc"
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
                    List<TrailRow> told = rows(entry, filter);
                    if (filter.key().isEmpty() || !told.isEmpty()) {
                        entries.add(entry(entry, told));
                    }
                }
            }
        }
        return entries;
    }

    private static String where(TrailFilter filter, List<Object> parameters) {
        List<String> conditions = new ArrayList<>();
        add(conditions, parameters, "seq < ?", filter.before());
        add(conditions, parameters, "table_name = ?", filter.table());
        add(conditions, parameters, "actor = ?", filter.actor());
        add(conditions, parameters, "written_at >= ?", filter.from() == null ? null : LedgerRun.time(filter.from()));
        add(conditions, parameters, "written_at < ?", filter.to() == null ? null : LedgerRun.time(filter.to()));
        for (String text : filter.key().values()) {
            if (text != null) {
                // A body that has the row has its texts; whether it has the row itself is seen when it is read.
                String quoted = JsonText.quote(text).replaceAll("([!%_])", "!$1");
                add(conditions, parameters, "body like ? escape '!'", "%" + quoted + "%");
            }
        }
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private static void add(
            List<String> conditions, List<Object> parameters, String condition, @Nullable Object parameter) {
        if (parameter != null) {
            conditions.add(condition);
            parameters.add(parameter);
        }
    }

    private static List<TrailRow> rows(Entry entry, TrailFilter filter) {
        List<TrailRow> rows = new ArrayList<>();
        String wanted = filter.key().isEmpty() ? null : LedgerView.key(filter.key());
        BodyReader row = new BodyReader(entry.body());
        try {
            while (rows.size() < filter.rows() && row.next()) {
                if (wanted == null || isAbout(row, wanted)) {
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

    private static boolean isAbout(BodyReader row, String wanted) {
        if (row.spelledKey().equals(wanted) || wanted.equals(row.spelledFormerKey())) {
            return true;
        }
        if (row.kind() != EntryKind.CHANGED) {
            return false;
        }
        Map<String, @Nullable String> after = new LinkedHashMap<>(row.key());
        row.columns().forEach(after::replace);
        return LedgerView.key(after).equals(wanted);
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

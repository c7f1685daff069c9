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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entries of a ledger, the latest first. */
public final class Trail {
    private static final int FETCHED = 50;

    /** More keys of one row than that are looked for in all entries. */
    private static final int MOST_KEYS = 20;

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
        return new FormerKeys(LedgerView.key(filter.key()), FormerKeys.steps(connection, ledger, table, entry -> true));
    }

    private static String where(TrailFilter filter, @Nullable FormerKeys keys, List<Object> parameters) {
        List<String> conditions = new ArrayList<>();
        add(conditions, parameters, "seq < ?", filter.before());
        add(conditions, parameters, "table_name = ?", filter.table());
        add(conditions, parameters, "actor = ?", filter.actor());
        add(conditions, parameters, "written_at >= ?", filter.from() == null ? null : LedgerRun.time(filter.from()));
        add(conditions, parameters, "written_at < ?", filter.to() == null ? null : LedgerRun.time(filter.to()));
        if (keys != null) {
            Set<Map<String, @Nullable String>> all = new LinkedHashSet<>();
            all.add(filter.key());
            all.addAll(keys.former());
            addBodies(conditions, parameters, all);
        }
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    /** A body that has the row has its texts; whether it has the row itself is seen when it is read. */
    private static void addBodies(
            List<String> conditions, List<Object> parameters, Set<Map<String, @Nullable String>> keys) {
        if (keys.size() > MOST_KEYS) {
            return;
        }
        List<String> either = new ArrayList<>();
        for (Map<String, @Nullable String> key : keys) {
            List<String> all = new ArrayList<>();
            for (String text : key.values()) {
                if (text != null) {
                    String quoted = JsonText.quote(text).replaceAll("([!%_])", "!$1");
                    add(all, parameters, "body like ? escape '!'", "%" + quoted + "%");
                }
            }
            either.add(all.isEmpty() ? "1 = 1" : "(" + String.join(" and ", all) + ")");
        }
        conditions.add("(" + String.join(" or ", either) + ")");
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

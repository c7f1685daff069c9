package dev.seedbed.ledger;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The runs that a ledger tells of. */
public final class RunList {
    private final LedgerTable table;

    public RunList(Dialect dialect, TableName ledger) {
        this.table = new LedgerTable(dialect, ledger);
    }

    /** The latest runs, the last one first. */
    public List<RunSummary> latest(Connection connection, int most) throws SQLException {
        List<RunSummary> runs = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement(table.selectWithoutBody() + " order by seq desc")) {
            statement.setFetchSize(Math.min(1_000, most * 2));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next() && runs.size() < most) {
                    Entry entry = Entry.of(rows);
                    if (!entries.isEmpty() && !entries.get(0).runId().equals(entry.runId())) {
                        runs.add(summary(entries));
                        entries.clear();
                    }
                    entries.add(entry);
                }
            }
        }
        if (!entries.isEmpty() && runs.size() < most) {
            runs.add(summary(entries));
        }
        return runs;
    }

    /** @param entries those of one run, the last one first */
    private static RunSummary summary(List<Entry> entries) {
        Map<List<String>, RunSummary.Rows> tables = new LinkedHashMap<>();
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            String tableName = entry.table();
            if (tableName != null) {
                List<String> place = List.of(tableName, Objects.requireNonNullElse(entry.seeder(), ""));
                RunSummary.Rows rows = tables.computeIfAbsent(
                        place, p -> new RunSummary.Rows(entry.seeder(), tableName, new LinkedHashMap<>()));
                count(entry.kinds(), rows.counts());
            }
        }
        Entry last = entries.get(0);
        Entry first = entries.get(entries.size() - 1);
        return new RunSummary(
                first.runId(),
                first.writtenAt(),
                first.actor(),
                first.mode(),
                first.environment(),
                first.reason(),
                last.epoch(),
                first.seq(),
                last.seq(),
                List.copyOf(tables.values()));
    }

    /** Adds up such as {@code planted 500, renamed 1}; what has another form somebody else wrote, and does not count. */
    private static void count(String kinds, Map<String, Long> counts) {
        for (String kind : kinds.split(", ", -1)) {
            int blank = kind.indexOf(' ');
            if (blank > 0 && kind.substring(blank + 1).matches("[0-9]{1,9}")) {
                counts.merge(kind.substring(0, blank), Long.valueOf(kind.substring(blank + 1)), Long::sum);
            }
        }
    }
}

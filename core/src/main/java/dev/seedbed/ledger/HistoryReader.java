package dev.seedbed.ledger;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.TableName;
import dev.seedbed.plan.LedgerView;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds all that a ledger tells of one row, also under the keys that it had before. */
public final class HistoryReader {
    private final LedgerTable ledger;
    private final String table;
    private final String key;
    private final FormerNames.Name asked;

    /** The renames that led to the key, the last one first. */
    private final List<Rename> renames = new ArrayList<>();

    /**
     * A rename that was written down.
     *
     * @param row which row of the entry it is
     */
    private record Rename(int epoch, long seq, int row, String from, String to) {
        boolean isAfter(long otherSeq, int otherRow) {
            return seq > otherSeq || seq == otherSeq && row > otherRow;
        }
    }

    HistoryReader(Dialect dialect, TableName ledger, String table, FormerNames.Name key) {
        this.ledger = new LedgerTable(dialect, ledger);
        this.table = table;
        this.asked = key;
        this.key = LedgerView.key(key.key());
    }

    /** What happened to the row; no events where nothing is known of it. */
    public RowHistory read(Connection connection) throws SQLException {
        follow(connection);
        int[] epoch = {0};
        Entry last = ledger.last(connection);
        epoch[0] = last == null ? 0 : last.epoch();
        RowHistory.Sum sum = new RowHistory.Sum();
        entries(connection, "", entry -> {
            BodyReader row = new BodyReader(entry.body());
            for (int i = 0; row.next(); i++) {
                String then = keyAt(entry, i);
                boolean here = row.spelledKey().equals(then);
                if (here || then.equals(row.spelledFormerKey())) {
                    sum.add(row.kind(), event(entry, row, entry.epoch() == epoch[0]), !here);
                }
            }
        });
        return sum.history(table, asked.key());
    }

    /** The names of all tables that entries are about. */
    public static List<String> tables(Connection connection, Dialect dialect, TableName ledger) throws SQLException {
        List<String> tables = new ArrayList<>();
        LedgerTable.read(
                connection,
                "select distinct table_name from " + new LedgerTable(dialect, ledger).quoted()
                        + " where table_name is not null order by table_name",
                List.of(),
                row -> tables.add(row.getString(1)));
        return tables;
    }

    private void follow(Connection connection) throws SQLException {
        List<Rename> all = new ArrayList<>();
        entries(connection, " and kinds like '%renamed%'", entry -> {
            BodyReader row = new BodyReader(entry.body());
            for (int i = 0; row.next(); i++) {
                String former = row.kind() == EntryKind.RENAMED ? row.spelledFormerKey() : null;
                if (former != null) {
                    all.add(new Rename(entry.epoch(), entry.seq(), i, former, row.spelledKey()));
                }
            }
        });
        String current = key;
        int epoch = -1;
        for (int i = all.size() - 1; i >= 0; i--) {
            Rename rename = all.get(i);
            // What a reset has emptied had its own names.
            current = rename.epoch() == epoch ? current : key;
            epoch = rename.epoch();
            if (rename.to().equals(current)) {
                renames.add(rename);
                current = rename.from();
            }
        }
    }

    /** The key that the row had at some place of the ledger. */
    private String keyAt(Entry entry, int row) {
        String then = key;
        for (Rename rename : renames) {
            if (rename.epoch() == entry.epoch() && rename.isAfter(entry.seq(), row)) {
                then = rename.from();
            }
        }
        return then;
    }

    /** Takes entries one by one. */
    @FunctionalInterface
    private interface Taker {
        void take(Entry entry);
    }

    private void entries(Connection connection, String condition, Taker taker) throws SQLException {
        LedgerTable.read(
                connection,
                ledger.select() + " where table_name = ?" + condition + " order by seq",
                List.of(table),
                row -> {
                    Entry entry = Entry.of(row);
                    if (!asked.isMeantBy(entry)) {
                        return;
                    }
                    try {
                        taker.take(entry);
                    } catch (BodyReader.Unreadable e) {
                        throw e.of("entry " + entry.seq());
                    }
                });
    }

    private static RowHistory.Event event(Entry entry, BodyReader row, boolean counts) {
        return new RowHistory.Event(
                entry.seq(),
                row.kind().label(),
                counts,
                entry.runId(),
                entry.writtenAt(),
                entry.actor(),
                entry.mode(),
                entry.environment(),
                entry.reason(),
                entry.seeder(),
                row.key(),
                row.kind() == EntryKind.RENAMED ? row.formerKey() : null,
                row.columns(),
                row.kept(),
                row.before(),
                row.secret());
    }
}

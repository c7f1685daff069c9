package dev.seedbed.ledger;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.TableName;
import dev.seedbed.plan.LedgerView;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds all that a ledger tells of one row, also under the keys that it had before. */
public final class HistoryReader {
    private final LedgerTable ledger;
    private final String table;
    private final String key;
    private final FormerNames.Name asked;

    HistoryReader(Dialect dialect, TableName ledger, String table, FormerNames.Name key) {
        this.ledger = new LedgerTable(dialect, ledger);
        this.table = table;
        this.asked = key;
        this.key = LedgerView.key(key.key());
    }

    /** What happened to the row; no events where nothing is known of it. */
    public RowHistory read(Connection connection) throws SQLException {
        List<FormerKeys.Placed> steps = FormerKeys.steps(connection, ledger, table, asked.key(), asked::isMeantBy);
        FormerKeys keys = new FormerKeys(key, steps);
        // Of a row whose key a person changed, runs do not know what it was before.
        FormerKeys forRuns = new FormerKeys(
                key, steps.stream().filter(each -> !each.step().isByPerson()).toList());
        Entry last = ledger.last(connection);
        int epoch = last == null ? 0 : last.epoch();
        RowHistory.Sum sum = new RowHistory.Sum();
        // Where the key went from one row to another, runs know a row that people do not.
        Set<Map<String, @Nullable String>> all = new LinkedHashSet<>(keys.all(asked.key()));
        all.addAll(forRuns.all(asked.key()));
        entries(connection, all, entry -> {
            BodyReader row = new BodyReader(entry.body());
            for (int i = 0; row.next(); i++) {
                add(sum, entry, row, keys.at(entry, i), forRuns.at(entry, i), epoch);
            }
        });
        return sum.history(table, asked.key());
    }

    /**
     * Adds what an entry tells of a row, where it is the one that was asked for.
     *
     * @param then the key that the row had
     * @param forRuns the key that it had for runs
     */
    private static void add(RowHistory.Sum sum, Entry entry, BodyReader row, String then, String forRuns, int epoch) {
        String spelled = row.spelledKey();
        KeyStep step = KeyStep.of(row);
        boolean isHere = then.equals(step == null ? spelled : step.to());
        boolean isIt = isHere || step != null && then.equals(step.from());
        boolean isHereForRuns = forRuns.equals(spelled);
        boolean isItForRuns = isHereForRuns || forRuns.equals(row.spelledFormerKey());
        if (!isIt && !isItForRuns) {
            return;
        }
        RowHistory.Event event = event(entry, row, entry.epoch() == epoch);
        sum.list(event);
        if (isIt) {
            sum.add(row.kind(), event, !isHere);
        }
        if (isItForRuns) {
            sum.count(row.kind(), event, !isHereForRuns);
        }
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

    /** Takes entries one by one. */
    @FunctionalInterface
    private interface Taker {
        void take(Entry entry);
    }

    private void entries(Connection connection, Set<Map<String, @Nullable String>> keys, Taker taker)
            throws SQLException {
        BodiesWith bodies = BodiesWith.anyOf(keys);
        List<String> parameters = new ArrayList<>(List.of(table));
        parameters.addAll(bodies.parameters());
        String sql = ledger.select() + " where table_name = ?" + bodies.condition() + " order by seq";
        LedgerTable.read(connection, sql, parameters, row -> {
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

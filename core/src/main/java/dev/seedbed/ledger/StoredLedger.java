package dev.seedbed.ledger;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.TableName;
import dev.seedbed.plan.LedgerReference;
import dev.seedbed.plan.LedgerView;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A ledger as it is in the database, for <em>one</em> plan: it remembers what it has read, until it is asked for a table
 * once more. Only SELECT is needed, and a transaction that only reads will do. A small ledger is read whole in two round
 * trips, a large one table by table.
 *
 * <p>Not thread-safe.
 */
public final class StoredLedger implements LedgerView {
    /** Most rows that are kept until their table is asked for. */
    private static final int MOST_KEPT_ROWS = 5_000;

    private static final String OF_THIS_EPOCH = " where epoch = (select epoch from %s order by seq desc limit 1)";

    private final LedgerTable table;
    private final Set<String> asked = new HashSet<>();
    private @Nullable Map<String, Extent> extents;
    private @Nullable Map<String, List<LedgerBody>> kept;

    /** How much there is of a table, and whether rows of it were renamed. */
    private record Extent(long rows, boolean renames) {}

    public StoredLedger(Dialect dialect, TableName ledger) {
        this.table = new LedgerTable(dialect, ledger);
    }

    /**
     * The ledger among the tables described, or {@link LedgerView#NONE}.
     *
     * @throws SeedException as {@link LedgerTable#in}
     */
    public static LedgerView in(Catalogue catalogue, Dialect dialect) {
        TableName ledger = LedgerTable.in(catalogue);
        return ledger == null ? NONE : new StoredLedger(dialect, ledger);
    }

    @Override
    public Rows read(
            Connection connection, String tableName, List<LedgerReference> references, Predicate<String> wanted)
            throws SQLException {
        if (extents == null || !asked.add(tableName)) {
            look(connection);
            asked.clear();
            asked.add(tableName);
        }
        Extent extent = Objects.requireNonNull(extents).get(tableName);
        if (extent == null) {
            return new KnownRows(wanted, ReferredRenames.NONE);
        }
        try {
            Bodies bodies = bodies(connection, tableName);
            ReferredRenames referred = referred(connection, references);
            KnownRows rows =
                    new KnownRows(extent.renames() ? withFormerKeys(bodies, wanted, referred) : wanted, referred);
            bodies.each(false, rows::add);
            return rows;
        } catch (BodyReader.Unreadable e) {
            throw e.of("entries of table " + tableName);
        }
    }

    private ReferredRenames referred(Connection connection, List<LedgerReference> references) throws SQLException {
        ReferredRenames referred = new ReferredRenames();
        Map<String, List<LedgerReference>> byTable = new LinkedHashMap<>();
        references.forEach(reference -> byTable.computeIfAbsent(reference.table(), t -> new ArrayList<>())
                .add(reference));
        for (Map.Entry<String, List<LedgerReference>> each : byTable.entrySet()) {
            Extent extent = Objects.requireNonNull(extents).get(each.getKey());
            if (extent != null && extent.renames()) {
                bodies(connection, each.getKey())
                        .each(true, body -> each.getValue().forEach(reference -> referred.add(reference, body)));
            }
        }
        return referred;
    }

    @Override
    public boolean knowsOf(Connection connection, String tableName) throws SQLException {
        if (extents == null) {
            look(connection);
        }
        return Objects.requireNonNull(extents).containsKey(tableName);
    }

    /** Finds out how much there is, and reads it where that is little. */
    private void look(Connection connection) throws SQLException {
        Map<String, Extent> found = new HashMap<>();
        long[] rows = {0};
        LedgerTable.read(
                connection,
                "select table_name, sum(row_count), sum(case when kinds like '%renamed%' then 1 else 0 end) from "
                        + table.quoted() + ofThisEpoch() + " and table_name is not null group by table_name",
                List.of(),
                row -> {
                    found.put(row.getString(1), new Extent(row.getLong(2), row.getLong(3) > 0));
                    rows[0] += row.getLong(2);
                });
        extents = found;
        kept = null;
        if (rows[0] > 0 && rows[0] <= MOST_KEPT_ROWS) {
            Map<String, List<LedgerBody>> bodies = new HashMap<>();
            LedgerTable.read(
                    connection,
                    "select table_name, seq, run_id, body from " + table.quoted() + ofThisEpoch()
                            + " and table_name is not null order by seq",
                    List.of(),
                    row -> bodies.computeIfAbsent(row.getString(1), t -> new ArrayList<>())
                            .add(new LedgerBody(row.getLong(2), row.getString(3), row.getString(4))));
            kept = bodies;
        }
    }

    private String ofThisEpoch() {
        return OF_THIS_EPOCH.formatted(table.quoted());
    }

    /** The bodies of the entries of a table, in their order. */
    @FunctionalInterface
    private interface Bodies {
        void each(boolean renamesOnly, Taker taker) throws SQLException;
    }

    @FunctionalInterface
    private interface Taker {
        void take(LedgerBody body);
    }

    private Bodies bodies(Connection connection, String tableName) {
        Map<String, List<LedgerBody>> all = kept;
        if (all != null) {
            List<LedgerBody> bodies = all.getOrDefault(tableName, List.of());
            return (renamesOnly, taker) -> bodies.forEach(taker::take);
        }
        return (renamesOnly, taker) -> LedgerTable.read(
                connection,
                "select seq, run_id, body from " + table.quoted() + ofThisEpoch() + " and table_name = ?"
                        + (renamesOnly ? " and kinds like '%renamed%'" : "") + " order by seq",
                List.of(tableName),
                row -> taker.take(new LedgerBody(row.getLong(1), row.getString(2), row.getString(3))));
    }

    /** Rows that are wanted are wanted under the keys that they had before, too. */
    private static Predicate<String> withFormerKeys(Bodies bodies, Predicate<String> wanted, ReferredRenames referred)
            throws SQLException {
        List<String[]> renames = new ArrayList<>();
        bodies.each(true, body -> {
            BodyReader row = new BodyReader(body.text());
            while (row.next()) {
                String former = row.kind() == EntryKind.RENAMED ? KnownRows.formerKey(body, row, referred) : null;
                if (former != null) {
                    renames.add(new String[] {former, KnownRows.key(body, row, referred)});
                }
            }
        });
        Set<String> also = new HashSet<>();
        for (int i = renames.size() - 1; i >= 0; i--) {
            String to = renames.get(i)[1];
            if (also.contains(to) || wanted.test(to)) {
                also.add(renames.get(i)[0]);
            }
        }
        return key -> also.contains(key) || wanted.test(key);
    }
}

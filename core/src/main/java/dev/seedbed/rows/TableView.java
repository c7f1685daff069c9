package dev.seedbed.rows;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.ledger.LedgerMemory;
import dev.seedbed.ledger.LedgerTable;
import dev.seedbed.ledger.TableHistory;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.GivenValues;
import dev.seedbed.plan.Judgements;
import dev.seedbed.plan.LedgerView;
import dev.seedbed.plan.LiveRows;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.PlannedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One seeded table as a plan sees it, told row by row; for one transaction. */
final class TableView {
    private final Connection connection;
    private final Dialect dialect;
    private final Plan plan;
    private final PlannedTable planned;
    private final Set<String> secrets;
    private final LedgerKey ledgerKey;
    private final LedgerMemory memory;
    private final Judgements judgements;
    private @Nullable LiveRows live;
    private final TableColumns columns;

    TableView(
            Connection connection,
            Dialect dialect,
            Plan plan,
            PlannedTable planned,
            Set<String> secrets,
            LedgerKey ledgerKey,
            LedgerMemory memory) {
        this.connection = connection;
        this.dialect = dialect;
        this.plan = plan;
        this.planned = planned;
        this.secrets = secrets;
        this.ledgerKey = ledgerKey;
        this.memory = memory;
        this.judgements = new Judgements(plan, planned);
        this.columns = new TableColumns(planned.table(), secrets);
    }

    /** A row with what is declared of it; one of the two may be missing. */
    record Found(LiveRows.@Nullable Live live, Judgements.@Nullable Row declared) {
        /** Its key as a ledger spells it. */
        Map<String, @Nullable String> ledgerKey() {
            return declared == null ? Objects.requireNonNull(live).key() : declared.ledgerKey();
        }
    }

    BoundTable bound() {
        return planned.table();
    }

    Table table() {
        return planned.table().table();
    }

    String name() {
        return planned.table().writtenName();
    }

    /** How many rows the seeds declare. */
    long declared() {
        return planned.size();
    }

    String where() {
        return "table " + name();
    }

    /** Those of which people are told something. */
    TableColumns columns() {
        return columns;
    }

    /** How rows are told a column of any table; as the database has it where the table is of no interest to seeds. */
    String label(TableName table, String name) {
        Table known = plan.catalogue().table(table);
        Column column = known == null ? null : known.column(name);
        return column == null ? name : column.label();
    }

    Judgements judgements() {
        return judgements;
    }

    Set<String> secrets() {
        return secrets;
    }

    GivenValues given(String at) {
        return new GivenValues(connection, dialect, planned, secrets, at);
    }

    LiveRows live() {
        LiveRows known = live;
        if (known == null) {
            known = new LiveRows(connection, dialect, planned);
            live = known;
        }
        return known;
    }

    /** Why nothing of its rows is told; null where that is not so. */
    @Nullable
    String closed() {
        for (Column column : bound().keyColumns()) {
            if (secrets.contains(column.label())) {
                return "its key has the sensitive column \"" + column.label() + "\"";
            }
        }
        return null;
    }

    /** @throws RowException for a table of which no rows are told */
    TableView open() {
        String why = closed();
        if (why != null) {
            throw new RowException(
                    RowException.Why.NO_TABLE,
                    "The rows of table \"" + name() + "\" are not shown: " + why + ".",
                    where(),
                    "give the table a key that is no secret");
        }
        return this;
    }

    SeededTable described() {
        return new TableDescription(this, plan, planned).of(Map.of());
    }

    /** The same with the values that check constraints list. */
    SeededTable describedWithLists() throws SQLException {
        return new TableDescription(this, plan, planned).withLists(connection, dialect);
    }

    /** The ledger's table; null where the database has none. */
    @Nullable
    TableName ledger() {
        return LedgerTable.in(plan.catalogue());
    }

    /** What the ledger knows of some rows; nothing where there is none. */
    @Nullable
    TableHistory history(List<Found> rows) throws SQLException {
        TableName ledger = ledger();
        if (ledger == null) {
            return null;
        }
        Set<String> keys = new LinkedHashSet<>();
        rows.forEach(row -> keys.add(LedgerView.key(row.ledgerKey())));
        return memory.history(connection, dialect, ledger, bound().ledgerName(), keys);
    }

    /** Live rows with what is declared of them. */
    List<Found> found(List<LiveRows.Live> rows) {
        BitSet ordinals = new BitSet();
        rows.forEach(row -> {
            if (row.ordinal() >= 0) {
                ordinals.set(row.ordinal());
            }
        });
        Map<Integer, Judgements.Row> declared = judgements.of(ordinals);
        List<Found> found = new ArrayList<>();
        rows.forEach(row -> found.add(new Found(row, declared.get(row.ordinal()))));
        return found;
    }

    List<TableRow> told(List<Found> rows) throws SQLException {
        TableHistory history = history(rows);
        List<TableRow> told = new ArrayList<>();
        ToldRows telling = new ToldRows(this, plan, history);
        rows.forEach(row -> told.add(telling.of(row)));
        return told;
    }

    TableRow told(Found row) throws SQLException {
        return told(List.of(row)).get(0);
    }

    String version(LiveRows.Live row) {
        return RowVersion.of(row.texts(), secrets, ledgerKey);
    }

    /** What some columns hold, under the names that reports use, references by the natural keys of their rows. */
    Map<String, @Nullable String> named(LiveRows.Live row, Set<String> columns) {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        for (String label : columns) {
            if (secrets.contains(label)) {
                continue;
            }
            Map<String, @Nullable String> reference = row.references().getOrDefault(label, Map.of());
            if (reference.isEmpty()) {
                texts.put(label, row.texts().get(label));
            } else {
                reference.forEach((path, leaf) -> texts.put(label + "." + path, leaf));
            }
        }
        return texts;
    }
}

package dev.seedbed.rows;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.ListedValues;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.ledger.LedgerMemory;
import dev.seedbed.ledger.LedgerTable;
import dev.seedbed.ledger.TableHistory;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.Cell;
import dev.seedbed.plan.GivenValues;
import dev.seedbed.plan.Judgements;
import dev.seedbed.plan.LedgerView;
import dev.seedbed.plan.LiveRows;
import dev.seedbed.plan.Plan;
import dev.seedbed.plan.PlannedTable;
import dev.seedbed.plan.RowChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One seeded table as a plan sees it, told row by row; for one transaction. */
final class TableView {
    /** Types of columns that tell when something was. Others mark in a way of their own what they mark. */
    private static final Set<ColumnType.Kind> MOMENTS =
            Set.of(ColumnType.Kind.DATE, ColumnType.Kind.TIMESTAMP, ColumnType.Kind.TIMESTAMP_WITH_ZONE);

    /** What makes values; others take them from somewhere. */
    private static final Set<Cell.Generator> MADE =
            Set.of(Cell.Generator.UUID_V4, Cell.Generator.UUID_V7, Cell.Generator.NOW);

    private final Connection connection;
    private final Dialect dialect;
    private final Plan plan;
    private final PlannedTable planned;
    private final Set<String> secrets;
    private final LedgerKey ledgerKey;
    private final LedgerMemory memory;
    private final Judgements judgements;
    private @Nullable LiveRows live;
    private @Nullable List<Column> listed;

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

    /**
     * The columns that seeds name, with values or under such as {@code insert-only}: of others nothing is told, sorted or
     * changed. Tables of an application hold more than their seeds speak of.
     */
    List<Column> listed() {
        List<Column> known = listed;
        if (known == null) {
            known = table().columns().stream().filter(this::isNamed).toList();
            listed = known;
        }
        return known;
    }

    private boolean isNamed(Column column) {
        return bound().isNamed(column)
                || secrets.contains(column.label())
                || bound().parts().stream()
                        .map(BoundTable.Part::seeds)
                        .flatMap(seeds -> Stream.of(seeds.insertOnly(), seeds.managed()))
                        .flatMap(Set::stream)
                        .anyMatch(name -> column.equals(table().column(name)));
    }

    /** @throws RowException for a column that the table does not have, or that seeds do not name */
    Column column(String name) {
        Column column = table().column(name);
        if (column == null || !listed().contains(column)) {
            throw new RowException(
                    RowException.Why.INVALID,
                    "Table \"" + name() + "\" has no column \"" + name + "\""
                            + (column == null ? "." : " for people: its seeds do not name it."),
                    where(),
                    "its columns are " + labels(listed())
                            + (column == null
                                    ? ""
                                    : "; name it in the seeds, under \"insert-only\" where they give no value"));
        }
        return column;
    }

    /**
     * Refuses values of columns that seeds do not name.
     *
     * @param names of columns, or such as {@code tier_id.code}; of those that the table does not have nothing is said here
     */
    void refuseUnlisted(Set<String> names) {
        for (String name : names) {
            int dot = table().column(name) == null ? name.indexOf('.') : -1;
            String column = dot < 0 ? name : name.substring(0, dot);
            if (table().column(column) != null) {
                column(column);
            }
        }
    }

    private static String labels(List<Column> columns) {
        return columns.stream().map(Column::label).collect(Collectors.joining(", "));
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
        return described(Map.of());
    }

    /** The same with the values that check constraints list. */
    SeededTable describedWithLists() throws SQLException {
        Map<Column, List<String>> lists = new LinkedHashMap<>();
        for (ListedValues listed : dialect.listedValues(connection, table().name())) {
            Column column = table().column(listed.column());
            if (column != null) {
                // Of two lists a value has to be in both.
                lists.merge(
                        column,
                        listed.values(),
                        (one, other) -> one.stream().filter(other::contains).toList());
            }
        }
        return described(lists);
    }

    private SeededTable described(Map<Column, List<String>> lists) {
        BoundTable.Layout layout = bound().layout();
        Set<String> insertOnly = new LinkedHashSet<>();
        Set<String> seeders = new LinkedHashSet<>();
        bound().parts().forEach(part -> {
            seeders.add(part.unit().name());
            part.seeds().insertOnly().forEach(name -> {
                Column column = table().column(name);
                insertOnly.add(column == null ? name : column.label());
            });
        });
        Set<String> isProtected = judgements.protectedColumns();
        List<SeededColumn> columns = new ArrayList<>();
        for (Column column : listed()) {
            int index = bound().isNamed(column) ? layout.index(column) : -1;
            ForeignKey foreignKey = table().foreignKey(column);
            BoundTable target = foreignKey == null ? null : shown(foreignKey.target());
            columns.add(new SeededColumn(
                    column.label(),
                    column.type().sql(),
                    column.nullable(),
                    index >= 0 && bound().isKey(index),
                    index >= 0,
                    index >= 0 && layout.managed()[index],
                    insertOnly.contains(column.label()),
                    secrets.contains(column.label()),
                    isGenerated(column),
                    isFilledIn(column, index),
                    isProtected.contains(column.label()),
                    foreignKey == null ? null : foreignKey.target().label(),
                    target != null,
                    target == null ? null : keyOf(target, column, Objects.requireNonNull(foreignKey)),
                    column.optional() || index >= 0 && layout.onInsert()[index] != null,
                    isSortable(column),
                    ColumnForm.of(column.type(), lists.getOrDefault(column, List.of()))));
        }
        return new SeededTable(
                name(),
                List.copyOf(seeders),
                closed() == null ? live().keyNames() : List.of(),
                columns,
                judgements.areAnyProtected(),
                planned.size(),
                planned.size() - (long) planned.unchanged(),
                planned.extra(),
                deletedAt() == null ? null : Objects.requireNonNull(deletedAt()).label(),
                closed());
    }

    /** The column that takes the time at which somebody deletes a row; null where a deleted row is taken out. */
    @Nullable
    Column deletedAt() {
        Column mark = bound().layout().softDelete();
        return mark != null && isMoment(mark.type()) ? mark : null;
    }

    /** Also where the database keeps what is declared as a date or timestamp as text. */
    private static boolean isMoment(ColumnType type) {
        String declared = type.sql().toLowerCase(Locale.ROOT);
        return MOMENTS.contains(type.kind())
                || type.kind() == ColumnType.Kind.TEXT
                        && (declared.startsWith("date") || declared.startsWith("timestamp"));
    }

    /** The table of that name, where its rows are shown. */
    private @Nullable BoundTable shown(TableName name) {
        for (PlannedTable each : plan.tables()) {
            if (each.table().table().name().equals(name) && !each.table().hasMaskedKey()) {
                return each.table();
            }
        }
        return null;
    }

    private static @Nullable String keyOf(BoundTable target, Column column, ForeignKey foreignKey) {
        List<Column> key = target.keyColumns();
        String referred = foreignKey.targetColumns().get(foreignKey.columns().indexOf(column.name()));
        return key.size() == 1 && key.get(0).name().equals(referred)
                ? key.get(0).label()
                : null;
    }

    private boolean isSortable(Column column) {
        return !secrets.contains(column.label()) && LiveRows.areSortable(column.type());
    }

    /** @throws RowException for a column that the table does not have or seeds do not name, or by which no rows are sorted */
    LiveRows.@Nullable Sorting sorting(PageRequest.@Nullable Sort sort) {
        if (sort == null) {
            return null;
        }
        Column column = table().column(sort.column());
        if (column == null || !listed().contains(column) || !isSortable(column)) {
            throw new RowException(
                    RowException.Why.INVALID,
                    column == null || !listed().contains(column)
                            ? "Table \"" + name() + "\" has no column \"" + sort.column() + "\"."
                            : "Rows of table \"" + name() + "\" are not sorted by column \"" + column.label() + "\".",
                    where(),
                    "sort by one of "
                            + labels(listed().stream().filter(this::isSortable).toList()));
        }
        return new LiveRows.Sorting(column, sort.isDescending());
    }

    /**
     * Values of columns that rows are to hold.
     *
     * @throws RowException for a column that the table does not have, that seeds do not name, or that is sensitive
     */
    Map<Column, @Nullable String> holding(Map<String, @Nullable String> values) {
        Map<Column, @Nullable String> columns = new LinkedHashMap<>();
        values.forEach((name, text) -> {
            Column column = column(name);
            if (secrets.contains(column.label())) {
                throw new RowException(
                        RowException.Why.INVALID,
                        "Rows are not looked for by column \"" + column.label() + "\": it is sensitive.",
                        where(),
                        "look for them by their key");
            }
            columns.put(column, text);
        });
        return columns;
    }

    static boolean isGenerated(Column column) {
        return column.computed() || column.identity() == Column.Identity.ALWAYS;
    }

    /** @param index in the layout; -1 for none */
    private boolean isFilledIn(Column column, int index) {
        BoundTable.Layout layout = bound().layout();
        return isGenerated(column)
                || column.identity() != Column.Identity.NONE
                || column.sequence() != null
                || index >= 0 && (isMade(layout.onInsert()[index]) || isMade(layout.onUpdate()[index]));
    }

    private static boolean isMade(@Nullable Cell cell) {
        return cell instanceof Cell.Generated made && MADE.contains(made.generator());
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
        rows.forEach(row -> told.add(told(row, history)));
        return told;
    }

    TableRow told(Found row) throws SQLException {
        return told(List.of(row)).get(0);
    }

    String version(LiveRows.Live row) {
        return RowVersion.of(row.texts(), secrets, ledgerKey);
    }

    private TableRow told(Found row, @Nullable TableHistory history) {
        LiveRows.Live present = row.live();
        Judgements.Row declared = row.declared();
        String key = LedgerView.key(row.ledgerKey());
        Set<String> pins = history == null ? Set.of() : history.pins(key);
        Map<String, TableValue> values = new LinkedHashMap<>();
        for (Column column : listed()) {
            values.put(column.label(), value(column, present, declared, key, pins, history));
        }
        RowChange change = declared == null ? other(Objects.requireNonNull(present)) : declared.change();
        Map<String, @Nullable String> name = present != null
                ? present.key()
                : Objects.requireNonNull(declared).key();
        return new TableRow(
                name(),
                name,
                present == null ? null : version(present),
                provenance(present, declared, values),
                declared == null ? null : declared.row().part().unit().name(),
                declared == null ? null : declared.row().seed().at().compact(),
                change,
                declared != null && declared.isProtected(),
                pins.contains(""),
                present != null && present.isDeleted(),
                values);
    }

    /** What the plan does to a row that no seed declares: it may be one that the seeds retire. */
    private @Nullable RowChange other(LiveRows.Live row) {
        for (RowChange change : plan.otherChanges()) {
            boolean isOfTable = bound().parts().stream()
                    .anyMatch(part -> part.seeds().table().equals(change.table()));
            if (isOfTable && change.key().equals(row.key())) {
                return change;
            }
        }
        return null;
    }

    private static Provenance provenance(
            LiveRows.@Nullable Live present, Judgements.@Nullable Row declared, Map<String, TableValue> values) {
        if (declared == null) {
            return present != null && present.ordinal() == LiveRows.RETIRED ? Provenance.RETIRED : Provenance.ADDED;
        }
        if (!declared.there()) {
            return Provenance.DELETED;
        }
        Provenance row = Provenance.DEFAULT;
        for (TableValue value : values.values()) {
            if (value.provenance() == Provenance.CUSTOMISED) {
                return Provenance.CUSTOMISED;
            }
            if (value.provenance() == Provenance.MANAGED
                    || value.provenance() == Provenance.FORMER_DEFAULT && row == Provenance.DEFAULT) {
                row = value.provenance();
            }
        }
        return row;
    }

    private TableValue value(
            Column column,
            LiveRows.@Nullable Live present,
            Judgements.@Nullable Row declared,
            String key,
            Set<String> pins,
            @Nullable TableHistory history) {
        String label = column.label();
        boolean secret = secrets.contains(label);
        String text = present == null ? null : present.texts().get(label);
        Map<String, @Nullable String> reference =
                present == null || secret ? Map.of() : present.references().getOrDefault(label, Map.of());
        Judgements.Value judged = declared == null ? null : declared.columns().get(label);
        TableHistory.Written written = history == null || present == null ? null : history.written(key, label);
        boolean isProtected =
                declared != null && judgements.protectedColumns(declared.row()).contains(label);
        return new TableValue(
                text != null,
                secret,
                secret ? null : text,
                reference,
                provenance(declared, judged),
                judged != null,
                judged == null || secret ? Map.of() : judged.declared(),
                judged == null || secret ? List.of() : judged.formers(),
                judged != null && judged.changes(),
                isProtected || declared != null && declared.isProtected(),
                pins.contains(label) || pins.contains(""),
                written != null && stands(written, column, text, reference) ? setBy(written) : null);
    }

    private static Provenance provenance(Judgements.@Nullable Row declared, Judgements.@Nullable Value value) {
        if (declared != null && !declared.there()) {
            return Provenance.DELETED;
        }
        if (value == null) {
            return Provenance.UNDECLARED;
        }
        if (!value.isCompared()) {
            return Provenance.UNCOMPARED;
        }
        if (!value.differs()) {
            return Provenance.DEFAULT;
        }
        return value.isFormer()
                ? Provenance.FORMER_DEFAULT
                : value.changes() ? Provenance.MANAGED : Provenance.CUSTOMISED;
    }

    /** True where what was written stands there still, as far as texts tell that. */
    private static boolean stands(
            TableHistory.Written written,
            Column column,
            @Nullable String text,
            Map<String, @Nullable String> reference) {
        if (written.texts().isEmpty()) {
            return true;
        }
        String plain = written.texts().get(column.label());
        if (written.texts().containsKey(column.label())) {
            return isOne(column, plain, text);
        }
        Map<String, @Nullable String> named = new LinkedHashMap<>();
        reference.forEach((path, leaf) -> named.put(column.label() + "." + path, leaf));
        return named.equals(written.texts());
    }

    /** True where two texts are one value of a column, as far as texts tell that. */
    static boolean isOne(Column column, @Nullable String given, @Nullable String live) {
        if (given == null || live == null) {
            return given == null && live == null;
        }
        String one = CanonicalText.of(column.type(), given);
        String other = CanonicalText.ofLive(column.type(), live);
        return given.equals(live) || one != null && one.equals(other);
    }

    private static SetBy setBy(TableHistory.Written written) {
        if (written.kind() == EntryKind.ADOPTED) {
            // Whoever had the ledger meet the row wrote none of it.
            return new SetBy(written.kind().label(), null, written.at(), null, written.seq());
        }
        return new SetBy(written.kind().label(), written.actor(), written.at(), written.reason(), written.seq());
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

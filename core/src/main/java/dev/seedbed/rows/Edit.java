package dev.seedbed.rows;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.TableName;
import dev.seedbed.database.UniqueKey;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.LedgerWriter;
import dev.seedbed.ledger.Pins;
import dev.seedbed.ledger.RowEdit;
import dev.seedbed.ledger.TableHistory;
import dev.seedbed.plan.Cell;
import dev.seedbed.plan.GivenValues;
import dev.seedbed.plan.Judgements;
import dev.seedbed.plan.LedgerView;
import dev.seedbed.plan.LiveRows;
import dev.seedbed.run.ValuesOnInsert;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One change of one row, in the transaction of the writer, which holds the lock of all runs. */
final class Edit {
    private static final String GIVEN = "the values given";

    private final Connection connection;
    private final Dialect dialect;
    private final Planned planned;
    private final TableView view;
    private final Locating locating;
    private final RowSql sql;
    private final Refusals refusals;
    private final LedgerWriter ledger;
    private final TableName ledgerTable;
    private final ValuesOnInsert generated;
    private final List<Behind> behind = new ArrayList<>();

    /** @throws SeedException for a database without a ledger */
    Edit(
            RowsAccess access,
            Connection connection,
            Dialect dialect,
            Planned planned,
            TableView view,
            String command,
            @Nullable String actor,
            @Nullable String reason)
            throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.planned = planned;
        this.view = view;
        this.locating = Locating.in(view, dialect);
        this.sql = new RowSql(connection, dialect, view.table());
        this.refusals = new Refusals(view, sql);
        this.ledgerTable = ledger(view);
        this.ledger = new LedgerWriter(
                connection,
                dialect,
                ledgerTable,
                access.ledgerRun(command, actor, reason, planned.catalogue()),
                access.ledgerKey());
        this.generated = access.valuesOnInsert();
    }

    private static TableName ledger(TableView view) {
        TableName table = view.ledger();
        if (table == null) {
            throw new RowException(
                    RowException.Why.NO_LEDGER,
                    "A change by a person is kept in the ledger, and this database has none.",
                    view.where(),
                    "make one with \"seedbed ledger enable\", or by your own migrations with what \"seedbed ledger"
                            + " sql\" prints");
        }
        return table;
    }

    /** A column whose sequence is to be moved once the change is committed, since that commits by itself. */
    record Behind(TableName table, Column column) {}

    List<Behind> behind() {
        return behind;
    }

    // --- what is asked for ----------------------------------------------------------------------------------------

    TableRow create(Map<String, @Nullable String> given) throws SQLException {
        view.refuseUnlisted(given.keySet());
        GivenValues values = view.given(GIVEN);
        Map<Column, Cell> cells = new LinkedHashMap<>(invalid(() -> values.of(given)));
        for (Column column : view.bound().keyColumns()) {
            if (column.nullable()) {
                cells.putIfAbsent(column, Cell.Null.INSTANCE);
            }
        }
        values.onInsert(cells.keySet()).forEach(cells::putIfAbsent);
        List<String> lacking = new ArrayList<>(values.lacking(cells.keySet()));
        for (Column column : view.bound().keyColumns()) {
            if (!cells.containsKey(column) && !lacking.contains(column.label())) {
                lacking.add(column.label());
            }
        }
        if (!lacking.isEmpty()) {
            throw new RowException(
                    RowException.Why.INVALID,
                    lacking.stream()
                            .map(name -> new Problem(
                                    "Column \"" + name + "\" needs a value.",
                                    GIVEN + " (table " + view.name() + ")",
                                    "give it one"))
                            .toList(),
                    lacking,
                    null,
                    null);
        }
        Map<Column, @Nullable String> texts = texts(cells);
        Map<Column, @Nullable String> key = new LinkedHashMap<>();
        view.bound().keyColumns().forEach(column -> key.put(column, texts.get(column)));
        insert(key, texts);
        LiveRows.Live row = inserted(key);
        Judgements.Row declared = view.found(List.of(row)).get(0).declared();
        if (declared != null) {
            refusals.ofProtected(declared, declared.columns().keySet());
        }
        Set<String> columns = labels(texts.keySet());
        Set<String> kept = declared == null ? Set.of() : columns;
        // Whoever makes a row has the database's defaults, and NULL, stand in what they leave out.
        Set<String> made = labels(view.listed());
        made.addAll(columns);
        made.removeAll(labels(view.bound().keyColumns()));
        write(
                EntryKind.CREATED,
                declared,
                declared == null ? row.key() : declared.ledgerKey(),
                Map.of(),
                view.named(row, made),
                kept,
                columns);
        return again(row);
    }

    TableRow change(Map<String, @Nullable String> key, String version, Map<String, @Nullable String> given)
            throws SQLException {
        TableView.Found found = held(key, version);
        LiveRows.Live row = Objects.requireNonNull(found.live());
        view.refuseUnlisted(given.keySet());
        GivenValues values = view.given(GIVEN);
        Map<Column, @Nullable String> texts = texts(invalid(() -> values.of(given)));
        texts.entrySet()
                .removeIf(each -> TableView.isOne(
                        each.getKey(),
                        each.getValue(),
                        row.texts().get(each.getKey().label())));
        if (texts.isEmpty()) {
            return view.told(found);
        }
        Set<String> columns = labels(texts.keySet());
        Judgements.Row declared = found.declared();
        if (declared != null) {
            refusals.ofProtected(declared, columns);
            refusals.ofManaged(found, declared, columns);
        }
        Map<Column, @Nullable String> at = locating.again(row);
        refusals.ofReferredTo(at, row, texts.keySet());
        adopt(declared);
        Map<Column, @Nullable String> all = new LinkedHashMap<>(texts);
        texts(values.onUpdate(texts.keySet())).forEach(all::putIfAbsent);
        one(sql.update(at, all));
        dialect.checkConstraints(connection, List.of(view.table()));
        LiveRows.Live now = now(at, all);
        Map<String, @Nullable String> before = view.named(row, columns);
        write(EntryKind.CHANGED, declared, found.ledgerKey(), before, view.named(now, columns), Set.of(), columns);
        return again(now);
    }

    void delete(Map<String, @Nullable String> key, String version) throws SQLException {
        TableView.Found found = held(key, version);
        LiveRows.Live row = Objects.requireNonNull(found.live());
        Judgements.Row declared = found.declared();
        if (declared != null) {
            refusals.ofProtected(declared, row.texts().keySet());
        }
        Map<Column, @Nullable String> at = locating.again(row);
        Map<Column, @Nullable String> marks = row.isDeleted() ? Map.of() : marks();
        if (marks.isEmpty()) {
            refusals.ofReferredTo(at, row, null);
        }
        adopt(declared);
        one(marks.isEmpty() ? sql.delete(at) : sql.update(at, marks));
        dialect.checkConstraints(connection, List.of(view.table()));
        Set<String> held = labels(view.listed());
        held.removeAll(labels(view.bound().keyColumns()));
        Set<String> set = new LinkedHashSet<>(held);
        set.removeIf(label -> row.texts().get(label) == null);
        write(EntryKind.DELETED, declared, found.ledgerKey(), view.named(row, held), Map.of(), Set.of(), set);
    }

    /**
     * What marks a row as deleted where the table has a column that says when that was; empty where rows are taken out. What
     * others write into a column of another type is not known.
     */
    private Map<Column, @Nullable String> marks() throws SQLException {
        Column mark = view.deletedAt();
        if (mark == null) {
            return Map.of();
        }
        Map<Column, @Nullable String> marks = new LinkedHashMap<>();
        marks.put(mark, generated.text(new Cell.Generated(Cell.Generator.NOW, null, null), mark.type()));
        texts(view.given(GIVEN).onUpdate(marks.keySet())).forEach(marks::putIfAbsent);
        return marks;
    }

    TableRow restore(Map<String, @Nullable String> key, @Nullable String version, @Nullable String column)
            throws SQLException {
        String only = column == null ? null : view.column(column).label();
        TableView.Found found = locating.any(key);
        if (found.live() != null && version == null) {
            throw moved(found, "The row " + Locating.text(key) + " is there.");
        }
        if (version != null) {
            found = held(key, version);
        }
        Judgements.Row declared = found.declared();
        if (declared == null) {
            throw new RowException(
                    RowException.Why.NO_DEFAULT,
                    "No seed declares row " + Locating.text(key) + " of table \"" + view.name()
                            + "\", so it has no default.",
                    view.where(),
                    "delete it, if it is to go");
        }
        Set<String> columns = restored(declared, only, found.live() != null);
        refusals.ofProtected(declared, columns);
        LiveRows.Live row = found.live();
        return row == null ? bringBack(declared) : restore(row, declared, columns);
    }

    private TableRow bringBack(Judgements.Row declared) throws SQLException {
        GivenValues values = view.given(declared.row().seed().at().toString());
        Map<Column, Cell> cells = new LinkedHashMap<>(
                invalid(() -> values.declared(declared.row(), declared.columns().keySet())));
        invalid(() -> values.onInsert(cells.keySet())).forEach(cells::putIfAbsent);
        Map<Column, @Nullable String> texts = texts(cells);
        Map<Column, @Nullable String> key = new LinkedHashMap<>();
        view.bound().keyColumns().forEach(column -> key.put(column, texts.get(column)));
        insert(key, texts);
        LiveRows.Live row = inserted(key);
        write(
                EntryKind.RESTORED,
                declared,
                declared.ledgerKey(),
                Map.of(),
                view.judgements().planted(declared, declared.columns().keySet()),
                Set.of(),
                declared.columns().keySet());
        return again(row);
    }

    private TableRow restore(LiveRows.Live row, Judgements.Row declared, Set<String> columns) throws SQLException {
        GivenValues values = view.given(declared.row().seed().at().toString());
        Map<Column, @Nullable String> texts = texts(invalid(() -> values.declared(declared.row(), columns)));
        Column mark = view.bound().layout().softDelete();
        if (row.isDeleted() && mark != null) {
            texts.put(mark, null);
        }
        texts.entrySet()
                .removeIf(each -> TableView.isOne(
                        each.getKey(),
                        each.getValue(),
                        row.texts().get(each.getKey().label())));
        Set<String> changed = labels(texts.keySet());
        Set<String> counted = new PlantedColumns(view).lacking(declared, columns);
        counted.removeAll(changed);
        if (changed.isEmpty() && counted.isEmpty()) {
            return declared.isKnown() ? view.told(view.found(List.of(row)).get(0)) : met(row, declared);
        }
        Map<Column, @Nullable String> at = locating.again(row);
        adopt(declared);
        LiveRows.Live now = row;
        if (!texts.isEmpty()) {
            refusals.ofReferredTo(at, row, texts.keySet());
            Map<Column, @Nullable String> all = new LinkedHashMap<>(texts);
            texts(values.onUpdate(texts.keySet())).forEach(all::putIfAbsent);
            one(sql.update(at, all));
            dialect.checkConstraints(connection, List.of(view.table()));
            now = now(at, all);
        }
        Map<String, @Nullable String> before = new LinkedHashMap<>(view.named(row, changed));
        Map<String, @Nullable String> after =
                new LinkedHashMap<>(view.judgements().planted(declared, changed));
        // In the same words, so that whoever reads them sees that nothing changed.
        Map<String, @Nullable String> same = view.judgements().planted(declared, counted);
        before.putAll(same);
        after.putAll(same);
        write(EntryKind.RESTORED, declared, declared.ledgerKey(), before, after, Set.of(), Set.of());
        return again(now);
    }

    /** A row that holds its defaults counts as planted once the ledger has met it, and does not before. */
    private TableRow met(LiveRows.Live row, Judgements.Row declared) throws SQLException {
        adopt(declared);
        ledger.finish();
        return again(row);
    }

    /** The columns that take what is declared. */
    private Set<String> restored(Judgements.Row declared, @Nullable String only, boolean there) {
        Set<String> columns = new LinkedHashSet<>();
        declared.columns().forEach((label, value) -> {
            boolean isKey = view.bound().isKey(view.bound().layout().index(view.column(label)));
            if (!isKey && !value.isGenerated() && !view.secrets().contains(label)) {
                columns.add(label);
            }
        });
        if (only == null) {
            return columns;
        }
        if (!there) {
            throw new RowException(
                    RowException.Why.INVALID,
                    "The row is not there, so one column of it cannot be restored.",
                    view.where(),
                    "restore the whole row");
        }
        if (!columns.contains(only)) {
            throw new RowException(
                    RowException.Why.NO_DEFAULT,
                    "Column \"" + only + "\" has no default that could be restored in this row.",
                    view.where(),
                    view.secrets().contains(only)
                            ? "it is sensitive: give it a new value"
                            : "its seeds declare " + (columns.isEmpty() ? "none" : String.join(", ", columns)));
        }
        return Set.of(only);
    }

    boolean pin(Map<String, @Nullable String> key, @Nullable String version, @Nullable String column)
            throws SQLException {
        String only = column == null ? null : view.column(column).label();
        TableView.Found found = version == null ? locating.any(key) : held(key, version);
        if (found.declared() != null) {
            refusals.ofProtected(
                    found.declared(), only == null ? found.declared().columns().keySet() : Set.of(only));
        }
        TableHistory history = Objects.requireNonNull(view.history(List.of(found)));
        Set<String> pins = history.pins(LedgerView.key(found.ledgerKey()));
        if (pins.contains("") || only != null && pins.contains(only)) {
            return false;
        }
        adopt(found.declared());
        ledger.pin(view.bound().ledgerName(), found.ledgerKey(), only);
        ledger.finish();
        return true;
    }

    boolean unpin(Map<String, @Nullable String> key, @Nullable String column) throws SQLException {
        String only = column == null ? null : view.column(column).label();
        TableView.Found found = locating.any(key);
        TableHistory history = Objects.requireNonNull(view.history(List.of(found)));
        boolean planKnows = found.declared() != null
                && found.declared().change() != null
                && found.declared().change().code().equals("pinned");
        if (history.pins(LedgerView.key(found.ledgerKey())).isEmpty() && !planKnows) {
            return false;
        }
        List<SeedTable> seeds =
                view.bound().parts().stream().map(part -> part.seeds()).toList();
        return new Pins(connection, dialect, ledgerTable, planned.schema(), seeds)
                .unpin(ledger, view.bound().ledgerName(), found.ledgerKey(), only);
    }

    // --- how it is done -------------------------------------------------------------------------------------------

    private interface Values<T> {
        T get() throws SQLException;
    }

    /** What is wrong with values is the caller's to mend. */
    private static <T> T invalid(Values<T> values) throws SQLException {
        try {
            return values.get();
        } catch (RowException e) {
            throw e;
        } catch (GivenValues.WrongValues e) {
            throw new RowException(RowException.Why.INVALID, e.problems(), e.names(), null, e);
        } catch (SeedException e) {
            throw new RowException(RowException.Why.INVALID, e.problems(), null, e);
        }
    }

    private Map<Column, @Nullable String> texts(Map<Column, Cell> cells) {
        Map<Column, @Nullable String> texts = new LinkedHashMap<>();
        cells.forEach((column, cell) -> texts.put(
                column,
                cell instanceof Cell.Text text
                        ? text.text()
                        : cell instanceof Cell.Generated made ? generated.text(made, column.type()) : null));
        return texts;
    }

    private static Set<String> labels(Collection<Column> columns) {
        Set<String> labels = new LinkedHashSet<>();
        columns.forEach(column -> labels.add(column.label()));
        return labels;
    }

    /** The row, which nobody else changes from here on, as the caller saw it. */
    private TableView.Found held(Map<String, @Nullable String> key, String version) throws SQLException {
        TableView.Found found = locating.there(key);
        if (found == null) {
            Judgements.Row declared = locating.declared(key);
            if (declared == null) {
                throw moved(null, "The row " + Locating.text(key) + " is not there any more.");
            }
            throw moved(new TableView.Found(null, declared), "The row " + Locating.text(key) + " is not there.");
        }
        Map<Column, @Nullable String> at = locating.again(Objects.requireNonNull(found.live()));
        sql.lock(at);
        List<LiveRows.Live> rows = view.live().holding(at);
        if (rows.size() != 1) {
            throw moved(null, "The row " + Locating.text(key) + " is not there any more.");
        }
        found = view.found(rows).get(0);
        if (!view.version(rows.get(0)).equals(version)) {
            throw moved(found, "The row " + Locating.text(key) + " has changed since it was read.");
        }
        return found;
    }

    private RowException moved(TableView.@Nullable Found found, String what) throws SQLException {
        return new RowException(
                RowException.Why.MOVED,
                List.of(new Problem(what, view.where(), "look at it as it is now, and decide again")),
                found == null ? null : view.told(found),
                null);
    }

    private void insert(Map<Column, @Nullable String> key, Map<Column, @Nullable String> texts) throws SQLException {
        UniqueKey unique = view.table()
                .uniqueKeyOver(
                        view.bound().keyColumns().stream().map(Column::name).toList());
        boolean isUnique = unique != null
                && (unique.nullsEqual() || view.bound().keyColumns().stream().noneMatch(Column::nullable));
        if (!isUnique) {
            dialect.lockTable(connection, view.table().name());
        }
        List<LiveRows.Live> there = view.live().holding(key).stream()
                .filter(row -> !row.isDeleted())
                .toList();
        if (!there.isEmpty()) {
            TableRow current = view.told(view.found(there.subList(0, 1)).get(0));
            throw new RowException(
                    RowException.Why.EXISTS,
                    List.of(new Problem(
                            "Table \"" + view.name() + "\" has a row " + Locating.text(current.key()) + " already.",
                            view.where(),
                            "change that one")),
                    List.of(view.bound().keyColumns().get(0).label()),
                    current,
                    null);
        }
        one(sql.insert(texts));
        dialect.checkConstraints(connection, List.of(view.table()));
        for (Column column : texts.keySet()) {
            if (column.sequence() != null && dialect.advancesAfterCommit()) {
                behind.add(new Behind(view.table().name(), column));
            } else if (column.sequence() != null) {
                dialect.advanceSequence(connection, view.table().name(), column);
            }
        }
    }

    private LiveRows.Live inserted(Map<Column, @Nullable String> key) throws SQLException {
        return single(view.live().holding(key).stream()
                .filter(row -> !row.isDeleted())
                .toList());
    }

    /** The row after it was changed. */
    private LiveRows.Live now(Map<Column, @Nullable String> at, Map<Column, @Nullable String> changed)
            throws SQLException {
        Map<Column, @Nullable String> where = new LinkedHashMap<>(at);
        changed.forEach((column, text) -> where.computeIfPresent(column, (c, before) -> text));
        return single(view.live().holding(where));
    }

    private LiveRows.Live single(List<LiveRows.Live> rows) {
        if (rows.size() != 1) {
            throw lost();
        }
        return rows.get(0);
    }

    private void one(int count) {
        if (count != 1) {
            throw lost();
        }
    }

    private RowException lost() {
        return new RowException(
                RowException.Why.REFUSED_BY_DATABASE,
                "The database did something else to the row than it was told.",
                view.where(),
                "look at the triggers and policies of the table");
    }

    /** What is known of a declared row is written down before anything else of it, as a run does that meets it. */
    private void adopt(Judgements.@Nullable Row declared) throws SQLException {
        if (declared != null && declared.there() && !declared.isKnown()) {
            ledger.add(view.judgements().adoption(declared));
        }
    }

    private void write(
            EntryKind kind,
            Judgements.@Nullable Row declared,
            Map<String, @Nullable String> key,
            Map<String, @Nullable String> before,
            Map<String, @Nullable String> after,
            Set<String> kept,
            Set<String> changed)
            throws SQLException {
        Set<String> secret = new LinkedHashSet<>(changed);
        secret.retainAll(view.secrets());
        Set<String> decided = new LinkedHashSet<>(kept);
        ledger.edit(new RowEdit(
                view.bound().ledgerName(),
                declared == null ? null : declared.row().part().unit().name(),
                kind,
                key,
                before,
                after,
                decided,
                secret));
        ledger.finish();
    }

    /** The row as another plan sees it, now that it is written and the ledger told. */
    private TableRow again(LiveRows.Live row) throws SQLException {
        Map<Column, @Nullable String> at = locating.again(row);
        planned.again(row.key());
        TableView later = planned.table(view.name());
        LiveRows.Live now = planned.isOfRow() && !row.isDeleted()
                ? row
                : single(later.live().holding(at));
        return later.told(later.found(List.of(now)).get(0));
    }
}

package dev.seedbed.rows;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.TableName;
import dev.seedbed.database.UniqueKey;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.LedgerWriter;
import dev.seedbed.ledger.Pins;
import dev.seedbed.ledger.RowEdit;
import dev.seedbed.plan.Cell;
import dev.seedbed.plan.GivenValues;
import dev.seedbed.plan.Judgements;
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

/** What changes of rows are made of: the row as nobody else changes it, values as texts, the entry in the ledger. */
final class EditSteps {
    /** Where values stand that somebody gives. */
    static final String GIVEN = "the values given";

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
    EditSteps(
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

    TableView view() {
        return view;
    }

    Locating locating() {
        return locating;
    }

    Refusals refusals() {
        return refusals;
    }

    List<Behind> behind() {
        return behind;
    }

    interface Values<T> {
        T get() throws SQLException;
    }

    /** What is wrong with values is the caller's to mend. */
    static <T> T invalid(Values<T> values) throws SQLException {
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

    Map<Column, @Nullable String> texts(Map<Column, Cell> cells) {
        Map<Column, @Nullable String> texts = new LinkedHashMap<>();
        cells.forEach((column, cell) -> texts.put(
                column,
                cell instanceof Cell.Text text
                        ? text.text()
                        : cell instanceof Cell.Generated made ? generated.text(made, column.type()) : null));
        return texts;
    }

    static Set<String> labels(Collection<Column> columns) {
        Set<String> labels = new LinkedHashSet<>();
        columns.forEach(column -> labels.add(column.label()));
        return labels;
    }

    /** The row, which nobody else changes from here on, as the caller saw it. */
    TableView.Found held(Map<String, @Nullable String> key, String version) throws SQLException {
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

    RowException moved(TableView.@Nullable Found found, String what) throws SQLException {
        return new RowException(
                RowException.Why.MOVED,
                List.of(new Problem(what, view.where(), "look at it as it is now, and decide again")),
                found == null ? null : view.told(found),
                null);
    }

    void insert(Map<Column, @Nullable String> key, Map<Column, @Nullable String> texts) throws SQLException {
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

    LiveRows.Live inserted(Map<Column, @Nullable String> key) throws SQLException {
        return single(view.live().holding(key).stream()
                .filter(row -> !row.isDeleted())
                .toList());
    }

    /** Changes a row, and what follows a change of these columns, and returns it as it is then. */
    LiveRows.Live update(Map<Column, @Nullable String> at, Map<Column, @Nullable String> texts, GivenValues values)
            throws SQLException {
        Map<Column, @Nullable String> all = new LinkedHashMap<>(texts);
        texts(values.onUpdate(texts.keySet())).forEach(all::putIfAbsent);
        return change(at, all);
    }

    /** Changes these columns of a row and nothing besides, and returns it as it is then. */
    LiveRows.Live change(Map<Column, @Nullable String> at, Map<Column, @Nullable String> texts) throws SQLException {
        one(sql.update(at, texts));
        dialect.checkConstraints(connection, List.of(view.table()));
        return now(at, texts);
    }

    void delete(Map<Column, @Nullable String> at) throws SQLException {
        one(sql.delete(at));
        dialect.checkConstraints(connection, List.of(view.table()));
    }

    void pin(Map<String, @Nullable String> key, @Nullable String column) throws SQLException {
        ledger.pin(view.bound().ledgerName(), key, column);
        ledger.finish();
    }

    /** False where nothing was pinned. */
    boolean unpin(Map<String, @Nullable String> key, @Nullable String column) throws SQLException {
        List<SeedTable> seeds =
                view.bound().parts().stream().map(part -> part.seeds()).toList();
        return new Pins(connection, dialect, ledgerTable, planned.schema(), seeds)
                .unpin(ledger, view.bound().ledgerName(), key, column);
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
    void adopt(Judgements.@Nullable Row declared) throws SQLException {
        if (declared != null && declared.there() && !declared.isKnown()) {
            ledger.add(view.judgements().adoption(declared));
        }
    }

    void write(
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
    TableRow again(LiveRows.Live row) throws SQLException {
        Map<Column, @Nullable String> at = locating.again(row);
        planned.again(row.key());
        TableView later = planned.table(view.name());
        LiveRows.Live now = planned.isOfRow() && !row.isDeleted()
                ? row
                : single(later.live().holding(at));
        return later.told(later.found(List.of(now)).get(0));
    }

    /** What was written stands in the ledger from here on. */
    void finish() throws SQLException {
        ledger.finish();
    }
}

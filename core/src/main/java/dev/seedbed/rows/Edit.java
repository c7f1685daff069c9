package dev.seedbed.rows;

import dev.seedbed.database.Column;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.TableHistory;
import dev.seedbed.plan.Cell;
import dev.seedbed.plan.GivenValues;
import dev.seedbed.plan.Judgements;
import dev.seedbed.plan.LedgerView;
import dev.seedbed.plan.LiveRows;
import dev.seedbed.seed.Problem;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One change of one row, in the transaction of the writer, which holds the lock of all runs. */
final class Edit {
    private final EditSteps steps;
    private final TableView view;
    private final Locating locating;
    private final Refusals refusals;

    Edit(EditSteps steps) {
        this.steps = steps;
        this.view = steps.view();
        this.locating = steps.locating();
        this.refusals = steps.refusals();
    }

    TableRow create(Map<String, @Nullable String> given) throws SQLException {
        view.columns().refuseUnlisted(given.keySet());
        GivenValues values = view.given(EditSteps.GIVEN);
        Map<Column, Cell> cells = new LinkedHashMap<>(EditSteps.invalid(() -> values.of(given)));
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
                                    EditSteps.GIVEN + " (table " + view.name() + ")",
                                    "give it one"))
                            .toList(),
                    lacking,
                    null,
                    null);
        }
        Map<Column, @Nullable String> texts = steps.texts(cells);
        Map<Column, @Nullable String> key = new LinkedHashMap<>();
        view.bound().keyColumns().forEach(column -> key.put(column, texts.get(column)));
        steps.insert(key, texts);
        LiveRows.Live row = steps.inserted(key);
        Judgements.Row declared = view.found(List.of(row)).get(0).declared();
        if (declared != null) {
            refusals.ofProtected(declared, declared.columns().keySet());
        }
        Set<String> columns = EditSteps.labels(texts.keySet());
        Set<String> kept = declared == null ? Set.of() : columns;
        // Whoever makes a row has the database's defaults, and NULL, stand in what they leave out.
        Set<String> made = EditSteps.labels(view.columns().listed());
        made.addAll(columns);
        made.removeAll(EditSteps.labels(view.bound().keyColumns()));
        steps.write(
                EntryKind.CREATED,
                declared,
                declared == null ? row.key() : declared.ledgerKey(),
                Map.of(),
                view.named(row, made),
                kept,
                columns);
        return steps.again(row);
    }

    TableRow change(Map<String, @Nullable String> key, String version, Map<String, @Nullable String> given)
            throws SQLException {
        TableView.Found found = steps.held(key, version);
        LiveRows.Live row = Objects.requireNonNull(found.live());
        view.columns().refuseUnlisted(given.keySet());
        GivenValues values = view.given(EditSteps.GIVEN);
        Map<Column, @Nullable String> texts = steps.texts(EditSteps.invalid(() -> values.of(given)));
        texts.entrySet()
                .removeIf(each -> ToldRows.isOne(
                        each.getKey(),
                        each.getValue(),
                        row.texts().get(each.getKey().label())));
        if (texts.isEmpty()) {
            return view.told(found);
        }
        Set<String> columns = EditSteps.labels(texts.keySet());
        Judgements.Row declared = found.declared();
        if (declared != null) {
            refusals.ofProtected(declared, columns);
            refusals.ofManaged(found, declared, columns);
        }
        Map<Column, @Nullable String> at = locating.again(row);
        refusals.ofReferredTo(at, row, texts.keySet());
        steps.adopt(declared);
        LiveRows.Live now = steps.update(at, texts, values);
        Map<String, @Nullable String> before = view.named(row, columns);
        steps.write(
                EntryKind.CHANGED, declared, found.ledgerKey(), before, view.named(now, columns), Set.of(), columns);
        return steps.again(now);
    }

    void delete(Map<String, @Nullable String> key, String version) throws SQLException {
        TableView.Found found = steps.held(key, version);
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
        steps.adopt(declared);
        if (!marks.isEmpty()) {
            // The row stays: nothing went with it, and what marks it is all that changed.
            LiveRows.Live marked = steps.change(at, marks);
            Set<String> labels = EditSteps.labels(marks.keySet());
            steps.write(
                    EntryKind.DELETED,
                    declared,
                    found.ledgerKey(),
                    view.named(row, labels),
                    view.named(marked, labels),
                    Set.of(),
                    labels);
            return;
        }
        steps.delete(at);
        Set<String> held = EditSteps.labels(view.columns().listed());
        held.removeAll(EditSteps.labels(view.bound().keyColumns()));
        Set<String> set = new LinkedHashSet<>(held);
        set.removeIf(label -> row.texts().get(label) == null);
        steps.write(EntryKind.DELETED, declared, found.ledgerKey(), view.named(row, held), Map.of(), Set.of(), set);
    }

    /**
     * What marks a row as deleted where the table has a column that says when that was; empty where rows are taken out. What
     * others write into a column of another type is not known.
     */
    private Map<Column, @Nullable String> marks() throws SQLException {
        Column mark = view.columns().deletedAt();
        if (mark == null) {
            return Map.of();
        }
        Map<Column, @Nullable String> marks = new LinkedHashMap<>();
        Map<Column, Cell> made = new LinkedHashMap<>();
        made.put(mark, new Cell.Generated(Cell.Generator.NOW, null, null));
        marks.putAll(steps.texts(made));
        steps.texts(view.given(EditSteps.GIVEN).onUpdate(marks.keySet())).forEach(marks::putIfAbsent);
        return marks;
    }

    boolean pin(Map<String, @Nullable String> key, @Nullable String version, @Nullable String column)
            throws SQLException {
        String only = column == null ? null : view.columns().of(column).label();
        TableView.Found found = version == null ? locating.any(key) : steps.held(key, version);
        if (found.declared() != null) {
            refusals.ofProtected(
                    found.declared(), only == null ? found.declared().columns().keySet() : Set.of(only));
        }
        TableHistory history = Objects.requireNonNull(view.history(List.of(found)));
        Set<String> pins = history.pins(LedgerView.key(found.ledgerKey()));
        if (pins.contains("") || only != null && pins.contains(only)) {
            return false;
        }
        steps.adopt(found.declared());
        steps.pin(found.ledgerKey(), only);
        return true;
    }

    boolean unpin(Map<String, @Nullable String> key, @Nullable String column) throws SQLException {
        String only = column == null ? null : view.columns().of(column).label();
        TableView.Found found = locating.any(key);
        TableHistory history = Objects.requireNonNull(view.history(List.of(found)));
        boolean planKnows = found.declared() != null
                && found.declared().change() != null
                && found.declared().change().code().equals("pinned");
        if (history.pins(LedgerView.key(found.ledgerKey())).isEmpty() && !planKnows) {
            return false;
        }
        return steps.unpin(found.ledgerKey(), only);
    }

    TableRow restore(Map<String, @Nullable String> key, @Nullable String version, @Nullable String column)
            throws SQLException {
        return new Restoring(steps).restore(key, version, column);
    }
}

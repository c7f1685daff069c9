package dev.seedbed.rows;

import dev.seedbed.database.Column;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.plan.Cell;
import dev.seedbed.plan.GivenValues;
import dev.seedbed.plan.Judgements;
import dev.seedbed.plan.LiveRows;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives a row what the seeds declare, in the transaction of the writer. */
final class Restoring {
    private final EditSteps steps;
    private final TableView view;
    private final Locating locating;
    private final Refusals refusals;

    Restoring(EditSteps steps) {
        this.steps = steps;
        this.view = steps.view();
        this.locating = steps.locating();
        this.refusals = steps.refusals();
    }

    TableRow restore(Map<String, @Nullable String> key, @Nullable String version, @Nullable String column)
            throws SQLException {
        String only = column == null ? null : view.columns().of(column).label();
        TableView.Found found = locating.any(key);
        if (found.live() != null && version == null) {
            throw steps.moved(found, "The row " + Locating.text(key) + " is there.");
        }
        if (version != null) {
            found = steps.held(key, version);
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
        Map<Column, Cell> cells = new LinkedHashMap<>(EditSteps.invalid(
                () -> values.declared(declared.row(), declared.columns().keySet())));
        EditSteps.invalid(() -> values.onInsert(cells.keySet())).forEach(cells::putIfAbsent);
        Map<Column, @Nullable String> texts = steps.texts(cells);
        Map<Column, @Nullable String> key = new LinkedHashMap<>();
        view.bound().keyColumns().forEach(column -> key.put(column, texts.get(column)));
        steps.insert(key, texts);
        LiveRows.Live row = steps.inserted(key);
        steps.write(
                EntryKind.RESTORED,
                declared,
                declared.ledgerKey(),
                Map.of(),
                view.judgements().planted(declared, declared.columns().keySet()),
                Set.of(),
                declared.columns().keySet());
        return steps.again(row);
    }

    private TableRow restore(LiveRows.Live row, Judgements.Row declared, Set<String> columns) throws SQLException {
        GivenValues values = view.given(declared.row().seed().at().toString());
        Map<Column, @Nullable String> texts =
                steps.texts(EditSteps.invalid(() -> values.declared(declared.row(), columns)));
        Column mark = view.bound().layout().softDelete();
        if (row.isDeleted() && mark != null) {
            texts.put(mark, null);
        }
        texts.entrySet()
                .removeIf(each -> ToldRows.isOne(
                        each.getKey(),
                        each.getValue(),
                        row.texts().get(each.getKey().label())));
        Set<String> changed = EditSteps.labels(texts.keySet());
        Set<String> counted = new PlantedColumns(view).lacking(declared, columns);
        counted.removeAll(changed);
        if (changed.isEmpty() && counted.isEmpty()) {
            return declared.isKnown() ? view.told(view.found(List.of(row)).get(0)) : met(row, declared);
        }
        Map<Column, @Nullable String> at = locating.again(row);
        steps.adopt(declared);
        LiveRows.Live now = row;
        if (!texts.isEmpty()) {
            refusals.ofReferredTo(at, row, texts.keySet());
            now = steps.update(at, texts, values);
        }
        Map<String, @Nullable String> before = new LinkedHashMap<>(view.named(row, changed));
        Map<String, @Nullable String> after =
                new LinkedHashMap<>(view.judgements().planted(declared, changed));
        // In the same words, so that whoever reads them sees that nothing changed.
        Map<String, @Nullable String> same = view.judgements().planted(declared, counted);
        before.putAll(same);
        after.putAll(same);
        if (mark != null && texts.containsKey(mark)) {
            after.putAll(view.named(now, EditSteps.labels(Set.of(mark))));
        }
        steps.write(EntryKind.RESTORED, declared, declared.ledgerKey(), before, after, Set.of(), Set.of());
        return steps.again(now);
    }

    /** A row that holds its defaults counts as planted once the ledger has met it, and does not before. */
    private TableRow met(LiveRows.Live row, Judgements.Row declared) throws SQLException {
        steps.adopt(declared);
        steps.finish();
        return steps.again(row);
    }

    /** The columns that take what is declared. */
    private Set<String> restored(Judgements.Row declared, @Nullable String only, boolean there) {
        Set<String> columns = new LinkedHashSet<>();
        declared.columns().forEach((label, value) -> {
            boolean isKey = view.bound()
                    .isKey(view.bound().layout().index(view.columns().of(label)));
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
}

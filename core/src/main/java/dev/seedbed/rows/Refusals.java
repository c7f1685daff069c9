package dev.seedbed.rows;

import dev.seedbed.database.Column;
import dev.seedbed.ledger.TableHistory;
import dev.seedbed.plan.Judgements;
import dev.seedbed.plan.LedgerView;
import dev.seedbed.plan.LiveRows;
import dev.seedbed.seed.Problem;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What nobody is to change in a row, and why: each throws a {@link RowException} that says so. */
final class Refusals {
    private final TableView view;
    private final RowSql sql;

    Refusals(TableView view, RowSql sql) {
        this.view = view;
        this.sql = sql;
    }

    /** @param columns that somebody is about to change */
    void ofProtected(Judgements.Row declared, Set<String> columns) {
        Set<String> readOnly = new LinkedHashSet<>(view.judgements().protectedColumns(declared.row()));
        readOnly.retainAll(columns);
        if (!declared.isProtected() && readOnly.isEmpty()) {
            return;
        }
        throw new RowException(
                RowException.Why.PROTECTED,
                declared.isProtected()
                        ? "The row " + Locating.text(declared.key()) + " is read-only: its seeds protect it."
                        : "In the row " + Locating.text(declared.key()) + " " + Locating.names(readOnly)
                                + (readOnly.size() == 1 ? " is" : " are") + " read-only: the seeds protect it.",
                declared.row().seed().at() + " (table " + view.name() + ")",
                "change the seeds (\"$protected\")");
    }

    /** Of what the next update would take back; what is pinned it does not. */
    void ofManaged(TableView.Found found, Judgements.Row declared, Set<String> columns) throws SQLException {
        Set<String> managed = new LinkedHashSet<>();
        for (String label : columns) {
            int index = view.bound()
                    .layout()
                    .index(Objects.requireNonNull(view.table().column(label)));
            if (index >= 0
                    && view.bound().layout().managed()[index]
                    && declared.columns().containsKey(label)) {
                managed.add(label);
            }
        }
        if (managed.isEmpty()) {
            return;
        }
        TableHistory history = Objects.requireNonNull(view.history(List.of(found)));
        Set<String> pins = history.pins(LedgerView.key(found.ledgerKey()));
        managed.removeAll(pins.contains("") ? Set.copyOf(managed) : pins);
        if (!managed.isEmpty()) {
            throw new RowException(
                    RowException.Why.PROTECTED,
                    "The seeds own " + Locating.names(managed) + " (\"managed\"): the next update would take it back.",
                    declared.row().seed().at() + " (table " + view.name() + ")",
                    "pin it first, or change the seeds");
        }
    }

    /** @param columns those that change; null for a row that goes */
    void ofReferredTo(Map<Column, @Nullable String> at, LiveRows.Live row, @Nullable Set<Column> columns)
            throws SQLException {
        List<RowException.Referring> referring = new ReferringRows(view, sql).of(at, row, columns);
        if (!referring.isEmpty()) {
            throw new RowException(
                    new Problem(
                            ReferringRows.words(referring) + " to the row " + Locating.text(row.key())
                                    + (columns == null ? "." : " by what would change."),
                            view.where(),
                            columns == null
                                    ? "change or delete these first"
                                    : "create a row with the new key, have the others refer to it, and delete this one"),
                    referring);
        }
    }
}

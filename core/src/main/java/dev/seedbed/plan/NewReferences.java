package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Incoming;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** References that a run itself makes to rows that it is to take out. */
final class NewReferences {
    private NewReferences() {}

    /** Rows that the same run has refer to rows that are to go. */
    static void newly(
            PlannedTable table,
            List<Retirement> wanted,
            PlannedTable referring,
            Incoming key,
            Map<Retirement, String> others) {
        BitSet columns = RetiredReferences.columns(referring.table(), key);
        Map<RefShape, Set<List<@Nullable String>>> made = new HashMap<>();
        if (referring.inserts() > 0) {
            try (BoundTable.Cursor rows = referring.openInserts(null)) {
                for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                    addReferences(row, columns, made);
                }
            }
        }
        for (RowUpdate update : referring.updates()) {
            BitSet changed = (BitSet) update.columns().clone();
            changed.and(columns);
            addReferences(update.row(), changed, made);
        }
        made.forEach((shape, names) -> {
            for (Retirement retirement : wanted) {
                Cell.Reference name =
                        shape.target().name().equals(table.table().table().name())
                                ? NamedRows.reference(table.table(), retirement.row(), shape)
                                : null;
                if (name != null && names.contains(name.leaves())) {
                    others.put(retirement, referring.table().toString());
                }
            }
        });
    }

    /** The same for rows whose foreign key is declared as plain values. */
    static void newlyByValue(
            List<Retirement> wanted,
            PlannedTable referring,
            Incoming key,
            List<Column> targets,
            Map<Integer, @Nullable String[]> values,
            Map<Retirement, String> others) {
        Set<List<String>> made = new HashSet<>();
        if (referring.inserts() > 0) {
            try (BoundTable.Cursor rows = referring.openInserts(null)) {
                for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                    addValues(referring.table(), row, key, targets, made);
                }
            }
        }
        BitSet columns = RetiredReferences.columns(referring.table(), key);
        for (RowUpdate update : referring.updates()) {
            if (update.columns().intersects(columns)) {
                addValues(referring.table(), update.row(), key, targets, made);
            }
        }
        if (made.isEmpty()) {
            return;
        }
        values.forEach((position, live) -> {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < live.length; i++) {
                String text = live[i];
                if (text != null) {
                    texts.add(ComparedText.of(targets.get(i).type(), text));
                }
            }
            if (made.contains(texts)) {
                others.put(wanted.get(position), referring.table().toString());
            }
        });
    }

    private static void addValues(
            BoundTable table, BoundRow row, Incoming key, List<Column> targets, Set<List<String>> made) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            Column column = table.table().column(key.columns().get(i));
            int index = column == null ? -1 : table.layout().index(column);
            Cell cell = index < 0 ? null : row.cells()[index];
            if (index >= 0 && cell == null) {
                cell = table.layout().onInsert()[index];
            }
            if (!(cell instanceof Cell.Text text)) {
                return;
            }
            texts.add(ComparedText.of(targets.get(i).type(), text.text()));
        }
        made.add(texts);
    }

    private static void addReferences(BoundRow row, BitSet columns, Map<RefShape, Set<List<@Nullable String>>> made) {
        columns.stream().forEach(index -> {
            if (row.cells()[index] instanceof Cell.Reference reference) {
                made.computeIfAbsent(reference.shape(), s -> new HashSet<>()).add(reference.leaves());
            }
        });
    }
}

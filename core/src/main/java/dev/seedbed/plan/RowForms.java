package dev.seedbed.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which rows to insert go in by statements of one form; forms are numbered as their first rows come. */
final class RowForms {
    private final BoundTable table;
    private final boolean uniform;
    private final int[] forms;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Integer> rows = new ArrayList<>();

    RowForms(PlannedTable table) {
        this.table = table.table();
        this.uniform = table.uniform();
        this.forms = new int[uniform ? 0 : table.size()];
    }

    /** Takes in the next row. */
    void add(BoundRow row) {
        int form = uniform ? 0 : numbers.computeIfAbsent(name(row), n -> numbers.size());
        if (form == rows.size()) {
            rows.add(0);
        }
        rows.set(form, rows.get(form) + 1);
        if (!uniform) {
            forms[row.ordinal()] = form;
        }
    }

    int of(int ordinal) {
        return uniform ? 0 : forms[ordinal];
    }

    /** How many rows share the form of one. */
    int rowsLike(int ordinal) {
        return rows.get(of(ordinal));
    }

    private String name(BoundRow row) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < row.cells().length; i++) {
            Cell cell = row.cells()[i] == null ? table.layout().onInsert()[i] : row.cells()[i];
            if (cell instanceof Cell.Reference reference) {
                name.append(table.forms(i).indexOf(reference.shape()));
                reference.leaves().forEach(leaf -> name.append(leaf == null ? 'n' : '.'));
            } else {
                name.append(cell == null ? 'a' : cell instanceof Cell.Null && table.isKey(i) ? 'n' : '-');
            }
        }
        return name.toString();
    }
}

package dev.seedbed.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers the forms in which the rows of a table and their keys are declared; there are few of them. */
final class DeclaredForms {
    /**
     * Which columns a row declares, and how.
     *
     * @param columns indexes of the compared columns that it gives a value
     * @param forms for each, the number of its form ({@link BoundTable#form})
     */
    record RowForm(int[] columns, int[] forms) {}

    /** How key columns are declared: for each key column the number of its form. */
    record KeyForm(int[] forms) {}

    private final BoundTable table;
    private final List<KeyForm> keyForms = new ArrayList<>();
    private final List<RowForm> rowForms = new ArrayList<>();
    private final Map<List<Integer>, Integer> rowFormNumbers = new HashMap<>();
    private int[] lastForms = new int[0];
    private int lastRowForm = -1;

    DeclaredForms(BoundTable table) {
        this.table = table;
    }

    /** The number of the form of a row's key, made where there is none yet. */
    int ofKey(BoundRow row) {
        int known = knownOfKey(row);
        if (known >= 0) {
            return known;
        }
        int[] key = table.layout().key();
        int[] forms = new int[key.length];
        for (int k = 0; k < key.length; k++) {
            forms[k] = table.form(key[k], shape(row.cells()[key[k]]));
        }
        keyForms.add(new KeyForm(forms));
        return keyForms.size() - 1;
    }

    /** The number of the form of a row's key; -1 where no row has it. */
    int knownOfKey(BoundRow row) {
        int[] key = table.layout().key();
        search:
        for (int i = 0; i < keyForms.size(); i++) {
            int[] forms = keyForms.get(i).forms();
            for (int k = 0; k < key.length; k++) {
                Cell cell = row.cells()[key[k]];
                if (!(cell instanceof Cell.Null) && table.forms(key[k]).get(forms[k]) != shape(cell)) {
                    continue search;
                }
            }
            return i;
        }
        return -1;
    }

    /** The number of the form of a row. */
    int ofRow(BoundRow row) {
        BoundTable.Layout layout = table.layout();
        @Nullable Cell[] cells = row.cells();
        if (lastForms.length != cells.length) {
            lastForms = new int[cells.length];
            Arrays.fill(lastForms, -2);
        }
        boolean same = lastRowForm >= 0;
        for (int i = 0; i < cells.length; i++) {
            int form = -1;
            Cell cell = cells[i];
            if (layout.compared()[i] && cell != null && !(cell instanceof Cell.Generated)) {
                form = table.form(i, shape(cell));
            }
            same &= lastForms[i] == form;
            lastForms[i] = form;
        }
        if (same) {
            return lastRowForm;
        }
        List<Integer> signature = new ArrayList<>(cells.length);
        for (int form : lastForms) {
            signature.add(form);
        }
        Integer known = rowFormNumbers.get(signature);
        if (known == null) {
            known = rowForms.size();
            rowFormNumbers.put(signature, known);
            rowForms.add(rowForm());
        }
        lastRowForm = known;
        if (rowForms.size() > Short.MAX_VALUE) {
            throw new IllegalStateException("More than 32767 different sets of columns in one table.");
        }
        return lastRowForm;
    }

    /** The columns that the row before gave, and their forms. */
    private RowForm rowForm() {
        int[] columns = new int[lastForms.length];
        int[] forms = new int[lastForms.length];
        int count = 0;
        for (int i = 0; i < lastForms.length; i++) {
            if (lastForms[i] >= 0) {
                columns[count] = i;
                forms[count++] = lastForms[i];
            }
        }
        return new RowForm(Arrays.copyOf(columns, count), Arrays.copyOf(forms, count));
    }

    private static @Nullable RefShape shape(@Nullable Cell cell) {
        return cell instanceof Cell.Reference reference ? reference.shape() : null;
    }

    /** The forms of keys, by their numbers. */
    List<KeyForm> keys() {
        return keyForms;
    }

    RowForm row(int number) {
        return rowForms.get(number);
    }
}

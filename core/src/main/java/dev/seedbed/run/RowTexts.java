package dev.seedbed.run;

import dev.seedbed.database.Column;
import dev.seedbed.plan.BoundRow;
import dev.seedbed.plan.BoundTable;
import dev.seedbed.plan.Cell;
import dev.seedbed.plan.RefShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Declared rows as the texts that are staged for them, and the form of the statement that takes them. */
final class RowTexts {
    private final BoundTable table;
    private final ValuesOnInsert values;
    private final boolean[] isKey;

    RowTexts(BoundTable table, ValuesOnInsert values) {
        this.table = table;
        this.values = values;
        this.isKey = new boolean[table.layout().columns().size()];
        for (int index : table.layout().key()) {
            isKey[index] = true;
        }
    }

    /** A row, ready to be staged. */
    record Staged(InsertForm form, @Nullable String[] texts) {
        /** The row with values for columns that its layout does not have. */
        Staged with(Map<Column, String> extra) {
            @Nullable String[] longer = Arrays.copyOf(texts, texts.length + extra.size());
            int at = texts.length;
            for (String text : extra.values()) {
                longer[at++] = text;
            }
            return new Staged(form.with(List.copyOf(extra.keySet())), longer);
        }
    }

    /**
     * One row by itself.
     *
     * @param deferred columns to insert as NULL for now; null for none
     * @param known values that stand in for references, by column; for rows that are inserted together
     */
    Staged stage(BoundRow row, @Nullable BitSet deferred, Map<Integer, String> known) {
        List<Integer> columns = new ArrayList<>();
        List<@Nullable RefShape> shapes = new ArrayList<>();
        List<Boolean> nulls = new ArrayList<>();
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 0; i < isKey.length; i++) {
            Cell cell = cell(row, i);
            if (cell == null) {
                if (known.containsKey(i)) {
                    add(columns, shapes, nulls, texts, i, known.get(i));
                }
                continue;
            }
            if (deferred != null && deferred.get(i)) {
                add(columns, shapes, nulls, texts, i, null);
            } else if (known.containsKey(i)) {
                add(columns, shapes, nulls, texts, i, known.get(i));
            } else if (cell instanceof Cell.Reference reference) {
                columns.add(i);
                shapes.add(reference.shape());
                for (String leaf : reference.leaves()) {
                    texts.add(leaf);
                    nulls.add(leaf == null);
                }
            } else {
                add(columns, shapes, nulls, texts, i, plain(cell, i));
                nulls.set(nulls.size() - 1, isKey[i] && texts.get(texts.size() - 1) == null);
            }
        }
        return new Staged(new InsertForm(table, columns, shapes, nulls), texts.toArray(new String[0]));
    }

    private static void add(
            List<Integer> columns,
            List<@Nullable RefShape> shapes,
            List<Boolean> nulls,
            List<@Nullable String> texts,
            int index,
            @Nullable String text) {
        columns.add(index);
        shapes.add(null);
        nulls.add(false);
        texts.add(text);
    }

    /** The one form of all rows of a uniform table; the first row shows which columns there are. */
    InsertForm uniformForm(BoundRow first) {
        List<Integer> columns = new ArrayList<>();
        List<@Nullable RefShape> shapes = new ArrayList<>();
        List<Boolean> nulls = new ArrayList<>();
        for (int i = 0; i < isKey.length; i++) {
            if (cell(first, i) == null) {
                continue;
            }
            RefShape shape = table.referenceShape(i);
            columns.add(i);
            shapes.add(shape);
            int leaves = shape == null ? 1 : shape.leaves().size();
            for (int leaf = 0; leaf < leaves; leaf++) {
                nulls.add(false);
            }
        }
        return new InsertForm(table, columns, shapes, nulls);
    }

    /** The texts of a row in the form of a uniform table. */
    @Nullable
    String[] uniformTexts(InsertForm form, BoundRow row) {
        @Nullable String[] texts = new @Nullable String[form.width()];
        int at = 0;
        for (int c = 0; c < form.columns().size(); c++) {
            int index = form.columns().get(c);
            Cell cell = cell(row, index);
            RefShape shape = form.shapes().get(c);
            if (shape == null) {
                texts[at++] = cell == null ? null : plain(cell, index);
            } else {
                int leaves = shape.leaves().size();
                for (int leaf = 0; leaf < leaves; leaf++) {
                    texts[at++] = cell instanceof Cell.Reference reference
                            ? reference.leaves().get(leaf)
                            : null;
                }
            }
        }
        return texts;
    }

    private @Nullable Cell cell(BoundRow row, int index) {
        Cell cell = row.cells()[index];
        return cell == null ? table.layout().onInsert()[index] : cell;
    }

    @Nullable
    String plain(Cell cell, int index) {
        if (cell instanceof Cell.Text text) {
            return text.text();
        }
        Column column = table.layout().columns().get(index);
        return cell instanceof Cell.Generated generated ? values.text(generated, column.type()) : null;
    }
}

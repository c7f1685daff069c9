package dev.seedbed.plan;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds out whether the declared rows of a table are so much alike that one statement suits all of them. */
final class Uniformity {
    private static final int ABSENT = 0;
    private static final int NULL_CELL = 1;

    private final BoundTable table;
    private boolean uniform = true;
    private int @Nullable [] kinds;

    Uniformity(BoundTable table) {
        this.table = table;
    }

    /** Takes in the next row. */
    void add(BoundRow row) {
        uniform &= likeTheFirst(row);
    }

    private boolean likeTheFirst(BoundRow row) {
        @Nullable Cell[] cells = row.cells();
        int[] first = kinds;
        if (first == null) {
            first = new int[cells.length];
            for (int i = 0; i < cells.length; i++) {
                first[i] = kind(cells[i]);
            }
            kinds = first;
        }
        boolean like = true;
        for (int i = 0; i < cells.length; i++) {
            int kind = kind(cells[i]);
            if ((kind == NULL_CELL && first[i] != ABSENT) || (first[i] == NULL_CELL && kind != ABSENT)) {
                first[i] = kind == NULL_CELL ? first[i] : kind;
            } else {
                like &= kind == first[i];
            }
            like &= !(cells[i] instanceof Cell.Reference reference)
                    || !reference.leaves().contains(null);
        }
        for (int index : table.layout().key()) {
            like &= !(cells[index] instanceof Cell.Null);
        }
        return like;
    }

    private static int kind(@Nullable Cell cell) {
        if (cell == null) {
            return ABSENT;
        }
        return cell instanceof Cell.Null ? NULL_CELL : cell instanceof Cell.Reference ? 3 : 2;
    }

    /**
     * True where every row gives the same columns in the same form and no part of a key is NULL, so that one statement
     * suits all of them.
     */
    boolean holds() {
        boolean oneForm = uniform;
        for (int i = 0; i < table.layout().columns().size(); i++) {
            List<@Nullable RefShape> forms = table.forms(i);
            long shapes = forms.stream().filter(Objects::nonNull).count();
            oneForm &= shapes <= 1;
        }
        return oneForm;
    }
}

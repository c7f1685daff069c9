package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a column of a foreign key holds, as far as seeds tell it.
 *
 * @param token equal for equal values
 * @param text null where the value is only known by the name of a row
 */
record ReferredValue(String token, @Nullable String text) {
    /** Gives the cells of a row, one for each column of a foreign key. */
    @FunctionalInterface
    interface Cells {
        @Nullable
        Cell at(int position);
    }

    /** The values of all columns of a foreign key; null where it refers to nothing, or one of them is not known. */
    static @Nullable List<ReferredValue> all(List<Column> targets, Cells cells) {
        List<ReferredValue> values = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            ReferredValue value = of(targets.get(i).type(), cells.at(i));
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return values;
    }

    static List<String> tokens(List<ReferredValue> values) {
        return values.stream().map(ReferredValue::token).toList();
    }

    static @Nullable ReferredValue of(ColumnType type, @Nullable Cell cell) {
        if (cell instanceof Cell.Text text) {
            return new ReferredValue("=" + ComparedText.of(type, text.text()), text.text());
        }
        return cell instanceof Cell.Reference reference ? of(reference.shape(), reference.leaves()) : null;
    }

    /** The value for which a reference stands: one of the texts that it consists of, or what only all of them tell. */
    private static @Nullable ReferredValue of(RefShape shape, List<@Nullable String> leaves) {
        int leaf = 0;
        for (RefShape.Lookup lookup : shape.lookups()) {
            RefShape nested = lookup.nested();
            int width = nested == null ? 1 : nested.leaves().size();
            if (lookup.column().name().equals(shape.targetColumn().name())) {
                String text = leaves.get(leaf);
                return nested != null
                        ? of(nested, leaves.subList(leaf, leaf + width))
                        : text == null ? null : of(lookup.column().type(), new Cell.Text(text));
            }
            leaf += width;
        }
        if (leaves.stream().allMatch(Objects::isNull)) {
            return null;
        }
        StringBuilder token = new StringBuilder(shape.target().name().label())
                .append('.')
                .append(shape.targetColumn().name());
        for (int i = 0; i < leaves.size(); i++) {
            RefShape.Leaf path = shape.leaves().get(i);
            String text = leaves.get(i);
            token.append('\0').append(path.path());
            token.append(text == null ? "" : "=" + ComparedText.of(path.type(), text));
        }
        return new ReferredValue(token.toString(), null);
    }
}

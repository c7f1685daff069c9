package dev.seedbed.seed;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One declared row. A column that is not in {@link #columns()} is <em>absent</em>: on insert the database's default
 * applies and it is never compared; that is different from a {@link SeedValue.Null}.
 *
 * @param columns column names in declared order; rows of one CSV file share one list
 * @param values as many as {@code columns}
 * @param directives what {@code $was} and its like say; {@link Directives#NONE} for most rows
 */
public record SeedRow(List<String> columns, List<SeedValue> values, Directives directives, Location at) {
    public SeedRow {
        if (columns.size() != values.size()) {
            throw new IllegalArgumentException(columns.size() + " columns, " + values.size() + " values");
        }
    }

    /**
     * The directives of a row.
     *
     * @param was former defaults by column
     * @param formerly former keys of the row, each by column
     * @param restore {@code $restore: true}
     * @param isProtected {@code $protected: true}: the whole row is read-only in the admin side
     * @param protectedColumns {@code $protected: [columns]}
     * @param required {@code $required: true}: readiness needs the row
     */
    public record Directives(
            Map<String, List<SeedValue>> was,
            List<Map<String, SeedValue>> formerly,
            boolean restore,
            boolean isProtected,
            List<String> protectedColumns,
            boolean required) {
        public static final Directives NONE = new Directives(Map.of(), List.of(), false, false, List.of(), false);

        public Directives {
            was = Map.copyOf(was);
            formerly = List.copyOf(formerly);
            protectedColumns = List.copyOf(protectedColumns);
        }
    }

    /** The value of a column, or null where the row leaves it out. */
    public @Nullable SeedValue value(String column) {
        int index = columns.indexOf(column);
        return index < 0 ? null : values.get(index);
    }
}

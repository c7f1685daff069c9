package dev.seedbed.database;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A foreign key.
 *
 * @param columns of the referring table
 * @param targetColumns of {@code target}, as many and in the same order
 * @param deferrable true where its check may wait for the end of the transaction
 */
public record ForeignKey(
        String name, List<String> columns, TableName target, List<String> targetColumns, boolean deferrable) {
    public ForeignKey {
        columns = List.copyOf(columns);
        targetColumns = List.copyOf(targetColumns);
    }

    /** By code, as {@link TableName#equals}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ForeignKey key
                && name.equals(key.name)
                && columns.equals(key.columns)
                && target.equals(key.target)
                && targetColumns.equals(key.targetColumns)
                && deferrable == key.deferrable;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}

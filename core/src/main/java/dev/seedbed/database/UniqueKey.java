package dev.seedbed.database;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A primary key, unique constraint or unique index.
 *
 * @param columns names of the columns, in order; empty where an expression is among them
 * @param expressions SQL of each part, in order, over unqualified column names
 * @param predicate SQL of a partial index; null where it covers every row
 * @param nullsEqual true where NULL clashes with NULL
 */
public record UniqueKey(
        String name,
        boolean primary,
        List<String> columns,
        List<String> expressions,
        @Nullable String predicate,
        boolean deferrable,
        boolean nullsEqual) {
    public UniqueKey {
        columns = List.copyOf(columns);
        expressions = List.copyOf(expressions);
    }

    /** True where it makes its columns unique over the whole table. */
    public boolean plain() {
        return predicate == null && !columns.isEmpty();
    }

    /** True where rows that give these columns give the whole key: all of it, or all but what may be NULL. */
    public boolean coveredBy(Set<String> given, Table table) {
        boolean one = false;
        for (String name : columns) {
            Column column = table.column(name);
            if (column == null || !given.contains(name) && !column.nullable()) {
                return false;
            }
            one |= given.contains(name);
        }
        return one;
    }

    /** By code, as {@link TableName#equals}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UniqueKey key
                && name.equals(key.name)
                && primary == key.primary
                && columns.equals(key.columns)
                && expressions.equals(key.expressions)
                && Objects.equals(predicate, key.predicate)
                && deferrable == key.deferrable
                && nullsEqual == key.nullsEqual;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}

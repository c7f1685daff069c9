package dev.seedbed.database;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column as the catalogue describes it.
 *
 * @param name as the catalogue spells it
 * @param label how reports and seeds call it
 * @param defaultSql expression of its default; null for none
 * @param computed generated from other columns: never written
 * @param sequence the sequence behind an identity or serial column, quoted; null for none
 */
public record Column(
        String name,
        String label,
        ColumnType type,
        boolean nullable,
        @Nullable String defaultSql,
        boolean computed,
        Identity identity,
        @Nullable String sequence) {

    /** Who numbers the column. */
    public enum Identity {
        NONE,
        /** The database, unless a value is given. */
        BY_DEFAULT,
        /** The database, even where a value is given, unless it is told otherwise. */
        ALWAYS
    }

    /** True where an insert may leave the column out. */
    public boolean optional() {
        return nullable || defaultSql != null || computed || identity != Identity.NONE;
    }

    /** By code, as {@link TableName#equals}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Column column
                && name.equals(column.name)
                && label.equals(column.label)
                && type.equals(column.type)
                && nullable == column.nullable
                && Objects.equals(defaultSql, column.defaultSql)
                && computed == column.computed
                && identity == column.identity
                && Objects.equals(sequence, column.sequence);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}

package dev.seedbed.database;

import org.jspecify.annotations.Nullable;

/**
 * A table as the catalogue spells it.
 *
 * @param schema empty where the database has none
 * @param label how reports call it: as short as it can be said on this connection
 */
public record TableName(String schema, String name, String label) {
    /** By code, since the methods that records come with are made anew at each start of the JVM. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TableName table
                && name.equals(table.name)
                && schema.equals(table.schema)
                && label.equals(table.label);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + schema.hashCode();
    }

    @Override
    public String toString() {
        return label;
    }
}

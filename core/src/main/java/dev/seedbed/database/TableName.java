package dev.seedbed.database;

/**
 * A table as the catalogue spells it.
 *
 * @param schema empty where the database has none
 * @param label how reports call it: as short as it can be said on this connection
 */
public record TableName(String schema, String name, String label) {
    @Override
    public String toString() {
        return label;
    }
}

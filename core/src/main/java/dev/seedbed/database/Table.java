package dev.seedbed.database;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table as the catalogue describes it.
 *
 * @param obstacle why Seedbed cannot plant into it (a view, a table with rules, no right to read, row-level security);
 *     null where it can
 * @param insertTriggers enabled triggers that fire on insert
 * @param estimatedRows what the database believes; -1 where it does not know
 */
public record Table(
        TableName name,
        List<Column> columns,
        List<UniqueKey> uniqueKeys,
        List<ForeignKey> foreignKeys,
        List<String> insertTriggers,
        @Nullable Obstacle obstacle,
        long estimatedRows) {

    /** Why a table cannot be planted, and what to do about it. */
    public record Obstacle(String what, String mend) {}

    public Table {
        columns = List.copyOf(columns);
        uniqueKeys = List.copyOf(uniqueKeys);
        foreignKeys = List.copyOf(foreignKeys);
        insertTriggers = List.copyOf(insertTriggers);
    }

    /** The column of that name: as spelled, else the one that differs in case only; null for none. */
    public @Nullable Column column(String written) {
        for (Column column : columns) {
            if (column.name().equals(written)) {
                return column;
            }
        }
        Column folded = null;
        String lower = written.toLowerCase(Locale.ROOT);
        for (Column column : columns) {
            if (column.name().toLowerCase(Locale.ROOT).equals(lower)) {
                folded = folded == null ? column : ambiguous(written);
            }
        }
        return folded;
    }

    /** The foreign key by which a column refers to another row: of several the shortest; null for none. */
    public @Nullable ForeignKey foreignKey(Column column) {
        ForeignKey best = null;
        for (ForeignKey key : foreignKeys) {
            if (key.columns().contains(column.name())
                    && (best == null || key.columns().size() < best.columns().size())) {
                best = key;
            }
        }
        return best;
    }

    /** True where another description says the same of everything but the number of rows. */
    public boolean sameStructure(Table other) {
        return name.equals(other.name)
                && columns.equals(other.columns)
                && uniqueKeys.equals(other.uniqueKeys)
                && foreignKeys.equals(other.foreignKeys)
                && insertTriggers.equals(other.insertTriggers)
                && Objects.equals(obstacle, other.obstacle);
    }

    private static Column ambiguous(String written) {
        throw new IllegalStateException("More than one column is called \"" + written + "\" but for its case.");
    }

    /** The unique key over exactly these columns, in any order, that holds for every row; null for none. */
    public @Nullable UniqueKey uniqueKeyOver(List<String> columnNames) {
        for (UniqueKey key : uniqueKeys) {
            if (key.plain()
                    && key.columns().size() == columnNames.size()
                    && key.columns().containsAll(columnNames)) {
                return key;
            }
        }
        return null;
    }
}

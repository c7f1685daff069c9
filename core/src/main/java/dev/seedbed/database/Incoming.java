package dev.seedbed.database;

import java.util.List;

/**
 * A foreign key as the table sees it that is referred to.
 *
 * @param child the referring table
 * @param columns of {@code child}
 * @param targetColumns of {@code target}, as many and in the same order
 * @param follows true where the database changes the referring rows along with the key (ON UPDATE CASCADE)
 */
public record Incoming(
        TableName child, List<String> columns, TableName target, List<String> targetColumns, boolean follows) {
    public Incoming {
        columns = List.copyOf(columns);
        targetColumns = List.copyOf(targetColumns);
    }
}

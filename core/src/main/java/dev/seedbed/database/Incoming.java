package dev.seedbed.database;

import java.util.List;

/**
 * A foreign key as the table sees it that is referred to.
 *
 * @param child the referring table
 * @param columns of {@code child}
 * @param targetColumns of {@code target}, as many and in the same order
 */
public record Incoming(TableName child, List<String> columns, TableName target, List<String> targetColumns) {
    public Incoming {
        columns = List.copyOf(columns);
        targetColumns = List.copyOf(targetColumns);
    }
}

package dev.seedbed.record;

import java.util.NavigableMap;
import java.util.Set;

/**
 * What identifies a row in the record.
 *
 * @param columns its key; where no key is declared, the whole row
 * @param whole true for the whole row
 * @param consumed columns of the row that the key stands for
 */
record RowKey(Table table, NavigableMap<String, Written> columns, boolean whole, Set<String> consumed) {

    /** The same for rows that count as one. */
    String id() {
        return id(table, columns);
    }

    static String id(Table table, NavigableMap<String, Written> columns) {
        StringBuilder id = new StringBuilder(table.name());
        columns.forEach(
                (column, value) -> id.append('\0').append(column).append('\1').append(value.identity()));
        return id.toString();
    }
}

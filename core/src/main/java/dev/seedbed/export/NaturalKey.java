package dev.seedbed.export;

import dev.seedbed.database.Column;
import java.util.List;

/**
 * The columns by which the rows of a table are told apart, none of them made up by the database.
 *
 * @param depth how deep references nest in it; 0 where no column is one
 */
record NaturalKey(List<Column> columns, int depth) {
    NaturalKey {
        columns = List.copyOf(columns);
    }

    boolean has(Column column) {
        return columns.contains(column);
    }

    List<String> labels() {
        return columns.stream().map(Column::label).toList();
    }
}

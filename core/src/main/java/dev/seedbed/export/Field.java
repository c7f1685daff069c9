package dev.seedbed.export;

import dev.seedbed.database.Column;
import java.util.List;

/** What stands for one column in an exported row, and where the query gives it. */
sealed interface Field {
    Column column();

    /**
     * A value.
     *
     * @param index of its text among the selected expressions
     * @param untrue of what is no NULL there where the database does not read that text back as the value; -1 where it
     *     always does
     */
    record Value(Column column, int index, int untrue) implements Field {}

    /**
     * A reference by natural key.
     *
     * @param index of the mark that says whether there is one, see {@link RowSelect}
     * @param key what names the row referred to
     */
    record Reference(Column column, int index, List<Field> key) implements Field {
        public Reference {
            key = List.copyOf(key);
        }
    }
}

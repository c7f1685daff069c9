package dev.seedbed.plan;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Finds the columns in which some declared value can be judged by the database alone. */
final class DoubtfulColumns {
    private final BoundTable table;
    private final List<Integer> uncertain;
    private final BitSet doubtful = new BitSet();

    DoubtfulColumns(BoundTable table) {
        this.table = table;
        this.uncertain = uncertain(table);
    }

    /** The columns of types whose texts are not all understood here. */
    static List<Integer> uncertain(BoundTable table) {
        List<Column> columns = table.layout().columns();
        List<Integer> uncertain = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (uncertain(columns.get(i).type())) {
                uncertain.add(i);
            }
        }
        return uncertain;
    }

    /** True where a type's texts are not all understood by {@link CanonicalText}. */
    private static boolean uncertain(ColumnType type) {
        return switch (type.kind()) {
            case TEXT, CHAR, INTEGER, DECIMAL, BOOLEAN, UUID, BINARY, ENUM, JSON -> false;
            case FLOAT, DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE, ARRAY, OTHER -> true;
        };
    }

    /** Takes in the next row. */
    void add(BoundRow row) {
        for (int index : uncertain) {
            if (!doubtful.get(index)
                    && row.cells()[index] instanceof Cell.Text text
                    && CanonicalText.of(table.layout().columns().get(index).type(), text.text()) == null) {
                doubtful.set(index);
            }
        }
    }

    /** Their indexes in the layout. */
    BitSet columns() {
        return doubtful;
    }
}

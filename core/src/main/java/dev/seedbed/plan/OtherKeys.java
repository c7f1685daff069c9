package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.UniqueKey;
import java.util.ArrayList;
import java.util.List;

/** Unique keys of a table that do not identify its rows. */
final class OtherKeys {
    private OtherKeys() {}

    /** The unique keys, besides the one that identifies the rows, over columns that rows may give. */
    static List<int[]> of(BoundTable table) {
        List<int[]> keys = new ArrayList<>();
        for (UniqueKey key : table.table().uniqueKeys()) {
            if (!key.plain() || isOwn(table, key)) {
                continue;
            }
            int[] columns = new int[key.columns().size()];
            boolean given = true;
            for (int i = 0; i < columns.length; i++) {
                Column column = table.table().column(key.columns().get(i));
                columns[i] = column == null ? -1 : table.layout().index(column);
                given &= columns[i] >= 0;
            }
            if (given) {
                keys.add(columns);
            }
        }
        return keys;
    }

    /** True for the key that identifies the rows: who has it is one of them. */
    static boolean isOwn(BoundTable table, UniqueKey key) {
        List<Column> own = table.keyColumns();
        for (Column column : own) {
            if (!key.columns().contains(column.name())) {
                return false;
            }
        }
        return own.size() == key.columns().size();
    }
}

package dev.seedbed.plan;

import dev.seedbed.database.Column;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file that goes to the database as it is.
 *
 * @param columns those of its fields, in their order
 * @param scan looks at the file on its way
 */
public record PlainLoad(Supplier<InputStream> file, List<Column> columns, PlainScan scan) {
    /**
     * How to load a table from its file as it is, where Seedbed and a database that reads CSV itself see the same in it; null
     * where its rows have to be read on the way.
     *
     * @param first the first of them, already found to be good
     */
    public static @Nullable PlainLoad of(BoundTable table, BoundRow first) {
        Supplier<InputStream> file = first.part().seeds().rows().plainFile();
        BoundTable.Layout layout = table.layout();
        List<Column> columns = new ArrayList<>();
        List<Integer> indexes = new ArrayList<>();
        for (int index : table.indexes(first.seed().columns())) {
            if (index < 0 || layout.sensitive()[index] || indexes.contains(index)) {
                return null;
            }
            indexes.add(index);
            columns.add(layout.columns().get(index));
        }
        for (int i = 0; i < layout.columns().size(); i++) {
            if (layout.onInsert()[i] != null && !indexes.contains(i)) {
                return null;
            }
        }
        boolean[] key = new boolean[columns.size()];
        boolean[] unique = new boolean[columns.size()];
        for (int index : layout.key()) {
            int at = indexes.indexOf(index);
            if (at < 0) {
                return null;
            }
            key[at] = true;
            unique[at] = true;
        }
        for (int[] other : OtherKeys.of(table)) {
            for (int index : other) {
                if (indexes.contains(index)) {
                    unique[indexes.indexOf(index)] = true;
                }
            }
        }
        PlainScan scan = file == null ? null : PlainScan.of(first.seed().columns(), columns, unique, key);
        return file == null || scan == null ? null : new PlainLoad(file, columns, scan);
    }
}

package dev.seedbed.seed;

import java.io.InputStream;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table of one seeder. They can be read any number of times and always come in the same order; a large
 * CSV file is streamed anew each time and never sits in memory.
 */
public interface SeedRows {
    Cursor open();

    /**
     * A pass over some of the rows, by their numbers from 0 on. An earlier pass has found all rows to be good: those that
     * are not wanted need not be looked at again.
     *
     * @param places where the rows stand, as that pass has found it in {@link #plainFile}; null where it is not known
     */
    default Cursor open(BitSet wanted, @Nullable RecordPlaces places) {
        Cursor all = open();
        return new Cursor() {
            private int number;

            @Override
            public @Nullable SeedRow next() {
                for (SeedRow row = all.next(); row != null; row = all.next()) {
                    if (wanted.get(number++)) {
                        return row;
                    }
                }
                return null;
            }

            @Override
            public void close() {
                all.close();
            }
        };
    }

    /** True where the rows come from a file each time and may be many; false where they already sit in memory. */
    default boolean streamed() {
        return false;
    }

    /**
     * The size of the file behind the rows, in bytes, where every row gives plain values for the same columns; -1 for all
     * other rows.
     */
    default long plainBytes() {
        return -1;
    }

    /**
     * The names of the columns that every row gives, where they are known without reading a row of a file that is not small;
     * else null.
     */
    default @Nullable List<String> plainColumns() {
        return null;
    }

    /** Where the names of the columns stand, if they stand in one place for all rows; null where each row says them. */
    default @Nullable Location header() {
        return null;
    }

    /**
     * The file behind the rows, where it can be sent to a database as it is: CSV in UTF-8 with one header line and commas,
     * in which nothing between two commas means NULL; null for all other rows.
     */
    default @Nullable Supplier<InputStream> plainFile() {
        return null;
    }

    /** A pass over the rows; not thread-safe. */
    interface Cursor extends AutoCloseable {
        /** The next row, or null after the last. */
        @Nullable
        SeedRow next();

        @Override
        void close();
    }

    static SeedRows of(List<SeedRow> rows) {
        List<SeedRow> copy = List.copyOf(rows);
        return () -> {
            Iterator<SeedRow> iterator = copy.iterator();
            return new Cursor() {
                @Override
                public @Nullable SeedRow next() {
                    return iterator.hasNext() ? iterator.next() : null;
                }

                @Override
                public void close() {
                    // Rows in memory hold no resource.
                }
            };
        };
    }
}

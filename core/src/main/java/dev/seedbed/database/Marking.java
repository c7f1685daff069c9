package dev.seedbed.database;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database says of itself: which environment it was marked for, and which database it is.
 *
 * @param markers one for each marker table, in whatever schema
 * @param inMemory true where the database ends with the process that made it
 */
public record Marking(List<Marker> markers, boolean inMemory) {
    /** The table that holds the mark. */
    public static final String TABLE = "seedbed_marker";

    public Marking {
        markers = List.copyOf(markers);
    }

    /**
     * A marker table.
     *
     * @param table for messages, with its schema
     * @param rows its rows; null where it may not be read, or has other columns
     * @param identity of the database as it is now; null where that may not be asked
     */
    public record Marker(
            String table,
            @Nullable List<Row> rows,
            @Nullable String identity) {
        public Marker {
            rows = rows == null ? null : List.copyOf(rows);
        }
    }

    /**
     * A mark.
     *
     * @param boundTo the identity of the database when it was marked
     */
    public record Row(String environment, String boundTo) {}
}

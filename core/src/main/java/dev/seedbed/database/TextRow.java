package dev.seedbed.database;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A row that was read, as texts. Where it came as bytes, a text is decoded only when somebody asks for it: what is only
 * to be compared need not become a string. One object serves for all rows of a query; it holds the current one.
 */
public final class TextRow {
    private final @Nullable String[] texts;
    private final int[] starts;
    private final int[] ends;
    private byte[] bytes = new byte[0];
    private boolean raw;

    public TextRow(int columns) {
        texts = new @Nullable String[columns];
        starts = new int[columns];
        ends = new int[columns];
    }

    public int columns() {
        return texts.length;
    }

    /** Sets a text of the next row; null for NULL. */
    public void set(int column, @Nullable String text) {
        raw = false;
        texts[column] = text;
    }

    /** Sets all texts to those of the current row of a result, from one of its columns on. */
    public void set(ResultSet rows, int first) throws SQLException {
        for (int i = 0; i < texts.length; i++) {
            set(i, rows.getString(first + i));
        }
    }

    /** Begins a row whose texts are parts of {@code row}, in UTF-8. */
    void begin(byte[] row) {
        raw = true;
        bytes = row;
    }

    /** A text that stands in the row's bytes as it is. */
    void part(int column, int start, int end) {
        texts[column] = null;
        starts[column] = start;
        ends[column] = end;
    }

    /** A text that does not, or NULL. */
    void other(int column, @Nullable String text) {
        texts[column] = text;
        starts[column] = -1;
    }

    /** The text of a column; null for NULL. */
    public @Nullable String text(int column) {
        if (isPart(column)) {
            texts[column] = new String(bytes, starts[column], ends[column] - starts[column], StandardCharsets.UTF_8);
            starts[column] = -1;
        }
        return texts[column];
    }

    /** True where the text stands between {@link #start} and {@link #end} in {@link #bytes}, in UTF-8. */
    public boolean isPart(int column) {
        return raw && starts[column] >= 0;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int start(int column) {
        return starts[column];
    }

    public int end(int column) {
        return ends[column];
    }

    /** A copy of all texts. */
    public @Nullable String[] texts() {
        for (int i = 0; i < texts.length; i++) {
            text(i);
        }
        return texts.clone();
    }
}

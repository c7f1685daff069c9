package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.ColumnType.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The declared keys of a table that have NULL or the empty text where they could have the other: found by any key that is
 * equal but for that. To a database the two are different, and to many who read them the same. Rows of plain CSV files are
 * not among them, of which only hashes are taken in.
 */
final class BlankKeys {
    private final BoundTable table;
    private final boolean[] mayBeBlank;
    private final HashTable keys = new HashTable();
    private final List<Integer> ordinals = new ArrayList<>();
    private final BitSet bothDeclared = new BitSet();
    private final RowHash hash = new RowHash();

    private BlankKeys(BoundTable table, boolean[] mayBeBlank) {
        this.table = table;
        this.mayBeBlank = mayBeBlank;
    }

    /** Null for a table whose key has no such column. */
    static @Nullable BlankKeys of(BoundTable table) {
        List<Column> key = table.keyColumns();
        boolean[] mayBeBlank = new boolean[key.size()];
        boolean any = false;
        for (int k = 0; k < mayBeBlank.length; k++) {
            Kind kind = key.get(k).type().kind();
            mayBeBlank[k] = key.get(k).nullable() && (kind == Kind.TEXT || kind == Kind.CHAR);
            any |= mayBeBlank[k];
        }
        return any ? new BlankKeys(table, mayBeBlank) : null;
    }

    /** Takes in a declared row, where its key is such a one. */
    void add(BoundRow row) {
        @Nullable String[] texts = texts(row);
        if (texts == null) {
            return;
        }
        hash.reset(0);
        for (int k = 0; k < texts.length; k++) {
            ComparedText.hashKey(texts[k], type(k), hash);
        }
        int earlier = keys.put(hash.high(), hash.low());
        if (earlier >= 0) {
            bothDeclared.set(earlier);
        }
        ordinals.add(row.ordinal());
    }

    private ColumnType type(int k) {
        return table.layout().columns().get(table.layout().key()[k]).type();
    }

    /** The key with the empty text for NULL, where that could stand; null for a key that is not such a one. */
    @Nullable
    String @Nullable [] texts(BoundRow row) {
        int[] key = table.layout().key();
        @Nullable String[] texts = new @Nullable String[key.length];
        boolean blank = false;
        for (int k = 0; k < key.length; k++) {
            Cell cell = row.cells()[key[k]];
            if (cell instanceof Cell.Text text) {
                texts[k] = text.text();
            } else if (!(cell instanceof Cell.Null)) {
                return null;
            } else if (mayBeBlank[k]) {
                texts[k] = "";
            }
            blank |= mayBeBlank[k] && "".equals(texts[k]);
        }
        return blank ? texts : null;
    }

    boolean isEmpty() {
        return keys.size() == 0;
    }

    /**
     * The ordinal of the declared row whose key is equal to a live one, NULL or empty; -1 where there is none, and where
     * several are, which somebody meant.
     *
     * @param live the key as it is there
     */
    int find(@Nullable String[] live) {
        hash.reset(0);
        for (int k = 0; k < live.length; k++) {
            ComparedText.hashLiveKey(live[k] == null && mayBeBlank[k] ? "" : live[k], type(k), hash);
        }
        int found = keys.find(hash.high(), hash.low());
        return found < 0 || bothDeclared.get(found) ? -1 : ordinals.get(found);
    }

    boolean mayBeBlank(int k) {
        return mayBeBlank[k];
    }
}

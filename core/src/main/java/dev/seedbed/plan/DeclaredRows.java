package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of every declared row of a table, in some sixty bytes each: hashes of its key and of its compared
 * values, the form in which they are declared, and what was found out about it.
 */
final class DeclaredRows {
    /** What is known of a declared row. */
    static final byte MISSING = 0;

    static final byte UNCHANGED = 1;
    static final byte DIFFERENT = 2;
    static final byte AMBIGUOUS = 3;

    private final BoundTable table;
    private final DeclaredForms forms;
    private final Uniformity uniformity;
    private final DoubtfulColumns doubtful;
    private final @Nullable BlankKeys blankKeys;
    private final HashTable keys = new HashTable();
    private long[] valuesHigh = new long[16];
    private long[] valuesLow = new long[16];
    private short[] rowForm = new short[16];
    private short[] keyForm = new short[16];
    private byte[] state = new byte[16];
    private boolean keysMatchByText = true;
    private boolean judged;
    private int size;

    private final RowHash hash = new RowHash();
    private final ColumnType[] types;

    DeclaredRows(BoundTable table) {
        this.table = table;
        this.forms = new DeclaredForms(table);
        this.uniformity = new Uniformity(table);
        this.doubtful = new DoubtfulColumns(table);
        this.blankKeys = BlankKeys.of(table);
        List<Column> columns = table.layout().columns();
        types = new ColumnType[columns.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = columns.get(i).type();
        }
    }

    /** Takes in the next row, which is not found before {@link #complete}. */
    void add(BoundRow row) {
        grow();
        uniformity.add(row);
        doubtful.add(row);
        if (blankKeys != null) {
            blankKeys.add(row);
        }
        int form = forms.ofKey(row);
        hash.reset(form);
        boolean known = hashKey(row, forms.keys().get(form), hash);
        keysMatchByText &= known;
        keys.append(hash.high(), hash.low());
        keyForm[size] = (short) form;
        rowForm[size] = (short) forms.ofRow(row);
        hash.reset(rowForm[size]);
        DeclaredForms.RowForm declared = forms.row(rowForm[size]);
        for (int column : declared.columns()) {
            hashCell(row.cells()[column], types[column], hash);
        }
        valuesHigh[size] = hash.high();
        valuesLow[size] = hash.low();
        size++;
    }

    /** Takes in the next row by its hashes: one in the form of the first, each of whose texts is understood. */
    void addLikeFirst(long keyHigh, long keyLow, long rowHigh, long rowLow) {
        grow();
        keys.append(keyHigh, keyLow);
        keyForm[size] = keyForm[0];
        rowForm[size] = rowForm[0];
        valuesHigh[size] = rowHigh;
        valuesLow[size] = rowLow;
        size++;
    }

    /**
     * To be called after the last row.
     *
     * @param duplicates is told of rows that have the key of an earlier one
     */
    void complete(HashTable.Clash duplicates) {
        keys.index(duplicates);
    }

    private void grow() {
        if (size < state.length) {
            return;
        }
        int length = size * 2;
        valuesHigh = Arrays.copyOf(valuesHigh, length);
        valuesLow = Arrays.copyOf(valuesLow, length);
        rowForm = Arrays.copyOf(rowForm, length);
        keyForm = Arrays.copyOf(keyForm, length);
        state = Arrays.copyOf(state, length);
    }

    /** Adds the key to the hash; false where some text of it can be matched by the database alone. */
    private boolean hashKey(BoundRow row, DeclaredForms.KeyForm form, RowHash into) {
        boolean known = true;
        int[] key = table.layout().key();
        for (int k = 0; k < key.length; k++) {
            int index = key[k];
            Cell cell = row.cells()[index];
            if (cell instanceof Cell.Text text) {
                known &= ComparedText.hashKey(text.text(), types[index], into);
            } else if (cell instanceof Cell.Reference reference) {
                List<RefShape.Leaf> leaves = reference.shape().leaves();
                for (int i = 0; i < leaves.size(); i++) {
                    known &= ComparedText.hashKey(
                            reference.leaves().get(i), leaves.get(i).type(), into);
                }
            } else {
                hashNull(table.forms(index).get(form.forms()[k]), into);
            }
        }
        return known;
    }

    private static void hashNull(@Nullable RefShape form, RowHash into) {
        int leaves = form == null ? 1 : form.leaves().size();
        for (int i = 0; i < leaves; i++) {
            into.add(null);
        }
    }

    /** True where unique constraints tell the row's key from others, and its other unique values, just as this would. */
    static boolean isKeyOfItsOwn(BoundTable table, BoundRow row, List<int[]> otherKeys) {
        for (int index : table.layout().key()) {
            if (!(row.cells()[index] instanceof Cell.Text text) || !ComparedText.isComposed(text.text())) {
                return false;
            }
        }
        for (int[] key : otherKeys) {
            for (int index : key) {
                if (row.cells()[index] instanceof Cell.Text text && !ComparedText.isComposed(text.text())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void hashCell(@Nullable Cell cell, ColumnType type, RowHash into) {
        if (cell instanceof Cell.Text text) {
            into.add(ComparedText.of(type, text.text()));
        } else if (cell instanceof Cell.Reference reference) {
            List<RefShape.Leaf> leaves = reference.shape().leaves();
            for (int i = 0; i < leaves.size(); i++) {
                String leaf = reference.leaves().get(i);
                into.add(leaf == null ? null : ComparedText.of(leaves.get(i).type(), leaf));
            }
        } else {
            into.add(null);
        }
    }

    /** The ordinal of the declared row with the key of a row that need not be declared, or -1. */
    int find(BoundRow row) {
        int form = forms.knownOfKey(row);
        if (form < 0) {
            return -1;
        }
        hash.reset(form);
        hashKey(row, forms.keys().get(form), hash);
        return keys.find(hash.high(), hash.low());
    }

    /** The ordinal of the declared row that a reference by the table's key means, or -1. */
    int find(Cell.Reference reference) {
        List<RefShape.Lookup> lookups = reference.shape().lookups();
        List<Column> key = table.keyColumns();
        if (lookups.size() != key.size()) {
            return -1;
        }
        for (int number = 0; number < forms.keys().size(); number++) {
            int found = find(number, reference, key);
            if (found >= 0) {
                return found;
            }
        }
        return -1;
    }

    private int find(int number, Cell.Reference reference, List<Column> key) {
        hash.reset(number);
        int[] layoutKey = table.layout().key();
        List<RefShape.Lookup> lookups = reference.shape().lookups();
        for (int k = 0; k < key.size(); k++) {
            RefShape form =
                    table.forms(layoutKey[k]).get(forms.keys().get(number).forms()[k]);
            int leaf = 0;
            boolean found = false;
            for (RefShape.Lookup lookup : lookups) {
                int leaves =
                        lookup.nested() == null ? 1 : lookup.nested().leaves().size();
                if (lookup.column().name().equals(key.get(k).name())) {
                    boolean isNull = leaves == 1 && reference.leaves().get(leaf) == null;
                    if (!isNull && lookup.nested() != form) {
                        return -1;
                    }
                    if (isNull) {
                        hashNull(form, hash);
                    } else if (lookup.nested() == null) {
                        ComparedText.hashKey(
                                reference.leaves().get(leaf), lookup.column().type(), hash);
                    } else {
                        List<RefShape.Leaf> types = lookup.nested().leaves();
                        for (int i = 0; i < leaves; i++) {
                            ComparedText.hashKey(
                                    reference.leaves().get(leaf + i),
                                    types.get(i).type(),
                                    hash);
                        }
                    }
                    found = true;
                    break;
                }
                leaf += leaves;
            }
            if (!found) {
                return -1;
            }
        }
        return keys.find(hash.high(), hash.low());
    }

    /**
     * The ordinal of the declared row whose key has this hash, or -1.
     *
     * @param guess tried first: rows that were planted in one go mostly come back in the order in which they are declared
     */
    int find(RowHash keyHash, int guess) {
        long high = keyHash.high();
        long low = keyHash.low();
        return keys.is(guess, high, low) ? guess : keys.find(high, low);
    }

    boolean sameValues(int ordinal, RowHash liveValues) {
        return valuesHigh[ordinal] == liveValues.high() && valuesLow[ordinal] == liveValues.low();
    }

    List<DeclaredForms.KeyForm> keyForms() {
        return forms.keys();
    }

    DeclaredForms.KeyForm keyForm(int ordinal) {
        return forms.keys().get(keyForm[ordinal]);
    }

    int keyFormNumber(int ordinal) {
        return keyForm[ordinal];
    }

    DeclaredForms.RowForm rowForm(int ordinal) {
        return forms.row(rowForm[ordinal]);
    }

    int rowFormNumber(int ordinal) {
        return rowForm[ordinal];
    }

    /** The keys that have NULL or the empty text where they could have the other; null where none can. */
    @Nullable
    BlankKeys blankKeys() {
        return blankKeys;
    }

    /** True where one statement suits all rows. */
    boolean uniform() {
        return uniformity.holds();
    }

    /** Columns in which some value can be judged by the database alone. */
    BitSet doubtfulColumns() {
        return doubtful.columns();
    }

    /** True where no value is left that the database would have to judge. */
    boolean judged() {
        return judged || doubtful.columns().isEmpty();
    }

    /** Remembers that the database takes every declared value. */
    void markJudged() {
        judged = true;
    }

    /** True where every key can be matched by its text; else the database matches them. */
    boolean keysMatchByText() {
        return keysMatchByText;
    }

    byte state(int ordinal) {
        return state[ordinal];
    }

    void state(int ordinal, byte found) {
        state[ordinal] = found;
    }

    int size() {
        return size;
    }

    void forget() {
        Arrays.fill(state, MISSING);
    }

    /** Takes all rows but some for unchanged. */
    void unchangedBut(BitSet ordinals) {
        Arrays.fill(state, UNCHANGED);
        ordinals.stream().forEach(ordinal -> state[ordinal] = MISSING);
    }
}

package dev.seedbed.plan;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of every declared row of a table, in some forty bytes each: hashes of its key and of its compared
 * values, the form in which they are declared, and what was found out about it.
 */
final class DeclaredRows {
    /** What is known of a declared row. */
    static final byte MISSING = 0;

    static final byte UNCHANGED = 1;
    static final byte DIFFERENT = 2;
    static final byte AMBIGUOUS = 3;

    /**
     * Which columns a row declares, and how.
     *
     * @param columns indexes of the compared columns that it gives a value
     * @param forms for each, the number of its form ({@link BoundTable#form})
     */
    record RowForm(int[] columns, int[] forms) {}

    /** How key columns are declared: for each key column the number of its form. */
    record KeyForm(int[] forms) {}

    private final BoundTable table;
    private final HashTable keys = new HashTable();
    private final List<KeyForm> keyForms = new ArrayList<>();
    private final List<RowForm> rowForms = new ArrayList<>();
    private final Map<List<Integer>, Integer> rowFormNumbers = new HashMap<>();
    private long[] valuesHigh = new long[16];
    private long[] valuesLow = new long[16];
    private short[] rowForm = new short[16];
    private short[] keyForm = new short[16];
    private byte[] state = new byte[16];
    private boolean keysMatchByText = true;
    private boolean uniform = true;
    private final int[] uncertain;
    private final BitSet doubtful = new BitSet();
    private int @Nullable [] kinds;
    private int size;

    private final RowHash hash = new RowHash();
    private int[] lastForms = new int[0];
    private int lastRowForm = -1;

    DeclaredRows(BoundTable table) {
        this.table = table;
        List<Column> columns = table.layout().columns();
        this.uncertain = IntStream.range(0, columns.size())
                .filter(i -> GroupDecision.uncertain(columns.get(i).type()))
                .toArray();
    }

    /** Takes in the next row; returns the ordinal of an earlier one with the same key, or -1. */
    int add(BoundRow row) {
        grow();
        uniform &= likeTheFirst(row);
        doubt(row);
        int form = keyForm(row);
        hash.reset(form);
        boolean known = hashKey(row, keyForms.get(form), hash);
        keysMatchByText &= known;
        int before = keys.put(hash.high(), hash.low());
        keyForm[size] = (short) form;
        rowForm[size] = (short) rowForm(row);
        hash.reset(rowForm[size]);
        RowForm declared = rowForms.get(rowForm[size]);
        for (int column : declared.columns()) {
            hashCell(row.cells()[column], table.layout().columns().get(column).type(), hash);
        }
        valuesHigh[size] = hash.high();
        valuesLow[size] = hash.low();
        size++;
        return before;
    }

    private void doubt(BoundRow row) {
        for (int index : uncertain) {
            if (!doubtful.get(index)
                    && row.cells()[index] instanceof Cell.Text text
                    && CanonicalText.of(table.layout().columns().get(index).type(), text.text()) == null) {
                doubtful.set(index);
            }
        }
    }

    /** Columns in which some value can be judged by the database alone. */
    BitSet doubtfulColumns() {
        return doubtful;
    }

    private boolean likeTheFirst(BoundRow row) {
        @Nullable Cell[] cells = row.cells();
        int[] first = kinds;
        if (first == null) {
            first = new int[cells.length];
            for (int i = 0; i < cells.length; i++) {
                first[i] = kind(cells[i]);
            }
            kinds = first;
        }
        boolean like = true;
        for (int i = 0; i < cells.length; i++) {
            int kind = kind(cells[i]);
            if ((kind == NULL_CELL && first[i] != ABSENT) || (first[i] == NULL_CELL && kind != ABSENT)) {
                first[i] = kind == NULL_CELL ? first[i] : kind;
            } else {
                like &= kind == first[i];
            }
            like &= !(cells[i] instanceof Cell.Reference reference)
                    || !reference.leaves().contains(null);
        }
        for (int index : table.layout().key()) {
            like &= !(cells[index] instanceof Cell.Null);
        }
        return like;
    }

    private static final int ABSENT = 0;
    private static final int NULL_CELL = 1;

    private static int kind(@Nullable Cell cell) {
        if (cell == null) {
            return ABSENT;
        }
        return cell instanceof Cell.Null ? NULL_CELL : cell instanceof Cell.Reference ? 3 : 2;
    }

    /**
     * True where every row gives the same columns in the same form and no part of a key is NULL, so that one statement
     * suits all of them.
     */
    boolean uniform() {
        boolean oneForm = uniform;
        for (int i = 0; i < table.layout().columns().size(); i++) {
            List<@Nullable RefShape> forms = table.forms(i);
            long shapes = forms.stream().filter(java.util.Objects::nonNull).count();
            oneForm &= shapes <= 1;
        }
        return oneForm;
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

    private int keyForm(BoundRow row) {
        int[] key = table.layout().key();
        search:
        for (int i = 0; i < keyForms.size(); i++) {
            int[] forms = keyForms.get(i).forms();
            for (int k = 0; k < key.length; k++) {
                Cell cell = row.cells()[key[k]];
                if (!(cell instanceof Cell.Null) && table.forms(key[k]).get(forms[k]) != shape(cell)) {
                    continue search;
                }
            }
            return i;
        }
        int[] forms = new int[key.length];
        for (int k = 0; k < key.length; k++) {
            forms[k] = table.form(key[k], shape(row.cells()[key[k]]));
        }
        keyForms.add(new KeyForm(forms));
        return keyForms.size() - 1;
    }

    private int rowForm(BoundRow row) {
        BoundTable.Layout layout = table.layout();
        @Nullable Cell[] cells = row.cells();
        if (lastForms.length != cells.length) {
            lastForms = new int[cells.length];
            Arrays.fill(lastForms, -2);
        }
        boolean same = lastRowForm >= 0;
        for (int i = 0; i < cells.length; i++) {
            int form = -1;
            Cell cell = cells[i];
            if (layout.compared()[i] && cell != null && !(cell instanceof Cell.Generated)) {
                form = table.form(i, shape(cell));
            }
            same &= lastForms[i] == form;
            lastForms[i] = form;
        }
        if (same) {
            return lastRowForm;
        }
        List<Integer> signature = new ArrayList<>(cells.length);
        for (int form : lastForms) {
            signature.add(form);
        }
        lastRowForm = rowFormNumbers.computeIfAbsent(signature, s -> {
            int[] columns = new int[cells.length];
            int[] forms = new int[cells.length];
            int count = 0;
            for (int i = 0; i < cells.length; i++) {
                if (lastForms[i] >= 0) {
                    columns[count] = i;
                    forms[count++] = lastForms[i];
                }
            }
            rowForms.add(new RowForm(Arrays.copyOf(columns, count), Arrays.copyOf(forms, count)));
            return rowForms.size() - 1;
        });
        if (rowForms.size() > Short.MAX_VALUE) {
            throw new IllegalStateException("More than 32767 different sets of columns in one table.");
        }
        return lastRowForm;
    }

    private static @Nullable RefShape shape(@Nullable Cell cell) {
        return cell instanceof Cell.Reference reference ? reference.shape() : null;
    }

    /** Adds the key to the hash; false where some text of it can be matched by the database alone. */
    private boolean hashKey(BoundRow row, KeyForm form, RowHash into) {
        boolean known = true;
        int[] key = table.layout().key();
        for (int k = 0; k < key.length; k++) {
            int index = key[k];
            Cell cell = row.cells()[index];
            if (cell instanceof Cell.Text text) {
                known &= hashKeyText(
                        text.text(), table.layout().columns().get(index).type(), into);
            } else if (cell instanceof Cell.Reference reference) {
                List<RefShape.Leaf> leaves = reference.shape().leaves();
                for (int i = 0; i < leaves.size(); i++) {
                    known &=
                            hashKeyText(reference.leaves().get(i), leaves.get(i).type(), into);
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

    /** Adds a text of a key, declared or live; false where only the database can match it. */
    static boolean hashKeyText(@Nullable String text, ColumnType type, RowHash into) {
        if (text == null) {
            into.add(null);
            return true;
        }
        String canonical = CanonicalText.of(type, text);
        String form = canonical == null ? text : canonical;
        if (type.kind() == ColumnType.Kind.TEXT && !isComposed(form)) {
            // Two spellings of one name are one key; but such a text is matched with live rows by the database.
            into.add(Normalizer.normalize(form, Normalizer.Form.NFC));
            return false;
        }
        into.add(form);
        return canonical != null && CanonicalText.complete(type);
    }

    /** True where a unique constraint tells the row's key from others just as {@link #add} would. */
    static boolean isKeyOfItsOwn(BoundTable table, BoundRow row) {
        for (int index : table.layout().key()) {
            if (!(row.cells()[index] instanceof Cell.Text text) || !isComposed(text.text())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isComposed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x300) {
                return Normalizer.isNormalized(text, Normalizer.Form.NFC);
            }
        }
        return true;
    }

    private static void hashCell(@Nullable Cell cell, ColumnType type, RowHash into) {
        if (cell instanceof Cell.Text text) {
            into.add(canonical(type, text.text()));
        } else if (cell instanceof Cell.Reference reference) {
            List<RefShape.Leaf> leaves = reference.shape().leaves();
            for (int i = 0; i < leaves.size(); i++) {
                String leaf = reference.leaves().get(i);
                into.add(leaf == null ? null : canonical(leaves.get(i).type(), leaf));
            }
        } else {
            into.add(null);
        }
    }

    static String canonical(ColumnType type, String text) {
        String canonical = CanonicalText.of(type, text);
        return canonical == null ? text : canonical;
    }

    /** The ordinal of the declared row that a reference by the table's key means, or -1. */
    int find(Cell.Reference reference) {
        List<RefShape.Lookup> lookups = reference.shape().lookups();
        List<Column> key = table.keyColumns();
        if (lookups.size() != key.size()) {
            return -1;
        }
        for (int number = 0; number < keyForms.size(); number++) {
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
            RefShape form = table.forms(layoutKey[k]).get(keyForms.get(number).forms()[k]);
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
                        hashKeyText(
                                reference.leaves().get(leaf), lookup.column().type(), hash);
                    } else {
                        List<RefShape.Leaf> types = lookup.nested().leaves();
                        for (int i = 0; i < leaves; i++) {
                            hashKeyText(
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

    /** The ordinal of the declared row whose key has this hash, or -1. */
    int find(RowHash keyHash) {
        return keys.find(keyHash.high(), keyHash.low());
    }

    boolean sameValues(int ordinal, RowHash liveValues) {
        return valuesHigh[ordinal] == liveValues.high() && valuesLow[ordinal] == liveValues.low();
    }

    List<KeyForm> keyForms() {
        return keyForms;
    }

    KeyForm keyForm(int ordinal) {
        return keyForms.get(keyForm[ordinal]);
    }

    int keyFormNumber(int ordinal) {
        return keyForm[ordinal];
    }

    RowForm rowForm(int ordinal) {
        return rowForms.get(rowForm[ordinal]);
    }

    int rowFormNumber(int ordinal) {
        return rowForm[ordinal];
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
}

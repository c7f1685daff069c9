package dev.seedbed.plan;

import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The declared rows of a table that are there under another key than they declare. */
final class ElsewhereRows {
    private final BoundTable table;
    private final Map<Integer, Row> rows = new TreeMap<>();
    private final BitSet severalFormer = new BitSet();

    ElsewhereRows(BoundTable table) {
        this.table = table;
    }

    /**
     * A row.
     *
     * @param under the same with the key under which it is there, by which references find it for now
     * @param own true where that is a former key of its own, and not only one of what its key refers to
     * @param respelled true where the database takes both keys for one
     */
    record Row(BoundRow declared, BoundRow under, boolean own, boolean respelled) {}

    void add(Row row) {
        rows.put(row.declared().ordinal(), row);
    }

    /** Notes a row of which nobody can tell under which of its former keys it is there. */
    void addSeveralFormer(int ordinal) {
        severalFormer.set(ordinal);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** In the order in which they are declared. */
    Collection<Row> all() {
        return Collections.unmodifiableCollection(rows.values());
    }

    boolean has(int ordinal) {
        return rows.containsKey(ordinal);
    }

    /** True where a row is there under a former key of its own. */
    boolean isFormer(int ordinal) {
        Row row = rows.get(ordinal);
        return row != null && row.own();
    }

    /** True where rows are there that have former keys of declared ones, whether these are to have them or not. */
    boolean hasFormer() {
        return !rows.isEmpty() || !severalFormer.isEmpty();
    }

    /** True where a row is there under a former key of its own, or rows under several, and none under the one it declares. */
    boolean isOnlyFormer(int ordinal) {
        Row row = rows.get(ordinal);
        return row != null && row.own() && !row.respelled() || severalFormer.get(ordinal);
    }

    /** The row with the key under which it stands in the table. */
    BoundRow located(BoundRow row) {
        Row elsewhere = rows.get(row.ordinal());
        return elsewhere == null ? row : elsewhere.under();
    }

    /** The declared key of a row, for messages. */
    String describe(int ordinal) {
        return table.describeKey(Objects.requireNonNull(rows.get(ordinal)).declared());
    }

    /** A reference to a row by the key under which it is there; null where that is the one that it declares. */
    Cell.@Nullable Reference reference(int ordinal, RefShape shape) {
        Row row = rows.get(ordinal);
        return row == null ? null : NamedRows.reference(table, row.under(), shape);
    }
}

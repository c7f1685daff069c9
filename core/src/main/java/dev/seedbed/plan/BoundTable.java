package dev.seedbed.plan;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Table;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.RecordPlaces;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A table of the database with everything that the seeders of a run declare for it. Two seeders that share a table are
 * two {@linkplain Part parts} of one bound table.
 */
public final class BoundTable {
    /** Rows up to this many are kept in memory once they are bound; more are bound anew on each pass. */
    private static final int MOST_KEPT = 50_000;

    /** The same for rows of CSV files: a table that refers to itself passes over them once for each generation. */
    private static final int MOST_KEPT_OF_FILES = 5_000;

    /**
     * What one seeder declares for the table.
     *
     * @param number its index among the table's parts
     */
    public record Part(int number, SeedUnit unit, SeedTable seeds) {}

    /**
     * The columns a run deals with.
     *
     * @param columns every column that some row, or {@code on-insert}, gives a value
     * @param key indexes of the key columns
     * @param compared true where a differing live value is looked for
     * @param managed true where the code owns the column
     * @param sensitive true where values are masked
     * @param onInsert what a column takes on insert where the row leaves it out; null for nothing
     * @param onUpdate what a column takes together with another change; null for nothing
     * @param softDelete index into the catalogue's columns of the table; null where there is none
     */
    public record Layout(
            List<Column> columns,
            int[] key,
            boolean[] compared,
            boolean[] managed,
            boolean[] sensitive,
            @Nullable Cell[] onInsert,
            @Nullable Cell[] onUpdate,
            @Nullable Column softDelete,
            boolean hold) {
        /** True where a message of the database might hold a value that is to be masked. */
        public boolean hasSensitive() {
            boolean any = false;
            for (boolean column : sensitive) {
                any |= column;
            }
            return any;
        }

        public int index(Column column) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equals(column.name())) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** A pass over the bound rows. */
    public interface Cursor extends AutoCloseable {
        @Nullable
        BoundRow next();

        @Override
        void close();
    }

    private final Table table;
    private final String writtenName;
    private final List<Part> parts;
    private final Layout layout;
    private final Set<String> named;
    private final boolean streamed;
    private final Map<String, Integer> indexByWrittenColumn = new HashMap<>();
    private final List<List<@Nullable RefShape>> forms = new ArrayList<>();
    private final BitSet onlyNull = new BitSet();
    private boolean formerKeys;
    private @Nullable List<BoundRow> kept;
    private boolean keepWhenOpened;
    private @Nullable RecordPlaces places;
    private @Nullable List<String> lastWritten;
    private int[] lastIndexes = new int[0];
    private boolean lastKnown;

    /** @param named the columns that the seeds, or those of earlier releases, have something to say of */
    BoundTable(Table table, String writtenName, List<Part> parts, Layout layout, Set<String> named) {
        this.named = Set.copyOf(named);
        this.table = table;
        this.writtenName = writtenName;
        this.parts = List.copyOf(parts);
        boolean anyStreamed = false;
        for (Part part : parts) {
            anyStreamed |= part.seeds().rows().streamed();
        }
        this.streamed = anyStreamed;
        this.layout = layout;
        for (int i = 0; i < layout.columns().size(); i++) {
            forms.add(new ArrayList<>());
        }
        onlyNull.set(0, layout.columns().size());
    }

    public Table table() {
        return table;
    }

    /** How the seeds call it, for messages. */
    public String writtenName() {
        return writtenName;
    }

    /** True for the name that the seeds, or the database, have for it. */
    public boolean isCalled(String name) {
        return writtenName.equalsIgnoreCase(name)
                || table.name().label().equalsIgnoreCase(name)
                || parts.stream().anyMatch(part -> part.seeds().table().equalsIgnoreCase(name));
    }

    /** What each seeder declares for it. */
    public List<Part> parts() {
        return parts;
    }

    public Layout layout() {
        return layout;
    }

    /** False for a column that is only in the layout because some row is retired, of which it may tell a decision. */
    public boolean isNamed(Column column) {
        return named.contains(column.name());
    }

    public List<Column> keyColumns() {
        List<Column> columns = new ArrayList<>();
        for (int index : layout.key()) {
            columns.add(layout.columns().get(index));
        }
        return columns;
    }

    /** The indexes in the layout of columns as a row writes them. */
    int[] indexes(List<String> writtenColumns) {
        if (writtenColumns != lastWritten) {
            int[] indexes = new int[writtenColumns.size()];
            for (int i = 0; i < indexes.length; i++) {
                indexes[i] = index(writtenColumns.get(i));
            }
            lastWritten = writtenColumns;
            lastIndexes = indexes;
            lastKnown = true;
            for (int index : indexes) {
                lastKnown &= index >= 0;
            }
        }
        return lastIndexes;
    }

    /** False where a row writes columns that the table does not have. */
    boolean knows(List<String> writtenColumns) {
        indexes(writtenColumns);
        return lastKnown;
    }

    /** The index in the layout of a column as a row writes it, or -1. */
    int index(String writtenColumn) {
        Integer known = indexByWrittenColumn.get(writtenColumn);
        if (known == null) {
            Column column = table.column(writtenColumn);
            known = column == null ? -1 : layout.index(column);
            indexByWrittenColumn.put(writtenColumn, known);
        }
        return known;
    }

    /** The number under which a column's shape of references is known; 0 is a plain value. Registers a new one. */
    int form(int column, @Nullable RefShape shape) {
        List<@Nullable RefShape> known = forms.get(column);
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i) == shape) {
                return i;
            }
        }
        known.add(shape);
        return known.size() - 1;
    }

    /**
     * Registers the shapes of references in columns that are given on insert alone. Those of others are met when rows are
     * compared.
     */
    void noteUncomparedReferences(@Nullable Cell[] cells) {
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] instanceof Cell.Reference reference && !layout.compared()[i] && !isKey(i)) {
                form(i, reference.shape());
            }
        }
    }

    /** The shapes in which values of the column are declared; null among them is a plain value. */
    List<@Nullable RefShape> forms(int column) {
        return forms.get(column);
    }

    /** Has every column count as one that may hold values, since no pass will tell before the rows are planted. */
    void readLater() {
        onlyNull.clear();
    }

    /** True where a row of a finished pass, with {@code on-insert} and defaults, may hold a value of the column that is not NULL. */
    boolean holdsValues(int column) {
        return !onlyNull.get(column);
    }

    /** True where a row that was bound so far names a key that it had before. */
    boolean namesFormerKeys() {
        return formerKeys;
    }

    /** Remembers where the rows of the one file of the table stand in it. */
    void placed(@Nullable RecordPlaces found) {
        places = found;
    }

    @Nullable
    RecordPlaces places() {
        return places;
    }

    /** Notes that some row gives the column a value. */
    void mayHoldValues(int column) {
        onlyNull.clear(column);
    }

    private void note(@Nullable Cell[] cells) {
        for (int i = onlyNull.nextSetBit(0); i >= 0; i = onlyNull.nextSetBit(i + 1)) {
            Cell cell = cells[i] == null ? layout.onInsert()[i] : cells[i];
            boolean mayHold = cell == null
                    ? layout.columns().get(i).defaultSql() != null
                    : !(cell instanceof Cell.Null) && !(cell instanceof Cell.Reference reference && reference.isNull());
            if (mayHold) {
                onlyNull.clear(i);
            }
        }
    }

    public boolean streamed() {
        return streamed;
    }

    /** Keeps bound rows in memory where they are few, so that later passes cost nothing. */
    void keep(List<BoundRow> rows) {
        if (mayKeep(rows.size())) {
            kept = rows;
        }
    }

    /** The same for rows that nobody has bound yet, once somebody wants them. */
    void keepWhenOpened(int rows) {
        keepWhenOpened = mayKeep(rows);
    }

    /** The one shape in which a column refers; null where it never does. */
    public @Nullable RefShape referenceShape(int column) {
        for (RefShape shape : forms.get(column)) {
            if (shape != null) {
                return shape;
            }
        }
        return layout.onInsert()[column] instanceof Cell.Reference reference ? reference.shape() : null;
    }

    boolean mayKeep(int rows) {
        return rows <= (streamed() ? MOST_KEPT_OF_FILES : MOST_KEPT);
    }

    /** Binds every row anew, or goes over those that are kept. */
    Cursor open(RowBinder binder) {
        if (keepWhenOpened) {
            keepWhenOpened = false;
            keep(all(binder));
        }
        return kept == null ? new Binding(binder) : new Kept(kept);
    }

    /** A pass over some rows, by their ordinals, once a whole one has found all of them to be good. */
    Cursor open(RowBinder binder, BitSet wanted) {
        if (keepWhenOpened) {
            keepWhenOpened = false;
            keep(all(binder));
        }
        List<BoundRow> all = kept;
        return all == null
                ? new PickedRows(this, binder, wanted)
                : over(wanted.stream().mapToObj(all::get).toList());
    }

    private List<BoundRow> all(RowBinder binder) {
        List<BoundRow> all = new ArrayList<>();
        try (Cursor rows = new Binding(binder)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                all.add(row);
            }
        }
        return all;
    }

    /** A pass over rows that are in memory. */
    static Cursor over(List<BoundRow> rows) {
        return new Kept(rows);
    }

    private static final class Kept implements Cursor {
        private final List<BoundRow> rows;
        private int next;

        Kept(List<BoundRow> rows) {
            this.rows = rows;
        }

        @Override
        public @Nullable BoundRow next() {
            return next < rows.size() ? rows.get(next++) : null;
        }

        @Override
        public void close() {
            next = rows.size();
        }
    }

    private final class Binding implements Cursor {
        private final RowBinder binder;
        private int part = -1;
        private int ordinal;
        private Expansion.@Nullable Rows rows;

        Binding(RowBinder binder) {
            this.binder = binder;
        }

        @Override
        public @Nullable BoundRow next() {
            while (true) {
                if (rows == null) {
                    if (++part >= parts.size()) {
                        return null;
                    }
                    rows = binder.expansion().open(BoundTable.this, parts.get(part));
                }
                SeedRow row = rows.next();
                if (row != null) {
                    BoundRow bound = binder.bind(BoundTable.this, parts.get(part), row, ordinal++);
                    note(bound.cells());
                    formerKeys |= !row.directives().formerly().isEmpty();
                    return bound;
                }
                rows.close();
                rows = null;
            }
        }

        @Override
        public void close() {
            if (rows != null) {
                rows.close();
            }
        }
    }

    /** The declared key of a row as text for messages, such as {@code code=starter}. */
    public String describeKey(BoundRow row) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, @Nullable String> entry : naturalKey(row).entrySet()) {
            text.append(text.length() == 0 ? "" : ", ")
                    .append(entry.getKey())
                    .append('=')
                    .append(entry.getValue() == null ? "NULL" : entry.getValue());
        }
        return text.toString();
    }

    /** The declared key of a row, under the names that reports use. */
    Map<String, @Nullable String> naturalKey(BoundRow row) {
        Map<String, @Nullable String> key = new LinkedHashMap<>();
        for (int index : layout.key()) {
            put(key, index, row.cells()[index]);
        }
        return key;
    }

    /** One text for the key of a row, in which spellings that are one value to its type are one. */
    String keyText(BoundRow row) {
        return keyText(row, ComparedText::of);
    }

    /** The same of the key of a live row. */
    String liveKeyText(BoundRow row) {
        return keyText(row, ComparedText::ofLive);
    }

    private String keyText(BoundRow row, BiFunction<ColumnType, String, String> form) {
        StringBuilder text = new StringBuilder();
        for (int index : layout.key()) {
            Cell cell = row.cells()[index];
            text.append(layout.columns().get(index).name());
            if (cell instanceof Cell.Text plain) {
                text.append('=').append(form.apply(layout.columns().get(index).type(), plain.text()));
            } else if (cell instanceof Cell.Reference reference) {
                List<RefShape.Leaf> leaves = reference.shape().leaves();
                for (int i = 0; i < leaves.size(); i++) {
                    String leaf = reference.leaves().get(i);
                    text.append('.').append(leaves.get(i).path());
                    text.append(
                            leaf == null ? "" : "=" + form.apply(leaves.get(i).type(), leaf));
                    text.append('\0');
                }
            }
            text.append('\0');
        }
        return text.toString();
    }

    /** True where a part of the key is masked, so that nothing can be remembered under it. */
    public boolean hasMaskedKey() {
        for (int index : layout.key()) {
            if (layout.sensitive()[index]) {
                return true;
            }
        }
        return false;
    }

    /** True where the column is a part of the key. */
    public boolean isKey(int index) {
        for (int key : layout.key()) {
            if (key == index) {
                return true;
            }
        }
        return false;
    }

    /** True where columns are declared sensitive, be it that no row gives them: a database may quote what stands in them. */
    public boolean holdsSecrets() {
        for (Part part : parts) {
            if (!part.seeds().sensitive().isEmpty()) {
                return true;
            }
        }
        return layout.hasSensitive();
    }

    /** How a ledger calls the table. */
    public String ledgerName() {
        return table.name().label();
    }

    /** The same as they are declared, for comparing: neither masked nor shown as the column's type will have them. */
    void putDeclared(Map<String, @Nullable String> texts, int index, Cell cell) {
        if (cell instanceof Cell.Text text) {
            texts.put(layout.columns().get(index).label(), text.text());
        } else {
            put(texts, index, cell);
        }
    }

    /** The same of what a column held before it took another value, under the names of that where it referred to no row. */
    void putHeld(Map<String, @Nullable String> texts, int index, Cell held, @Nullable Cell now) {
        if (held instanceof Cell.Null && now instanceof Cell.Reference reference) {
            String label = layout.columns().get(index).label();
            reference.shape().leaves().forEach(leaf -> texts.put(label + "." + leaf.path(), null));
        } else {
            putDeclared(texts, index, held);
        }
    }

    /** Puts the texts of one cell under the names that reports use; sensitive ones masked. */
    void put(Map<String, @Nullable String> texts, int index, @Nullable Cell cell) {
        String label = layout.columns().get(index).label();
        if (layout.sensitive()[index] && !(cell instanceof Cell.Null)) {
            texts.put(label, "***");
        } else if (cell instanceof Cell.Text text) {
            texts.put(label, displayed(layout.columns().get(index).type(), text.text()));
        } else if (cell instanceof Cell.Reference reference) {
            List<RefShape.Leaf> leaves = reference.shape().leaves();
            for (int i = 0; i < leaves.size(); i++) {
                texts.put(label + "." + leaves.get(i).path(), reference.leaves().get(i));
            }
        } else if (cell instanceof Cell.Generated generated) {
            texts.put(
                    label,
                    "(" + generated.generator().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")");
        } else {
            texts.put(label, null);
        }
    }

    /**
     * Puts what is declared for a column beside its live texts; sensitive ones masked.
     *
     * @param named the row to which it refers, which tells more than the texts where it is declared to refer to none
     */
    void describe(
            Map<String, RowChange.ColumnChange> columns,
            int index,
            @Nullable Cell declared,
            @Nullable String[] live,
            Cell named) {
        if (declared instanceof Cell.Null && named instanceof Cell.Reference held) {
            Map<String, RowChange.ColumnChange> leaves = new LinkedHashMap<>();
            describe(leaves, index, held.shape().nothing(), held.leaves().toArray(new String[0]));
            leaves.values().removeIf(leaf -> leaf.from() == null);
            columns.putAll(leaves);
        } else {
            describe(columns, index, declared, live);
        }
    }

    private void describe(
            Map<String, RowChange.ColumnChange> columns, int index, @Nullable Cell declared, @Nullable String[] live) {
        String label = layout.columns().get(index).label();
        if (layout.sensitive()[index]) {
            columns.put(label, new RowChange.ColumnChange("***", "***"));
        } else if (declared instanceof Cell.Reference reference) {
            for (int i = 0; i < live.length; i++) {
                columns.put(
                        label + "." + reference.shape().leaves().get(i).path(),
                        new RowChange.ColumnChange(live[i], reference.leaves().get(i)));
            }
        } else {
            String text = declared instanceof Cell.Text plain
                    ? displayed(layout.columns().get(index).type(), plain.text())
                    : null;
            columns.put(label, new RowChange.ColumnChange(live[0], text));
        }
    }

    /** A declared text as the column's type will have it, so that it can be read beside the live one. */
    static String displayed(ColumnType type, String text) {
        return type.kind() == ColumnType.Kind.DECIMAL ? CanonicalText.scaled(type.scale(), text) : text;
    }

    static Location at(BoundRow row) {
        return row.seed().at();
    }

    /** The value of a column as it stands in the source; null where the row leaves it out. */
    static @Nullable SeedValue declared(BoundTable table, SeedRow row, int index) {
        List<String> columns = row.columns();
        for (int i = 0; i < columns.size(); i++) {
            if (table.index(columns.get(i)) == index) {
                return row.values().get(i);
            }
        }
        return null;
    }

    Set<String> seeders() {
        Set<String> names = new LinkedHashSet<>();
        for (Part part : parts) {
            names.add(part.unit().name());
        }
        return names;
    }

    @Override
    public String toString() {
        return writtenName;
    }
}

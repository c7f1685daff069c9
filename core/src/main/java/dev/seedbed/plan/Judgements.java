package dev.seedbed.plan;

import dev.seedbed.database.Column;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a plan made of the declared rows of one table, row by row and column by column. */
public final class Judgements {
    private final Plan plan;
    private final PlannedTable planned;
    private final BoundTable table;
    private final FormerDefaults former;

    /**
     * A declared row.
     *
     * @param key its natural key, under the names that reports use
     * @param ledgerKey as the ledger spells it; of a row that waits for its new key, the one that it has
     * @param there false where no live row is taken for it
     * @param isKnown true where the ledger has met it
     * @param change what a run in the mode of the plan does to it, or why it does nothing; null where it is as declared
     * @param columns those that it gives, by their labels
     */
    public record Row(
            BoundRow row,
            Map<String, @Nullable String> key,
            Map<String, @Nullable String> ledgerKey,
            boolean there,
            boolean isKnown,
            @Nullable RowChange change,
            Map<String, Value> columns) {
        public int ordinal() {
            return row.ordinal();
        }

        /** True where nobody but the seeds is to change it. */
        public boolean isProtected() {
            return row.seed().directives().isProtected();
        }
    }

    /**
     * A declared value beside the live one.
     *
     * @param isGenerated true where it was made when the row was inserted
     * @param declared its texts, under the names that reports use; empty for one that is sensitive
     * @param isCompared false where the two are never compared
     * @param differs true where the live value is another one
     * @param isFormer true where it differs and Seedbed may have planted what is there
     * @param changes true where the run takes it to the declared value
     * @param formers what Seedbed may have planted before, other than the declared value; empty for one that is sensitive
     */
    public record Value(
            boolean isGenerated,
            Map<String, @Nullable String> declared,
            boolean isCompared,
            boolean differs,
            boolean isFormer,
            boolean changes,
            List<Map<String, @Nullable String>> formers) {}

    public Judgements(Plan plan, PlannedTable planned) {
        this.plan = plan;
        this.planned = planned;
        this.table = planned.table();
        this.former = new FormerDefaults(table, planned.binder(), planned.remembered());
    }

    /**
     * Some declared rows, by their ordinals.
     *
     * @throws NotPlanned for another row than a plan of one row is about
     */
    public Map<Integer, Row> of(BitSet ordinals) {
        ordinals.stream().forEach(planned::requirePlanned);
        Map<Integer, Row> found = new TreeMap<>();
        if (ordinals.isEmpty()) {
            return found;
        }
        try (BoundTable.Cursor rows = table.open(planned.binder(), ordinals)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                found.put(row.ordinal(), judged(row));
            }
        }
        return found;
    }

    /**
     * Declared rows that are not there, not even marked as deleted by hand, in the order of the texts of their keys.
     *
     * @param after the key of the row before, its texts alone; null for the beginning
     * @param search only rows that have this text somewhere in their key, in whatever case; null for all
     * @param most how many
     */
    public List<Row> missing(@Nullable List<@Nullable String> after, @Nullable String search, int most) {
        TreeMap<List<@Nullable String>, BoundRow> first = new TreeMap<>(Judgements::compare);
        String wanted = search == null ? null : search.toLowerCase(Locale.ROOT);
        if (countMissing() > 0) {
            try (BoundTable.Cursor rows = planned.openApart()) {
                for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                    List<@Nullable String> key =
                            new ArrayList<>(table.naturalKey(row).values());
                    if (!isThere(row.ordinal())
                            && !planned.live().isSoftDeleted(row.ordinal())
                            && (after == null || compare(key, after) > 0)
                            && (wanted == null || holds(key, wanted))) {
                        first.put(key, row);
                        if (first.size() > most) {
                            first.pollLastEntry();
                        }
                    }
                }
            }
        }
        return first.values().stream().map(this::judged).toList();
    }

    private static boolean holds(List<@Nullable String> key, String wanted) {
        for (String text : key) {
            if (text != null && text.toLowerCase(Locale.ROOT).contains(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static int compare(List<@Nullable String> one, List<@Nullable String> other) {
        Comparator<String> nullsFirst = Comparator.nullsFirst(Comparator.<String>naturalOrder());
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = nullsFirst.compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return one.size() - other.size();
    }

    private int countMissing() {
        int count = 0;
        for (int i = 0; i < planned.size(); i++) {
            count += isThere(i) ? 0 : 1;
        }
        return count;
    }

    /** False where no live row is taken for the declared one. */
    private boolean isThere(int ordinal) {
        return planned.declared().state(ordinal) != DeclaredRows.MISSING;
    }

    /** How all rows stand. */
    public RowStandings standings() {
        return RowStandings.of(planned);
    }

    /**
     * The ordinal of the declared row with a key; -1 for none.
     *
     * @param key by column, or for a reference by such names as {@code tier_id.code}
     */
    public int ordinalOf(Map<String, @Nullable String> key) {
        return new NamedRows(planned.binder()).ordinal(table, planned.declared(), key);
    }

    /** By the names that reports use, what is declared for some columns and what a ledger takes for planted. */
    public Map<String, @Nullable String> planted(Row row, Set<String> columns) {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        BoundTable.Layout layout = table.layout();
        for (int i = 0; i < layout.columns().size(); i++) {
            Cell cell = row.row().cells()[i];
            if (cell != null
                    && columns.contains(layout.columns().get(i).label())
                    && !table.isKey(i)
                    && !layout.sensitive()[i]
                    && !(cell instanceof Cell.Generated)) {
                table.putDeclared(texts, i, cell);
            }
        }
        return texts;
    }

    /** True where some row, or some column of one, is protected. */
    public boolean areAnyProtected() {
        return !protectedColumns().isEmpty();
    }

    /** The labels of columns that some row protects; all where a row is protected as a whole. */
    public Set<String> protectedColumns() {
        Set<String> columns = new LinkedHashSet<>();
        if (table.streamed()) {
            // Files of this kind have no directives.
            return columns;
        }
        try (BoundTable.Cursor rows = planned.open()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                if (row.seed().directives().isProtected()) {
                    table.table().columns().forEach(column -> columns.add(column.label()));
                }
                columns.addAll(protectedColumns(row));
            }
        }
        return columns;
    }

    /** The labels of the columns that a row protects by name. */
    public Set<String> protectedColumns(BoundRow row) {
        Set<String> columns = new LinkedHashSet<>();
        for (String written : row.seed().directives().protectedColumns()) {
            Column column = table.table().column(written);
            columns.add(column == null ? written : column.label());
        }
        return columns;
    }

    /** What a run would write down of a row that is there, before anything else of it. */
    public LedgerRow adoption(Row row) {
        return new LedgerRows(plan).adoption(planned, row.row());
    }

    private Row judged(BoundRow row) {
        int ordinal = row.ordinal();
        Fate fate = planned.fate(ordinal);
        boolean there = isThere(ordinal);
        Remembered remembered = planned.remembered();
        Map<Integer, @Nullable String[]> differing = there ? planned.live().differences(row) : Map.of();
        BitSet same = planned.sameMeanings(ordinal);
        BitSet formers = planned.formerDefaults(ordinal);
        RowUpdate update = fate == Fate.UPDATE || fate == Fate.RENAME ? planned.update(ordinal) : null;
        Map<String, Value> columns = new LinkedHashMap<>();
        for (int i = 0; i < row.cells().length; i++) {
            Cell cell = row.cells()[i];
            if (cell == null) {
                continue;
            }
            boolean sensitive = table.layout().sensitive()[i];
            boolean differs = fate != Fate.UNCHANGED && differing.containsKey(i) && !same.get(i);
            Map<String, @Nullable String> declared = new LinkedHashMap<>();
            if (!sensitive) {
                table.put(declared, i, cell);
            }
            columns.put(
                    table.layout().columns().get(i).label(),
                    new Value(
                            cell instanceof Cell.Generated,
                            declared,
                            table.isKey(i) || table.layout().compared()[i] && isComparable(ordinal),
                            differs,
                            differs && formers.get(i),
                            update != null && update.columns().get(i) && differs,
                            sensitive || table.isKey(i) ? List.of() : formers(row, i, declared)));
        }
        return new Row(
                row,
                table.naturalKey(row),
                remembered == null
                        ? table.naturalKey(planned.located(row))
                        : remembered.naturalKey(table, planned.located(row)),
                there,
                remembered != null && remembered.knows(planned, row),
                fate == Fate.UNCHANGED ? null : planned.change(row),
                columns);
    }

    /** False where two live rows have the key, so that neither was compared. */
    private boolean isComparable(int ordinal) {
        return planned.declared().state(ordinal) != DeclaredRows.AMBIGUOUS;
    }

    private List<Map<String, @Nullable String>> formers(
            BoundRow row, int index, Map<String, @Nullable String> declared) {
        List<Map<String, @Nullable String>> formers = new ArrayList<>();
        for (Cell cell : former.of(row, planned.located(row), index)) {
            Map<String, @Nullable String> texts = new LinkedHashMap<>();
            table.put(texts, index, cell);
            if (!texts.equals(declared) && !formers.contains(texts)) {
                formers.add(texts);
            }
        }
        return formers;
    }
}

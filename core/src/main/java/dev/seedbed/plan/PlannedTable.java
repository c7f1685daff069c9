package dev.seedbed.plan;

import dev.seedbed.plan.RowChange.ColumnChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A table of a plan: the fate of every declared row. */
public final class PlannedTable {
    /**
     * Why a row that is not simply unchanged or inserted has its fate.
     *
     * @param columns what it is about, under the names of reports; already masked
     */
    record Detail(String code, String reason, Map<String, ColumnChange> columns) {
        Detail(String code, String reason) {
            this(code, reason, Map.of());
        }
    }

    private final BoundTable table;
    private final DeclaredRows declared;
    private final LiveComparison live;
    private final RowBinder binder;
    private final Fate[] fates;
    private final Map<Integer, Detail> details = new HashMap<>();
    private final ElsewhereRows elsewhere;
    private final Map<Integer, BitSet> formerDefaults = new HashMap<>();
    private final Map<Integer, BitSet> sameMeanings = new HashMap<>();
    private final Map<Integer, RowUpdate> updates = new TreeMap<>();
    private final List<Retirement> retirements = new ArrayList<>();
    private final int[] retired;
    private final Map<Integer, BoundRow> substitutes = new LinkedHashMap<>();
    private final int[] partStarts;
    private final MissingRows missing = new MissingRows();
    private List<BoundRow> namedRetired = List.of();
    private BitSet retiredThere = new BitSet();
    private List<BoundRow> writtenRetired = List.of();
    private @Nullable Remembered remembered;
    private boolean emptied;
    private @Nullable PlantedRecords planted;
    private List<RowChange> described = List.of();

    PlannedTable(BoundTable table, DeclaredRows declared, LiveComparison live, RowBinder binder, int[] partStarts) {
        this.table = table;
        this.declared = declared;
        this.live = live;
        this.binder = binder;
        this.fates = new Fate[declared.size()];
        this.partStarts = partStarts.clone();
        this.retired = new int[table.parts().size()];
        this.elsewhere = new ElsewhereRows(table);
        for (int i = 0; i < fates.length; i++) {
            look(i);
        }
    }

    /** Takes over what the comparison has found out about a row. */
    final void look(int ordinal) {
        fates[ordinal] = switch (declared.state(ordinal)) {
            case DeclaredRows.MISSING -> Fate.INSERT;
            case DeclaredRows.UNCHANGED -> Fate.UNCHANGED;
            case DeclaredRows.DIFFERENT -> Fate.KEEP;
            default -> Fate.BLOCKED;
        };
        missing.decided();
    }

    private PlannedTable(PlannedTable unread, int rows) {
        this.table = unread.table;
        this.declared = unread.declared;
        this.live = unread.live;
        this.binder = unread.binder;
        this.partStarts = unread.partStarts;
        this.retired = unread.retired;
        this.planted = unread.planted;
        this.described = unread.described;
        this.elsewhere = unread.elsewhere;
        this.fates = new Fate[rows];
        Arrays.fill(fates, Fate.INSERT);
    }

    /** The same table once its rows were loaded: so many, and each of them inserted. */
    PlannedTable loaded(int rows) {
        return new PlannedTable(this, rows);
    }

    public BoundTable table() {
        return table;
    }

    DeclaredRows declared() {
        return declared;
    }

    RowBinder binder() {
        return binder;
    }

    LiveComparison live() {
        return live;
    }

    /** How many rows are declared. */
    public int size() {
        return fates.length;
    }

    Fate fate(int ordinal) {
        return fates[ordinal];
    }

    /** @throws NotPlanned for a row that the plan is not about */
    void requirePlanned(int ordinal) {
        if (!live.looksAt(ordinal)) {
            throw new NotPlanned(table, ordinal);
        }
    }

    boolean has(Fate fate) {
        for (Fate each : fates) {
            if (each == fate) {
                return true;
            }
        }
        return false;
    }

    void decide(int ordinal, Fate fate, Detail detail) {
        fates[ordinal] = fate;
        missing.decided();
        details.put(ordinal, detail);
        live.setApart(ordinal);
    }

    @Nullable
    Detail detail(int ordinal) {
        return details.get(ordinal);
    }

    /** The rows that are there under another key than they declare. */
    ElsewhereRows elsewhere() {
        return elsewhere;
    }

    /** The row with the key under which it stands in the table. */
    BoundRow located(BoundRow row) {
        return elsewhere.located(row);
    }

    /** Gives a row that is there its new key; what else differs is decided later. */
    void rename(int ordinal) {
        if (fates[ordinal] == Fate.UNCHANGED || fates[ordinal] == Fate.KEEP) {
            fates[ordinal] = Fate.RENAME;
            live.setApart(ordinal);
        }
    }

    /** Decides that a row that is there is changed. */
    void change(RowUpdate update, Fate fate, Detail detail) {
        updates.put(update.row().ordinal(), update);
        decide(update.row().ordinal(), fate, detail);
    }

    /** The changes that give rows new keys, those included that something blocks. */
    List<RowUpdate> meantRenames() {
        return updates.values().stream().filter(RowUpdate::renames).toList();
    }

    /** Has rows take their new keys under those that they have by then; to be called once all fates are settled. */
    void settleRenames(FormerReferences references) {
        for (Map.Entry<Integer, RowUpdate> each : updates.entrySet()) {
            RowUpdate update = each.getValue();
            if (update.renames()) {
                each.setValue(update.locatedAt(references.afterRenames(table, update.found())));
            }
        }
    }

    /** What is changed in a row that is there; null where nothing was meant to be. */
    @Nullable
    RowUpdate update(int ordinal) {
        return updates.get(ordinal);
    }

    /** The rows that are changed, in declared order. */
    public List<RowUpdate> updates() {
        List<RowUpdate> changed = new ArrayList<>();
        for (RowUpdate update : updates.values()) {
            Fate fate = fates[update.row().ordinal()];
            if (fate == Fate.UPDATE || fate == Fate.RENAME) {
                changed.add(update);
            }
        }
        return changed;
    }

    /** Remembers the columns of a row that is there and differs which hold a value that Seedbed may have planted. */
    void holdsFormerDefaults(int ordinal, BitSet columns) {
        formerDefaults.put(ordinal, columns);
    }

    BitSet formerDefaults(int ordinal) {
        return formerDefaults.getOrDefault(ordinal, new BitSet());
    }

    /** Remembers the columns of a row that mean what is declared already, though they call it by a former name. */
    void meansTheSame(int ordinal, BitSet columns) {
        if (!columns.isEmpty()) {
            sameMeanings.put(ordinal, columns);
        }
    }

    BitSet sameMeanings(int ordinal) {
        return sameMeanings.getOrDefault(ordinal, new BitSet());
    }

    /** The rows that take new keys, by their ordinals. */
    BitSet renames() {
        BitSet renames = new BitSet();
        for (int ordinal : updates.keySet()) {
            renames.set(ordinal, fates[ordinal] == Fate.RENAME);
        }
        return renames;
    }

    /** How many rows take a new default since they hold a former one. */
    long movedDefaults() {
        long moved = 0;
        for (RowUpdate update : updates()) {
            Detail detail = details.get(update.row().ordinal());
            moved += detail != null && detail.code().equals("default-moved") ? 1 : 0;
        }
        return moved;
    }

    /** The rows that take new values, other than their keys. */
    public List<RowUpdate> valueUpdates() {
        if (updates.isEmpty()) {
            return List.of();
        }
        boolean bringsAlong = Arrays.stream(table.layout().onUpdate()).anyMatch(Objects::nonNull);
        return updates().stream()
                .filter(update -> bringsAlong || !update.columns().isEmpty() || update.restored())
                .toList();
    }

    void remember(@Nullable Remembered rows) {
        remembered = rows;
    }

    /** What the ledger knows of the rows; null where there is none. */
    @Nullable
    Remembered remembered() {
        return remembered;
    }

    /**
     * Takes the rows that the application no longer wants.
     *
     * @param rows by the keys that they have in the database, with their positions for ordinals
     * @param written the same by the keys that the seeds wrote
     */
    void nameRetired(List<BoundRow> rows, List<BoundRow> written) {
        namedRetired = List.copyOf(rows);
        writtenRetired = List.copyOf(written);
    }

    /** The rows that the application no longer wants, whether they are there or not. */
    List<BoundRow> namedRetired() {
        return namedRetired;
    }

    /** A retired row by the key that the seeds wrote, in which what it refers to may have its new name already. */
    BoundRow writtenRetired(BoundRow row) {
        return writtenRetired.get(row.ordinal());
    }

    /** Has all rows of the table taken out before its declared ones are planted. */
    void empty() {
        emptied = true;
    }

    void retire(Retirement retirement) {
        retirements.add(retirement);
        retired[retirement.row().part().number()]++;
    }

    /** The rows that leave the table. */
    public List<Retirement> retirements() {
        return List.copyOf(retirements);
    }

    /** Has a row refer by another name than it declares, as long as its target has not been renamed. */
    void substitute(BoundRow row, int column, Cell reference) {
        BoundRow before = substitutes.getOrDefault(row.ordinal(), row);
        @Nullable Cell[] cells = before.cells().clone();
        cells[column] = reference;
        substitutes.put(row.ordinal(), new BoundRow(row.ordinal(), row.part(), row.seed(), cells));
    }

    Map<Integer, BoundRow> substitutes() {
        return substitutes;
    }

    /** How many rows are to be inserted. */
    public int inserts() {
        return count(Fate.INSERT);
    }

    /** True where the table was seen to have no row. */
    public boolean wasEmpty() {
        return live.isEmpty();
    }

    /** True where a reference means the declared row of that ordinal. */
    public boolean means(Cell.Reference reference, int ordinal) {
        return declared.find(reference) == ordinal;
    }

    /** True where one form of statement suits every row. */
    public boolean uniform() {
        return declared.uniform();
    }

    private int count(Fate fate) {
        int count = 0;
        for (Fate each : fates) {
            if (each == fate) {
                count++;
            }
        }
        return count;
    }

    /** A pass over the rows to insert, or over those of them that a step names. */
    public BoundTable.Cursor openInserts(@Nullable BitSet only) {
        BoundTable.Cursor rows = missing.open(this);
        return new BoundTable.Cursor() {
            @Override
            public @Nullable BoundRow next() {
                for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                    if (fates[row.ordinal()] == Fate.INSERT && (only == null || only.get(row.ordinal()))) {
                        return substitutes.getOrDefault(row.ordinal(), row);
                    }
                }
                return null;
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }

    /**
     * A pass over all rows of a table that is to be loaded.
     *
     * @throws LoadRefused where they cannot be loaded unread after all; what is wrong is not said here
     */
    public BoundTable.Cursor openLoad() {
        BoundTable.Cursor rows = table.open(binder);
        List<int[]> otherKeys = OtherKeys.of(table);
        return new BoundTable.Cursor() {
            @Override
            public @Nullable BoundRow next() {
                BoundRow row = rows.next();
                if (binder.problems().size() > 0 || row != null && !DeclaredRows.isKeyOfItsOwn(table, row, otherKeys)) {
                    throw new LoadRefused();
                }
                return row;
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }

    /**
     * Has the rows of a file that is about to be planted as it is made ready for the ledger meanwhile.
     *
     * @param mostWaitingBytes what may sit in memory until the ledger takes it
     * @return to be closed, whatever becomes of the run
     */
    public PlantedRecords readForLedger(PlainLoad load, PlantedRecords.Form form, long mostWaitingBytes) {
        PlantedRecords records = new PlantedRecords(load, table, form, mostWaitingBytes);
        planted = records;
        records.begin();
        return records;
    }

    /** The rows once more for the ledger, where they were planted from a file as it is; null where they were not. */
    @Nullable
    PlantedRecords planted() {
        return planted;
    }

    /**
     * Describes the first rows of a table that is being loaded, for {@link #changes}: to be called while the database has
     * work left, so that nobody waits for it.
     */
    public void describeLoaded(int most) {
        List<RowChange> first = new ArrayList<>();
        try (BoundTable.Cursor rows = open()) {
            for (BoundRow row = rows.next(); row != null && first.size() < most; row = rows.next()) {
                first.add(change(row, Fate.INSERT));
            }
        }
        described = List.copyOf(first);
    }

    BoundTable.Cursor open() {
        return table.open(binder);
    }

    /** A pass over all rows that are not simply unchanged, and perhaps over others. */
    BoundTable.Cursor openApart() {
        return fates.length == declared.size() ? live.openApart() : open();
    }

    int part(int ordinal) {
        int found = Arrays.binarySearch(partStarts, ordinal);
        int part = found >= 0 ? found : -found - 2;
        while (part + 1 < partStarts.length && partStarts[part + 1] == ordinal) {
            part++;
        }
        return part;
    }

    int partStart(int part) {
        return part < partStarts.length ? partStarts[part] : fates.length;
    }

    TableCounts counts(int part, @Nullable String skipped) {
        int from = partStart(part);
        int to = partStart(part + 1);
        int inserted = 0;
        int updated = 0;
        int renamed = 0;
        int unchanged = 0;
        int kept = 0;
        int leftOut = 0;
        int blocked = 0;
        for (int i = from; i < to; i++) {
            switch (fates[i]) {
                case INSERT -> inserted++;
                case UPDATE -> updated++;
                case RENAME -> renamed++;
                case UNCHANGED -> unchanged++;
                case KEEP -> kept++;
                case LEAVE_OUT -> leftOut++;
                case BLOCKED -> blocked++;
            }
        }
        return new TableCounts(
                table.parts().get(part).unit().name(),
                table.parts().get(part).seeds().table(),
                to - (long) from,
                inserted,
                updated,
                renamed,
                retired[part],
                unchanged,
                kept,
                leftOut,
                blocked,
                part == 0 ? extra() : null,
                skipped);
    }

    /** How many declared rows are there as declared. */
    public int unchanged() {
        int count = 0;
        for (Fate fate : fates) {
            count += fate == Fate.UNCHANGED ? 1 : 0;
        }
        return count;
    }

    /** Live rows that no seed declares or retires; null where they were not counted. */
    public @Nullable Long extra() {
        Long extra = live.extra();
        return extra == null ? null : Math.max(0, extra - retiredThere.cardinality());
    }

    /** Remembers which of the rows that are retired are there, by their positions among {@link #namedRetired}. */
    void foundRetired(BitSet rows) {
        retiredThere = (BitSet) rows.clone();
    }

    /** The rows that the seeds retire and that are there, under the keys that they have. */
    List<BoundRow> retiredThere() {
        return retiredThere.stream().mapToObj(namedRetired::get).toList();
    }

    /** How many rows are not simply unchanged. */
    int changes() {
        return fates.length - count(Fate.UNCHANGED);
    }

    /** Every row that is not simply unchanged, as long as the consumer wants more. */
    void changes(Predicate<RowChange> consumer) {
        int left = changes();
        if (left == 0) {
            return;
        }
        for (RowChange change : described) {
            if (!consumer.test(change)) {
                return;
            }
        }
        int given = described.size();
        if (left == given) {
            return;
        }
        try (BoundTable.Cursor rows = left == inserts() ? missing.open(this) : openApart()) {
            for (BoundRow row = rows.next(); row != null && left > 0; row = rows.next()) {
                if (fates[row.ordinal()] != Fate.UNCHANGED) {
                    left--;
                    if (row.ordinal() >= given && !consumer.test(change(row))) {
                        return;
                    }
                }
            }
        }
    }

    RowChange change(BoundRow row) {
        return change(row, fate(row.ordinal()));
    }

    private RowChange change(BoundRow row, Fate fate) {
        Detail detail = details.get(row.ordinal());
        if (detail == null) {
            detail = fate == Fate.INSERT
                    ? insert(row)
                    : new Detail("customised", "differs from the seeds, stays as it is");
        }
        Action action = switch (fate) {
            case INSERT -> Action.INSERT;
            case RENAME -> Action.RENAME;
            case UPDATE -> Action.UPDATE;
            case LEAVE_OUT -> Action.LEAVE_OUT;
            case BLOCKED -> Action.BLOCKED;
            case UNCHANGED, KEEP -> Action.KEEP;
        };
        return new RowChange(
                row.part().unit().name(),
                row.part().seeds().table(),
                table.naturalKey(row),
                action,
                detail.code(),
                detail.columns(),
                detail.reason(),
                row.seed().at(),
                row.seed().directives().required() && declared.state(row.ordinal()) == DeclaredRows.MISSING);
    }

    private Detail insert(BoundRow row) {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        for (int i = 0; i < row.cells().length; i++) {
            Cell cell = row.cells()[i] == null ? table.layout().onInsert()[i] : row.cells()[i];
            if (cell != null) {
                table.put(texts, i, cell);
            }
        }
        Map<String, ColumnChange> columns = new LinkedHashMap<>();
        texts.forEach((name, text) -> columns.put(name, new ColumnChange(null, text)));
        String reason = emptied
                ? "planted anew"
                : live.isEmpty() || remembered != null
                        ? "not there yet"
                        : "not there; if it was deleted by hand, nothing here can know";
        return new Detail("missing", reason, columns);
    }
}

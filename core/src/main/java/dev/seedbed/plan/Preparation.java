package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedUnit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Binds seeds to the catalogue and reads their rows, which is kept between plans for as long as it suits. */
final class Preparation {
    private static final int MOST_REMEMBERED = 500_000;

    private final Dialect dialect;
    private final Settings settings;
    private final PlanMemory memory;
    private final Progress progress;
    private final Supplier<List<Unresolved.LeftOut>> leftOut;
    private Elsewhere elsewhere = Elsewhere.NOTHING;
    private @Nullable Prepared prepared;
    private final Map<BoundTable, LiveAhead> ahead = new HashMap<>();
    private long aheadBytes;
    private boolean readsAhead;
    private boolean mayLoad;
    private boolean leftUnread;

    /** @param leftOut what seeders declare and the run leaves out, for messages about it */
    Preparation(
            Dialect dialect,
            Settings settings,
            PlanMemory memory,
            Progress progress,
            Supplier<List<Unresolved.LeftOut>> leftOut) {
        this.leftOut = leftOut;
        this.dialect = dialect;
        this.settings = settings;
        this.memory = memory;
        this.progress = progress;
    }

    /** Leaves large files unread from now on where their rows can be planted in the pass that reads them. */
    void loading() {
        mayLoad = true;
    }

    /** Has live rows be read while files are; for plans that compare them. */
    void readingAhead() {
        readsAhead = true;
    }

    /** Has tables share what seeders that take no part say of them. */
    void sharing(Elsewhere said) {
        elsewhere = said;
    }

    /** True where files were left unread, also by a preparation that failed. */
    boolean leavesUnread() {
        return leftUnread;
    }

    /**
     * What seeds and catalogue decide, anew unless something earlier suits them.
     *
     * @throws dev.seedbed.seed.SeedException where they do not fit together; it has all the problems
     */
    @SuppressWarnings("ReferenceEquality") // An unchanged catalogue is handed on as the object it was.
    Prepared of(Connection connection, Catalogue catalogue, List<SeedUnit> planted) throws SQLException {
        // What an attempt that failed had read ahead is old by now.
        ahead.clear();
        aheadBytes = 0;
        Prepared before = prepared == null ? memory.prepared : prepared;
        boolean suits = before != null
                && (before == prepared
                        ? again(catalogue, planted) != null
                        : before.isFor(planted, settings, elsewhere) && before.catalogue() == catalogue);
        memory.catalogue = null;
        memory.prepared = null;
        if (before != null && suits) {
            prepared = before;
            return before;
        }
        Problems problems = new Problems();
        KnownNames names = new KnownNames(connection, dialect, settings.schema(), catalogue);
        TableBinder tableBinder = new TableBinder(dialect, catalogue, settings, problems, names).sharing(elsewhere);
        BoundTables tables = tableBinder.bind(planted);
        tables.leavingOut(leftOut);
        RowBinder binder = new RowBinder(dialect, tables, settings, problems);
        Map<BoundTable, DeclaredRows> declared = new LinkedHashMap<>();
        Map<BoundTable, int[]> partStarts = new HashMap<>();
        Set<BoundTable> flawed = new HashSet<>();
        Set<BoundTable> unread = mayLoad && problems.size() == 0 && haveLargeFile(tables)
                ? Unread.of(connection, dialect, tables)
                : Set.of();
        for (BoundTable table : tables.all()) {
            declared.put(table, new DeclaredRows(table));
            if (!unread.contains(table)) {
                index(connection, table, binder, declared, partStarts, flawed);
            }
        }
        for (BoundTable table : unread.isEmpty() ? unread : Unread.referredTo(unread, tables)) {
            unread.remove(table);
            index(connection, table, binder, declared, partStarts, flawed);
        }
        for (BoundTable table : unread) {
            table.readLater();
            partStarts.put(table, new int[] {0});
        }
        leftUnread = !unread.isEmpty();
        List<List<BoundTable>> groups = new TableOrder(tables, problems).groups();
        if (problems.any()) {
            new FurtherProblems(connection, dialect, tables, settings, problems).find(tables.all(), flawed);
        }
        problems.raise();
        prepared = new Prepared(
                planted, settings, elsewhere, catalogue, tables, binder, declared, partStarts, unread, groups);
        return prepared;
    }

    private static boolean haveLargeFile(BoundTables tables) {
        for (BoundTable table : tables.all()) {
            for (BoundTable.Part part : table.parts()) {
                if (part.seeds().rows().plainBytes() >= Unread.LEAST_BYTES) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What the plan before was made with, where it suits another description of the database; else null. */
    @Nullable
    Prepared again(Catalogue catalogue, List<SeedUnit> planted) {
        Prepared before = prepared;
        return before != null && before.isFor(planted, settings, elsewhere) && sameTables(before.catalogue(), catalogue)
                ? before
                : null;
    }

    /** The same with every file read. */
    Prepared readingAll(Connection connection, Catalogue catalogue, List<SeedUnit> planted) throws SQLException {
        mayLoad = false;
        prepared = null;
        return of(connection, catalogue, planted);
    }

    /** Hands on what was planned with, unless it is too much to be kept. */
    void remember(Catalogue catalogue, Prepared ready) {
        memory.catalogue = catalogue;
        memory.prepared = ready.unread().isEmpty() && ready.rows() <= MOST_REMEMBERED ? ready : null;
    }

    private static boolean sameTables(Catalogue one, Catalogue other) {
        if (!one.byName().keySet().equals(other.byName().keySet())) {
            return false;
        }
        return one.byName().entrySet().stream().allMatch(entry -> {
            Table table = other.byName().get(entry.getKey());
            return table != null && table.sameStructure(entry.getValue());
        });
    }

    /** Reads a plain file, beside the live rows of its table where that is worth its while. */
    private @Nullable DeclaredRows read(Connection connection, BoundTable table, PlainIndex index) throws SQLException {
        if (!readsAhead || !LiveAhead.suits(connection, dialect, table, aheadBytes)) {
            return index.read();
        }
        try (Beside<@Nullable DeclaredRows> reading = Beside.begin("seedbed-index", index::read)) {
            LiveAhead live = LiveAhead.read(connection, dialect, table, aheadBytes);
            if (live != null) {
                ahead.put(table, live);
                aheadBytes += live.bytes();
            }
            return reading.answer();
        }
    }

    /** The live rows of a table that were read while its file was; null for most. */
    @Nullable
    LiveAhead ahead(BoundTable table) {
        return ahead.remove(table);
    }

    /** Reads the rows of a table: what is to be known of each, which are declared twice, and whether they can be kept. */
    private void index(
            Connection connection,
            BoundTable table,
            RowBinder binder,
            Map<BoundTable, DeclaredRows> declared,
            Map<BoundTable, int[]> partStarts,
            Set<BoundTable> flawed)
            throws SQLException {
        DeclaredRows rows = new DeclaredRows(table);
        List<BoundRow> kept = new ArrayList<>();
        int[] starts = new int[table.parts().size()];
        Arrays.fill(starts, -1);
        Duplicates duplicates = new Duplicates(table);
        boolean keeping = true;
        int before = binder.problems().size();
        try (BoundTable.Cursor cursor = table.open(binder)) {
            for (BoundRow row = cursor.next(); row != null; row = cursor.next()) {
                int part = row.part().number();
                if (starts[part] < 0) {
                    starts[part] = row.ordinal();
                }
                if (binder.problems().size() > before || !table.knows(row.seed().columns())) {
                    flawed.add(table);
                    continue;
                }
                rows.add(row);
                boolean first = rows.size() == 1 && row.part().seeds().rows().streamed();
                PlainIndex index = first ? PlainIndex.of(table, row, progress) : null;
                DeclaredRows plain = index == null ? null : read(connection, table, index);
                if (plain != null) {
                    rows = plain;
                    kept.clear();
                    table.keepWhenOpened(rows.size());
                    break;
                }
                if ((rows.size() & 0x1fff) == 0) {
                    progress.at("reading", table.writtenName(), rows.size(), -1);
                }
                keeping &= table.mayKeep(kept.size());
                if (keeping) {
                    duplicates.others(row);
                    kept.add(row);
                } else {
                    kept.clear();
                }
            }
        } catch (SeedException e) {
            if (e.kind() != SeedException.Kind.FAILED) {
                throw e;
            }
            e.problems().forEach(binder.problems()::addOnce);
        }
        rows.complete(duplicates::key);
        for (int i = starts.length - 1; i >= 0; i--) {
            if (starts[i] < 0) {
                starts[i] = i + 1 < starts.length ? starts[i + 1] : rows.size();
            }
        }
        if (binder.problems().size() == before && !flawed.contains(table)) {
            duplicates.report(binder);
            if (kept.size() == rows.size()) {
                table.keep(kept);
            }
        }
        declared.put(table, rows);
        partStarts.put(table, starts);
    }
}

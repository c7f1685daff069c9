package dev.seedbed.plan;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.TextRow;
import dev.seedbed.seed.Problem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out for every declared row of a table whether it is there and whether it is equal. Live rows are read in one
 * stream and matched by hashes of their text; only rows whose text differs are compared by the database, which alone
 * knows that {@code 12} and {@code 12.00} are one number in its column.
 */
final class LiveComparison {
    /** A table with at most this many rows, or four times the declared ones, is read whole; of others only the keys. */
    private static final long ALWAYS_SCANNED = 10_000;

    private static final int LARGE = 400;

    /** Most rows of a table that is read together with others; where it turns out to have more, it is read by itself. */
    private static final int MOST_TOGETHER = 2_000;

    private final Connection connection;
    private final Dialect dialect;
    private final RowBinder binder;
    private final BoundTable table;
    private final DeclaredRows declared;
    private final LiveQuery query;
    private final Progress progress;
    private final RowHash hash = new RowHash();
    private final int mostDetailed;
    private final BitSet softDeleted = new BitSet();
    private int expected;
    private long liveRows;
    private long matched;
    private boolean scanned;
    private boolean deletedToo;
    private boolean lookedFurther;
    private final ApartRows apart;
    private final @Nullable Twins twins;
    private @Nullable LiveAhead ahead;

    /** The rows that were looked for, where these are not all. */
    private @Nullable BitSet only;

    /** Made for the first row that differs: most tables have none. */
    private @Nullable DifferingRows differing;

    /** @param mostDetailed most differing rows of which it is kept in what they differ */
    LiveComparison(
            Connection connection,
            Dialect dialect,
            RowBinder binder,
            BoundTable table,
            DeclaredRows declared,
            int mostDetailed,
            Progress progress) {
        this.progress = progress;
        this.connection = connection;
        this.dialect = dialect;
        this.binder = binder;
        this.table = table;
        this.declared = declared;
        this.query = new LiveQuery(dialect, table);
        this.apart = new ApartRows(table, binder, declared);
        this.mostDetailed = mostDetailed;
        BlankKeys blank = declared.blankKeys();
        this.twins =
                blank == null || blank.isEmpty() ? null : new Twins(dialect, binder, table, declared, blank, query);
    }

    /** Compares tables; what is small of them is read together. */
    static void run(Connection connection, Dialect dialect, List<LiveComparison> comparisons) throws SQLException {
        List<Dialect.Query> together = new ArrayList<>();
        List<BoundTable> small = new ArrayList<>();
        for (LiveComparison each : comparisons) {
            Dialect.Query query = each.together();
            if (query != null) {
                together.add(query);
                small.add(each.table);
            }
        }
        try {
            dialect.readAll(connection, together);
        } catch (SQLException e) {
            throw TooSlow.told(dialect, e, "reading", small);
        }
        for (LiveComparison each : comparisons) {
            try {
                each.finish();
            } catch (SQLException e) {
                throw TooSlow.told(dialect, e, "reading", List.of(each.table));
            }
        }
    }

    /** Forgets what was compared before; answers how to read the live rows beside those of other tables, if they are few. */
    Dialect.@Nullable Query together() {
        forget();
        if (!isSmall()) {
            return null;
        }
        scanned = true;
        return new Dialect.Query(query.all() + " limit " + (MOST_TOGETHER + 1), query.width(), this::live);
    }

    /** The comparison of rows that are not read yet with a table that is known to be empty. */
    LiveComparison withEmpty() {
        forget();
        scanned = true;
        apart.note();
        return this;
    }

    /** Looks for some declared rows alone; all others are taken to be there as they are declared. */
    void lookUpOnly(BitSet ordinals) throws SQLException {
        forget();
        only = (BitSet) ordinals.clone();
        declared.unchangedBut(ordinals);
        if (!ordinals.isEmpty()) {
            try (BoundTable.Cursor rows = table.open(binder, ordinals)) {
                KeyedRead reading = reading(null);
                for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                    reading.add(row);
                }
                reading.finish();
            }
        }
        apart.note();
        if (differing != null) {
            differing.refine(apart);
        }
    }

    /** False for a row that nobody has looked for. */
    boolean looksAt(int ordinal) {
        return only == null || only.get(ordinal);
    }

    /** True where all live rows were read, and not only some that were asked for. */
    boolean isScanned() {
        return scanned;
    }

    int declaredRows() {
        return declared.size();
    }

    private long guard() {
        return Math.max(ALWAYS_SCANNED, 4L * declared.size());
    }

    private boolean mayScan() {
        return declared.size() > 0
                && declared.keysMatchByText()
                && table.table().estimatedRows() <= guard();
    }

    private boolean isSmall() {
        return mayScan() && declared.size() <= LARGE && table.table().estimatedRows() <= LARGE;
    }

    private void finish() throws SQLException {
        if (declared.size() == 0) {
            return;
        }
        if (scanned && liveRows > MOST_TOGETHER || !scanned && mayScan()) {
            forget();
            scanned = scan(guard());
        }
        if (!scanned) {
            ahead = null;
            forget();
            if (!new JudgedValues(connection, dialect, binder, table, declared).takesKeys()) {
                return;
            }
            lookUp();
        }
        apart.note();
        if (!scanned && twins != null) {
            twins.ask(connection, apart);
        }
        if (areJudged() && differing != null) {
            differing.refine(apart);
            refineFurther(differing);
        }
    }

    /** False where the database does not take what is declared, which the problems then say. */
    private boolean areJudged() throws SQLException {
        return declared.judged() || new JudgedValues(connection, dialect, binder, table, declared).takesValues(apart);
    }

    private DifferingRows differing() {
        if (differing == null) {
            differing = new DifferingRows(connection, dialect, binder, table, declared, query, mostDetailed);
        }
        return differing;
    }

    private void forget() {
        lookedFurther = false;
        declared.forget();
        if (differing != null) {
            differing.clear();
        }
        softDeleted.clear();
        if (twins != null) {
            twins.forget();
        }
        expected = 0;
        matched = 0;
        liveRows = 0;
        scanned = false;
    }

    /** Looks at the rows past those that are kept, a portion at a time, and keeps nothing of them. */
    private void refineFurther(DifferingRows kept) throws SQLException {
        if (kept.isDetailed()) {
            return;
        }
        long countedBefore = matched;
        List<BoundRow> portion = new ArrayList<>();
        try (BoundTable.Cursor rows = apart.open()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                if (!kept.isDetailed(row.ordinal())) {
                    portion.add(row);
                    if (portion.size() == dialect.rowSetLimit()) {
                        refinePortion(portion);
                        portion.clear();
                    }
                }
            }
        }
        refinePortion(portion);
        differing = kept;
        matched = countedBefore;
    }

    private void refinePortion(List<BoundRow> rows) throws SQLException {
        DifferingRows portion =
                new DifferingRows(connection, dialect, binder, table, declared, query, Integer.MAX_VALUE);
        differing = portion;
        rows.forEach(row -> declared.state(row.ordinal(), DeclaredRows.MISSING));
        reading(null).all(rows);
        portion.refine(rows);
    }

    /** Has the rows that were read ahead be those that {@link #run} compares, where they are what it would read. */
    void readAhead(@Nullable LiveAhead rows) {
        ahead = rows;
    }

    private boolean scan(long guard) throws SQLException {
        LiveAhead read = ahead;
        ahead = null;
        if (read != null && read.answers(query, guard)) {
            compare(read);
        } else {
            String all = dialect.copies(connection) ? query.allByCopy() : query.all();
            dialect.readAll(connection, LiveAhead.limited(all, guard), query.width(), true, this::live);
        }
        return liveRows <= guard;
    }

    private void compare(LiveAhead read) {
        TextRow row = new TextRow(query.width());
        if (declared.keyForms().size() > 1 || query.softDelete() >= 0 || twins != null) {
            for (int i = 0; i < read.count(); i++) {
                read.read(i, row);
                live(row);
            }
            return;
        }
        LiveVerdicts verdicts = LiveVerdicts.of(dialect, table, declared, read);
        for (int i = 0; i < read.count(); i++) {
            liveRows++;
            int ordinal = verdicts.ordinal(i);
            if (ordinal >= 0) {
                matched++;
                boolean same = verdicts.isSame(i);
                if (!same) {
                    read.read(i, row);
                }
                found(ordinal, same, row);
            }
        }
    }

    private void live(TextRow row) {
        if ((++liveRows & 0x1fff) == 0) {
            progress.at("comparing", table.writtenName(), liveRows, -1);
        }
        List<DeclaredForms.KeyForm> forms = declared.keyForms();
        boolean known = false;
        for (int number = 0; number < forms.size(); number++) {
            query.hashKey(number, forms.get(number), row, hash);
            int ordinal = declared.find(hash, expected);
            if (ordinal >= 0) {
                known = true;
                expected = ordinal + 1;
                matched(ordinal, row);
            }
        }
        if (known) {
            matched++;
        } else if (twins != null) {
            twins.live(row);
        }
    }

    private void matched(int ordinal, TextRow row) {
        if (!deletedToo && query.softDelete() >= 0 && row.text(query.softDelete()) != null) {
            softDeleted.set(ordinal);
            return;
        }
        query.hashValues(declared.rowFormNumber(ordinal), declared.rowForm(ordinal), row, hash);
        found(ordinal, declared.sameValues(ordinal, hash), row);
    }

    /** @param row as it is there; looked at only where it is not the same */
    private void found(int ordinal, boolean same, TextRow row) {
        if (declared.state(ordinal) != DeclaredRows.MISSING) {
            declared.state(ordinal, DeclaredRows.AMBIGUOUS);
            if (differing != null) {
                differing.remove(ordinal);
            }
        } else if (same) {
            declared.state(ordinal, DeclaredRows.UNCHANGED);
        } else {
            declared.state(ordinal, DeclaredRows.DIFFERENT);
            differing().add(ordinal, row);
        }
    }

    /** Asks for the live rows of the declared keys. */
    private void lookUp() throws SQLException {
        SameKeys sameKeys = new SameKeys(connection, dialect, binder, table, declared, query);
        KeyedRead reading = reading(sameKeys);
        try (BoundTable.Cursor rows = table.open(binder)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                reading.add(row);
            }
        }
        reading.finish();
        sameKeys.report();
    }

    private KeyedRead reading(@Nullable SameKeys sameKeys) {
        TextRow row = new TextRow(query.width());
        return new KeyedRead(connection, dialect, table, query, query.outputs(), (wanted, live) -> {
            row.set(live, 2);
            matched++;
            if (sameKeys != null) {
                sameKeys.live(wanted.ordinal(), row);
            }
            matched(wanted.ordinal(), row);
        });
    }

    /**
     * Compares missing rows that are there under other keys than they declare.
     *
     * @param rows the declared rows with the keys under which they are there; each declared row once
     */
    void compareUnder(List<BoundRow> rows) throws SQLException {
        lookedFurther = true;
        reading(null).all(rows);
        differing().refine(rows, deletedToo);
    }

    /** True where rows were found that are not there as they are declared: another plan has to look anew. */
    boolean lookedFurther() {
        return lookedFurther;
    }

    /** True where the table has no row at all; asks where that is not known yet. */
    boolean hasNoRow() throws SQLException {
        if (scanned) {
            return liveRows == 0;
        }
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet any = statement.executeQuery("select count(*) from (select 1 from "
                        + dialect.quote(table.table().name()) + " limit 1) as any_row")) {
            return any.next() && any.getInt(1) == 0;
        }
    }

    /** The same for rows that are there and marked as deleted by hand. */
    void compareDeleted(List<BoundRow> rows) throws SQLException {
        long counted = matched;
        deletedToo = true;
        try {
            compareUnder(rows);
        } finally {
            deletedToo = false;
            matched = counted;
        }
    }

    /** Has {@link #openApart} have a row, since something was decided of it. */
    void setApart(int ordinal) {
        apart.add(ordinal);
    }

    /** A pass over all rows that were not found just as they are declared, and perhaps over others. */
    BoundTable.Cursor openApart() {
        return apart.open();
    }

    /** The columns in which a differing row really differs, with their live texts. */
    Map<Integer, @Nullable String[]> differences(BoundRow row) {
        return differing().differences(row);
    }

    /** Takes the name of the row to which a column of a differing row refers, where no declared row refers there. */
    void name(int ordinal, int index, Cell.Reference reference) {
        differing().name(ordinal, index, reference);
    }

    /** The row that a column of a differing row refers to; NULL where it refers to none, or to one without a name. */
    Cell reference(int ordinal, int index) {
        return differing().reference(ordinal, index);
    }

    /** What a column of a differing row itself holds, as the database tells it. */
    @Nullable
    String stored(int ordinal, int index) {
        return differing().stored(ordinal, index);
    }

    /** False where a differing row is one of too many to say in what it differs. */
    boolean isDetailed(int ordinal) {
        return differing == null || differing.isDetailed(ordinal);
    }

    boolean isSoftDeleted(int ordinal) {
        return softDeleted.get(ordinal);
    }

    /** Live rows that no seed declares; null where only the declared keys were looked up. */
    @Nullable
    Long extra() {
        return scanned ? liveRows - matched : null;
    }

    /** True where the table is known to have no row at all. */
    boolean isEmpty() {
        return scanned && liveRows == 0;
    }

    /** What is to be said of live rows that differ from declared ones only in NULL and the empty text. */
    List<Problem> twins(PlannedTable planned) {
        return twins == null ? List.of() : twins.problems(planned);
    }

    LiveQuery query() {
        return query;
    }
}

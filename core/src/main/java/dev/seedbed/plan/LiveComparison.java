package dev.seedbed.plan;

import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.TextRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** Most differing rows whose live texts are kept; of further ones it is only known that they differ. */
    private static final int MOST_DETAILED = 20_000;

    private final Map<Integer, @Nullable String[]> differing = new TreeMap<>();
    private final BitSet further = new BitSet();
    private final Map<Integer, BitSet> equalColumns = new HashMap<>();
    private final BitSet softDeleted = new BitSet();
    private final BitSet ambiguous = new BitSet();
    private long liveRows;
    private long matched;
    private boolean scanned;
    private final SameKeys sameKeys;

    LiveComparison(
            Connection connection,
            Dialect dialect,
            RowBinder binder,
            BoundTable table,
            DeclaredRows declared,
            Progress progress) {
        this.progress = progress;
        this.connection = connection;
        this.dialect = dialect;
        this.binder = binder;
        this.table = table;
        this.declared = declared;
        this.query = new LiveQuery(dialect, table);
        this.sameKeys = new SameKeys(connection, dialect, binder, table, declared, query);
    }

    /** Compares tables; what is small of them is read together. */
    static void run(Connection connection, Dialect dialect, List<LiveComparison> comparisons) throws SQLException {
        List<Dialect.Query> together = new ArrayList<>();
        for (LiveComparison each : comparisons) {
            Dialect.Query query = each.together();
            if (query != null) {
                together.add(query);
            }
        }
        dialect.readAll(connection, together);
        for (LiveComparison each : comparisons) {
            each.finish();
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
        return this;
    }

    /** True where every declared row was seen and is unchanged, so that nothing is left to be compared. */
    boolean sawAllUnchanged() {
        boolean all = scanned && liveRows <= MOST_TOGETHER && softDeleted.isEmpty();
        for (int i = 0; i < declared.size() && all; i++) {
            all = declared.state(i) == DeclaredRows.UNCHANGED;
        }
        return all;
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
            forget();
            lookUp();
            sameKeys.report();
        }
        refine();
        refineFurther();
    }

    private void forget() {
        declared.forget();
        differing.clear();
        further.clear();
        softDeleted.clear();
        ambiguous.clear();
        matched = 0;
        liveRows = 0;
        scanned = false;
    }

    /** Looks at the rows past those that are kept, a portion at a time, and keeps nothing of them. */
    private void refineFurther() throws SQLException {
        if (further.isEmpty()) {
            return;
        }
        Map<Integer, @Nullable String[]> kept = new TreeMap<>(differing);
        Map<Integer, BitSet> keptColumns = new HashMap<>(equalColumns);
        long countedBefore = matched;
        List<BoundRow> portion = new ArrayList<>();
        try (BoundTable.Cursor rows = table.open(binder)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                if (further.get(row.ordinal())) {
                    portion.add(row);
                    if (portion.size() == dialect.rowSetLimit()) {
                        refinePortion(portion);
                        portion.clear();
                    }
                }
            }
        }
        refinePortion(portion);
        differing.clear();
        differing.putAll(kept);
        equalColumns.clear();
        equalColumns.putAll(keptColumns);
        matched = countedBefore;
    }

    private void refinePortion(List<BoundRow> rows) throws SQLException {
        differing.clear();
        equalColumns.clear();
        rows.forEach(row -> declared.state(row.ordinal(), DeclaredRows.MISSING));
        lookUp(rows);
        for (List<BoundRow> alike : doubtfulRows(rows).values()) {
            refineAlike(alike);
        }
    }

    /** False where a differing row is one of too many to say in what it differs. */
    boolean isDetailed(int ordinal) {
        return !further.get(ordinal);
    }

    private boolean scan(long guard) throws SQLException {
        dialect.readAll(connection, query.all() + " limit " + (guard + 1), query.width(), true, this::live);
        return liveRows <= guard;
    }

    private void live(TextRow row) {
        if ((++liveRows & 0x1fff) == 0) {
            progress.at("comparing", table.writtenName(), liveRows, -1);
        }
        List<DeclaredForms.KeyForm> forms = declared.keyForms();
        boolean known = false;
        for (int number = 0; number < forms.size(); number++) {
            query.hashKey(number, forms.get(number), row, hash);
            int ordinal = declared.find(hash);
            if (ordinal >= 0) {
                known = true;
                matched(ordinal, row);
            }
        }
        if (known) {
            matched++;
        }
    }

    private void matched(int ordinal, TextRow row) {
        if (query.softDelete() >= 0 && row.text(query.softDelete()) != null) {
            softDeleted.set(ordinal);
            return;
        }
        if (declared.state(ordinal) != DeclaredRows.MISSING) {
            declared.state(ordinal, DeclaredRows.AMBIGUOUS);
            differing.remove(ordinal);
            ambiguous.set(ordinal);
            return;
        }
        query.hashValues(declared.rowFormNumber(ordinal), declared.rowForm(ordinal), row, hash);
        if (declared.sameValues(ordinal, hash)) {
            declared.state(ordinal, DeclaredRows.UNCHANGED);
        } else {
            declared.state(ordinal, DeclaredRows.DIFFERENT);
            if (differing.size() < MOST_DETAILED) {
                differing.put(ordinal, row.texts());
            } else {
                further.set(ordinal);
            }
        }
    }

    /** Asks for the live rows of the declared keys, the rows of one form and one pattern of NULLs at a time. */
    private void lookUp() throws SQLException {
        Batches batches = new Batches(this::lookUp);
        try (BoundTable.Cursor rows = table.open(binder)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                batches.add(row);
            }
        }
        batches.finish();
    }

    private void lookUp(List<BoundRow> rows) throws SQLException {
        Batches batches = new Batches(this::lookUp);
        for (BoundRow row : rows) {
            batches.add(row);
        }
        batches.finish();
    }

    private void lookUp(DeclaredForms.KeyForm form, boolean[] isNull, List<BoundRow> rows) throws SQLException {
        List<@Nullable String[]> keys = new ArrayList<>();
        rows.forEach(row ->
                keys.add(query.texts(row, table.layout().key(), form.forms()).toArray(new String[0])));
        int width = isNull.length;
        String condition = query.condition(table.layout().key(), form.forms(), isNull);
        String sql = "select d.ord, " + query.outputs() + " from " + query.from() + " join " + dialect.rowSet(width)
                + " on " + condition;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            dialect.bindRowSet(statement, 1, width, keys);
            try (ResultSet live = statement.executeQuery()) {
                TextRow row = new TextRow(query.width());
                while (live.next()) {
                    for (int i = 0; i < query.width(); i++) {
                        row.set(i, live.getString(i + 2));
                    }
                    matched++;
                    int ordinal = rows.get(live.getInt(1) - 1).ordinal();
                    sameKeys.live(ordinal, row);
                    matched(ordinal, row);
                }
            }
        }
    }

    /** Has the database compare what differs in its text, where that does not settle it. */
    private void refine() throws SQLException {
        if (differing.isEmpty()) {
            return;
        }
        List<BoundRow> found = new ArrayList<>();
        try (BoundTable.Cursor rows = table.open(binder)) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                if (differing.containsKey(row.ordinal())) {
                    found.add(row);
                }
            }
        }
        for (List<BoundRow> alike : doubtfulRows(found).values()) {
            refineAlike(alike);
        }
    }

    private Map<Integer, List<BoundRow>> doubtfulRows(List<BoundRow> rows) {
        Map<Integer, List<BoundRow>> doubtful = new LinkedHashMap<>();
        for (BoundRow row : rows) {
            if (differing.containsKey(row.ordinal()) && doubtful(row)) {
                doubtful.computeIfAbsent(declared.rowFormNumber(row.ordinal()), f -> new ArrayList<>())
                        .add(row);
            }
        }
        return doubtful;
    }

    private void refineAlike(List<BoundRow> rows) throws SQLException {
        Batches batches = new Batches(this::refine);
        for (BoundRow row : rows) {
            batches.add(row);
        }
        batches.finish();
    }

    private boolean doubtful(BoundRow row) {
        @Nullable String[] live = java.util.Objects.requireNonNull(differing.get(row.ordinal()));
        DeclaredForms.RowForm form = declared.rowForm(row.ordinal());
        boolean doubtful = false;
        for (int c = 0; c < form.columns().length; c++) {
            int start = query.start(form.columns()[c], form.forms()[c]);
            List<@Nullable String> texts =
                    LiveQuery.texts(row.cells()[form.columns()[c]], query.leaves(form.columns()[c], form.forms()[c]));
            for (int i = 0; i < texts.size(); i++) {
                if (LiveQuery.surelyDifferent(query.type(start + i), texts.get(i), live[start + i])) {
                    return false;
                }
                doubtful |= !java.util.Objects.equals(texts.get(i), live[start + i]);
            }
        }
        return doubtful;
    }

    private void refine(DeclaredForms.KeyForm keyForm, boolean[] isNull, List<BoundRow> rows) throws SQLException {
        DeclaredForms.RowForm form = declared.rowForm(rows.get(0).ordinal());
        int keyWidth = isNull.length;
        List<@Nullable String[]> staged = new ArrayList<>();
        for (BoundRow row : rows) {
            List<@Nullable String> texts =
                    new ArrayList<>(query.texts(row, table.layout().key(), keyForm.forms()));
            for (int c = 0; c < form.columns().length; c++) {
                texts.addAll(LiveQuery.texts(
                        row.cells()[form.columns()[c]], query.leaves(form.columns()[c], form.forms()[c])));
            }
            staged.add(texts.toArray(new String[0]));
        }
        String condition = query.condition(table.layout().key(), keyForm.forms(), isNull);
        List<String> same = new ArrayList<>();
        int column = keyWidth;
        for (int c = 0; c < form.columns().length; c++) {
            int index = form.columns()[c];
            RefShape shape = table.forms(index).get(form.forms()[c]);
            List<String> expressions = shape == null
                    ? List.of(query.live(table.layout().columns().get(index)))
                    : query.leafExpressions(index, shape);
            int start = query.start(index, form.forms()[c]);
            List<String> conditions = new ArrayList<>();
            for (int i = 0; i < expressions.size(); i++) {
                ColumnType type = query.type(start + i);
                conditions.add(dialect.same(expressions.get(i), dialect.typed("d.v" + ++column, type), type));
            }
            same.add("case when " + String.join(" and ", conditions) + " then 1 else 0 end");
        }
        String sql = "select d.ord, " + String.join(", ", same) + " from " + query.from() + " join "
                + dialect.rowSet(column) + " on " + condition;
        Map<Integer, int[]> answers = new HashMap<>();
        int width = column;
        StagedValues.ask(
                connection,
                dialect,
                sql,
                width,
                staged,
                answer -> {
                    int[] equal = new int[same.size()];
                    for (int i = 0; i < equal.length; i++) {
                        equal[i] = answer.getInt(i + 2);
                    }
                    answers.put(answer.getInt(1) - 1, equal);
                },
                failing ->
                        RowProblems.value(binder.problems(), dialect, table, rows.get(failing.row()), failing.cause()));
        answers.forEach((position, equal) -> {
            int ordinal = rows.get(position).ordinal();
            @Nullable String[] live = differing.get(ordinal);
            boolean all = true;
            for (int c = 0; c < equal.length; c++) {
                all &= equal[c] == 1;
                if (equal[c] == 1 && live != null) {
                    equalColumns.computeIfAbsent(ordinal, o -> new BitSet()).set(form.columns()[c]);
                }
            }
            if (all) {
                declared.state(ordinal, DeclaredRows.UNCHANGED);
                differing.remove(ordinal);
            }
        });
    }

    /** The columns in which a differing row really differs, with their live texts. */
    Map<Integer, @Nullable String[]> differences(BoundRow row) {
        Map<Integer, @Nullable String[]> differences = new LinkedHashMap<>();
        @Nullable String[] live = differing.get(row.ordinal());
        if (live == null) {
            return differences;
        }
        DeclaredForms.RowForm form = declared.rowForm(row.ordinal());
        BitSet equal = equalColumns.getOrDefault(row.ordinal(), new BitSet());
        for (int c = 0; c < form.columns().length; c++) {
            int index = form.columns()[c];
            int start = query.start(index, form.forms()[c]);
            int leaves = query.leaves(index, form.forms()[c]);
            List<@Nullable String> texts = LiveQuery.texts(row.cells()[index], leaves);
            boolean same = true;
            @Nullable String[] liveTexts = new @Nullable String[leaves];
            for (int i = 0; i < leaves; i++) {
                liveTexts[i] = live[start + i];
                String text = texts.get(i);
                String liveText = live[start + i];
                same &= sameText(query.type(start + i), text, liveText);
            }
            if (!same && !equal.get(index)) {
                differences.put(index, liveTexts);
            }
        }
        return differences;
    }

    private static boolean sameText(ColumnType type, @Nullable String declared, @Nullable String live) {
        if (declared == null || live == null) {
            return declared == null && live == null;
        }
        return ComparedText.of(type, declared).equals(ComparedText.of(type, live));
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

    LiveQuery query() {
        return query;
    }

    /** Gathers rows that one statement can carry: one form of the key, one pattern of NULLs in it. */
    private final class Batches {
        private final Map<String, List<BoundRow>> rows = new LinkedHashMap<>();
        private final Map<String, boolean[]> nulls = new HashMap<>();
        private final Statement statement;

        Batches(Statement statement) {
            this.statement = statement;
        }

        void add(BoundRow row) throws SQLException {
            DeclaredForms.KeyForm form = declared.keyForm(row.ordinal());
            List<@Nullable String> texts = query.texts(row, table.layout().key(), form.forms());
            boolean[] isNull = new boolean[texts.size()];
            StringBuilder pattern = new StringBuilder().append(declared.keyFormNumber(row.ordinal()));
            for (int i = 0; i < isNull.length; i++) {
                isNull[i] = texts.get(i) == null;
                pattern.append(isNull[i] ? 'n' : '.');
            }
            String name = pattern.toString();
            nulls.putIfAbsent(name, isNull);
            List<BoundRow> batch = rows.computeIfAbsent(name, n -> new ArrayList<>());
            batch.add(row);
            if (batch.size() >= dialect.rowSetLimit()) {
                send(name, batch);
            }
        }

        void finish() throws SQLException {
            for (Map.Entry<String, List<BoundRow>> batch : rows.entrySet()) {
                if (!batch.getValue().isEmpty()) {
                    send(batch.getKey(), batch.getValue());
                }
            }
        }

        private void send(String name, List<BoundRow> batch) throws SQLException {
            boolean[] isNull = java.util.Objects.requireNonNull(nulls.get(name));
            statement.run(declared.keyForm(batch.get(0).ordinal()), isNull, List.copyOf(batch));
            batch.clear();
        }
    }

    @FunctionalInterface
    private interface Statement {
        void run(DeclaredForms.KeyForm form, boolean[] isNull, List<BoundRow> rows) throws SQLException;
    }
}

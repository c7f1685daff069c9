package dev.seedbed.plan;

import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.TextRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Declared rows of a table whose live text differs, and in which columns they really do: where the text does not settle
 * it, the database compares.
 */
final class DifferingRows {
    private final Connection connection;
    private final Dialect dialect;
    private final RowBinder binder;
    private final BoundTable table;
    private final DeclaredRows declared;
    private final LiveQuery query;
    private final int most;
    private final Map<Integer, @Nullable String[]> kept = new TreeMap<>();
    private final BitSet further = new BitSet();
    private String alive = "";
    private final Map<Integer, BitSet> equalColumns = new HashMap<>();
    private final Map<Integer, Map<Integer, Cell.Reference>> named = new HashMap<>();

    /** @param most most differing rows whose live texts are kept; of further ones it is only known that they differ */
    DifferingRows(
            Connection connection,
            Dialect dialect,
            RowBinder binder,
            BoundTable table,
            DeclaredRows declared,
            LiveQuery query,
            int most) {
        this.most = most;
        this.connection = connection;
        this.dialect = dialect;
        this.binder = binder;
        this.table = table;
        this.declared = declared;
        this.query = query;
    }

    void add(int ordinal, TextRow row) {
        if (kept.size() < most) {
            kept.put(ordinal, row.texts());
        } else {
            further.set(ordinal);
        }
    }

    void remove(int ordinal) {
        kept.remove(ordinal);
    }

    void clear() {
        kept.clear();
        further.clear();
        equalColumns.clear();
        named.clear();
    }

    /** False where there are so many that of some it is only known that they differ. */
    boolean isDetailed() {
        return further.isEmpty();
    }

    /** False where a differing row is one of too many to say in what it differs. */
    boolean isDetailed(int ordinal) {
        return !further.get(ordinal);
    }

    /**
     * Has the database compare what differs in its text, where that does not settle it.
     *
     * @param apart has the rows that differ
     */
    void refine(ApartRows apart) throws SQLException {
        if (kept.isEmpty()) {
            return;
        }
        List<BoundRow> found = new ArrayList<>();
        try (BoundTable.Cursor rows = apart.open()) {
            for (BoundRow row = rows.next(); row != null; row = rows.next()) {
                if (kept.containsKey(row.ordinal())) {
                    found.add(row);
                }
            }
        }
        refine(found);
    }

    /** The same for some rows alone. */
    void refine(List<BoundRow> rows) throws SQLException {
        refine(rows, false);
    }

    /** @param deleted whether they are rows that are marked as deleted by hand; of two with one key the other one counts */
    void refine(List<BoundRow> rows, boolean deleted) throws SQLException {
        alive = deleted ? "" : query.alive();
        for (List<BoundRow> alike : doubtfulRows(rows).values()) {
            refineAlike(alike);
        }
    }

    private Map<Integer, List<BoundRow>> doubtfulRows(List<BoundRow> rows) {
        Map<Integer, List<BoundRow>> doubtful = new LinkedHashMap<>();
        for (BoundRow row : rows) {
            if (kept.containsKey(row.ordinal()) && doubtful(row)) {
                doubtful.computeIfAbsent(declared.rowFormNumber(row.ordinal()), f -> new ArrayList<>())
                        .add(row);
            }
        }
        return doubtful;
    }

    private void refineAlike(List<BoundRow> rows) throws SQLException {
        KeyBatches batches = new KeyBatches(dialect, table, query, this::refine);
        for (BoundRow row : rows) {
            batches.add(row);
        }
        batches.finish();
    }

    private boolean doubtful(BoundRow row) {
        @Nullable String[] live = Objects.requireNonNull(kept.get(row.ordinal()));
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
                doubtful |= !Objects.equals(texts.get(i), live[start + i]);
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
        String sql = "select d.ord, " + String.join(", ", same) + " from "
                + query.matching(table.layout().key(), keyForm.forms(), isNull, column, "", alive);
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
            @Nullable String[] live = kept.get(ordinal);
            boolean all = true;
            for (int c = 0; c < equal.length; c++) {
                all &= equal[c] == 1;
                if (equal[c] == 1 && live != null) {
                    equalColumns.computeIfAbsent(ordinal, o -> new BitSet()).set(form.columns()[c]);
                }
            }
            if (all) {
                declared.state(ordinal, DeclaredRows.UNCHANGED);
                kept.remove(ordinal);
            }
        });
    }

    /** The columns in which a differing row really differs, with their live texts. */
    Map<Integer, @Nullable String[]> differences(BoundRow row) {
        Map<Integer, @Nullable String[]> differences = new LinkedHashMap<>();
        @Nullable String[] live = kept.get(row.ordinal());
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

    /** Takes the name of the row to which a column of a differing row refers, where no declared row refers there. */
    void name(int ordinal, int index, Cell.Reference reference) {
        named.computeIfAbsent(ordinal, o -> new HashMap<>()).put(index, reference);
    }

    /** The row that a column of a differing row refers to, as other rows that are declared refer to theirs; NULL for none. */
    Cell reference(int ordinal, int index) {
        Cell.Reference known = named.getOrDefault(ordinal, Map.of()).get(index);
        return known != null ? known : query.reference(index, Objects.requireNonNull(kept.get(ordinal)));
    }

    /** What a column of a differing row itself holds. */
    @Nullable
    String stored(int ordinal, int index) {
        return Objects.requireNonNull(kept.get(ordinal))[query.stored(index)];
    }

    static boolean sameText(ColumnType type, @Nullable String declared, @Nullable String live) {
        if (declared == null || live == null) {
            return declared == null && live == null;
        }
        return ComparedText.of(type, declared).equals(ComparedText.ofLive(type, live));
    }
}

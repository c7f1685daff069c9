package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether live values are ones that Seedbed may have planted. Where texts do not settle it, the database compares, for
 * all rows together.
 */
final class PlantedBefore {
    private final Connection connection;
    private final Dialect dialect;
    private final BoundTable table;

    /** By the number of a question, the columns of which the answer is yes. */
    private final List<BitSet> answers = new ArrayList<>();

    private final BitSet alive = new BitSet();

    private final Map<String, List<Doubt>> doubts = new LinkedHashMap<>();

    PlantedBefore(Connection connection, Dialect dialect, BoundTable table) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
    }

    private enum Verdict {
        SAME,
        OTHER,
        /** The texts do not tell. */
        DOUBT
    }

    /** A value that might be what stands in a column of a row. */
    private record Doubt(int number, BoundRow located, int column, Cell candidate, boolean alive) {}

    /**
     * Begins the questions about another row, and returns its number.
     *
     * @param isAlive whether it is one that is not marked as deleted by hand; another with its key then does not count
     */
    int begin(boolean isAlive) {
        answers.add(new BitSet());
        alive.set(answers.size() - 1, isAlive);
        return answers.size() - 1;
    }

    /**
     * Asks whether a live value is one of some.
     *
     * @param located the row with the key under which it is there
     * @param shape how the live texts were read; null for a plain value
     * @param live the live texts; null where they were not read
     */
    void ask(
            int number,
            BoundRow located,
            int column,
            @Nullable RefShape shape,
            @Nullable String @Nullable [] live,
            List<Cell> candidates) {
        if (candidates.isEmpty()) {
            return;
        }
        List<Doubt> doubtful = new ArrayList<>();
        for (Cell candidate : candidates) {
            Verdict verdict = live == null ? Verdict.DOUBT : judge(column, shape, live, candidate);
            if (verdict == Verdict.DOUBT) {
                doubtful.add(new Doubt(number, located, column, candidate, alive.get(number)));
            } else if (verdict == Verdict.SAME) {
                answers.get(number).set(column);
                return;
            }
        }
        for (Doubt doubt : doubtful) {
            RefShape doubted = shape(doubt.candidate());
            String form = column + "/" + (doubted == null ? 0 : System.identityHashCode(doubted)) + "/"
                    + (doubt.candidate() instanceof Cell.Null) + doubt.alive();
            doubts.computeIfAbsent(form, f -> new ArrayList<>()).add(doubt);
        }
    }

    private static @Nullable RefShape shape(Cell cell) {
        return cell instanceof Cell.Reference reference ? reference.shape() : null;
    }

    /** What the texts tell. */
    @SuppressWarnings("ReferenceEquality")
    private Verdict judge(int column, @Nullable RefShape shape, @Nullable String[] live, Cell candidate) {
        if (candidate instanceof Cell.Null) {
            return Arrays.stream(live).allMatch(Objects::isNull) ? Verdict.SAME : Verdict.OTHER;
        }
        if (shape(candidate) != shape) {
            return Verdict.DOUBT;
        }
        List<@Nullable String> texts = LiveQuery.texts(candidate, live.length);
        boolean same = true;
        for (int i = 0; i < live.length; i++) {
            ColumnType type = shape == null
                    ? table.layout().columns().get(column).type()
                    : shape.leaves().get(i).type();
            if (LiveQuery.surelyDifferent(type, texts.get(i), live[i])) {
                return Verdict.OTHER;
            }
            same &= DifferingRows.sameText(type, texts.get(i), live[i]);
        }
        return same ? Verdict.SAME : Verdict.DOUBT;
    }

    /** Has the database answer what is in doubt. */
    void finish() throws SQLException {
        for (List<Doubt> alike : doubts.values()) {
            alike.removeIf(doubt -> answers.get(doubt.number()).get(doubt.column()));
            for (int from = 0; from < alike.size(); from += dialect.rowSetLimit()) {
                ask(alike.subList(from, Math.min(alike.size(), from + dialect.rowSetLimit())));
            }
        }
        doubts.clear();
    }

    private void ask(List<Doubt> alike) throws SQLException {
        LiveQuery query = new LiveQuery(dialect, table);
        List<BoundRow> numbered = new ArrayList<>();
        for (int i = 0; i < alike.size(); i++) {
            numbered.add(alike.get(i).located().numbered(i));
        }
        KeyBatches batches = new KeyBatches(
                dialect, table, query, (form, isNull, rows) -> ask(query, form.forms(), isNull, rows, alike));
        for (BoundRow row : numbered) {
            batches.add(row);
        }
        batches.finish();
    }

    private void ask(LiveQuery query, int[] keyForms, boolean[] isNull, List<BoundRow> rows, List<Doubt> alike)
            throws SQLException {
        Doubt first = alike.get(rows.get(0).ordinal());
        int index = first.column();
        Column column = table.layout().columns().get(index);
        RefShape shape = shape(first.candidate());
        List<String> live = shape == null ? List.of(query.live(column)) : query.leafExpressions(index, shape);
        List<String> same = new ArrayList<>();
        for (int i = 0; i < live.size(); i++) {
            ColumnType type =
                    shape == null ? column.type() : shape.leaves().get(i).type();
            same.add(dialect.same(live.get(i), dialect.typed("d.v" + (isNull.length + i + 1), type), type));
        }
        int width = isNull.length + live.size();
        String further = (first.alive() ? query.alive() : "") + " and " + String.join(" and ", same);
        String sql = "select d.ord from " + query.matching(table.layout().key(), keyForms, isNull, width, "", further);
        ask(sql, width, query, keyForms, new ArrayList<>(rows), alike);
    }

    /** A former default that is no value of its type any more is none that could stand there: asked again without it. */
    private void ask(String sql, int width, LiveQuery query, int[] keyForms, List<BoundRow> rows, List<Doubt> alike)
            throws SQLException {
        while (!rows.isEmpty()) {
            List<@Nullable String[]> staged = new ArrayList<>();
            for (BoundRow row : rows) {
                List<@Nullable String> texts =
                        new ArrayList<>(query.texts(row, table.layout().key(), keyForms));
                texts.addAll(LiveQuery.texts(alike.get(row.ordinal()).candidate(), width - texts.size()));
                staged.add(texts.toArray(new String[0]));
            }
            Map<Integer, Boolean> unfit = new HashMap<>();
            StagedValues.ask(
                    connection,
                    dialect,
                    sql,
                    width,
                    staged,
                    answer -> {
                        Doubt doubt = alike.get(rows.get(answer.getInt(1) - 1).ordinal());
                        answers.get(doubt.number()).set(doubt.column());
                    },
                    failing -> unfit.put(failing.row(), true));
            if (unfit.isEmpty()) {
                return;
            }
            List<BoundRow> fit = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                if (!unfit.containsKey(i)) {
                    fit.add(rows.get(i));
                }
            }
            rows.clear();
            rows.addAll(fit);
        }
    }

    /** True where the live value is one that was asked for. */
    boolean is(int number, int column) {
        return answers.get(number).get(column);
    }
}

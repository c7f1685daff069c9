package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.TextRow;
import dev.seedbed.database.UniqueKey;
import dev.seedbed.plan.LiveConditions.Term;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table as they are in the database, each with the declared row that a plan took it for: a portion of them in
 * the order of their keys, or those with one key. To be asked in the transaction that planned.
 *
 * <p>Texts are told as they are, sensitive ones too: whoever shows them masks them.
 */
public final class LiveRows {
    /** In the place of an ordinal: no seed declares the row. */
    public static final int UNDECLARED = -1;

    /** The same: the seeds retire the row. */
    public static final int RETIRED = -2;

    private static final String ALL = "";
    private static final int FETCHED = 1_000;

    private final Connection connection;
    private final Dialect dialect;
    private final BoundTable table;
    private final LiveQuery query;
    private final List<String> outputs = new ArrayList<>();
    private final List<Referring> references = new ArrayList<>();
    private final List<Term> order = new ArrayList<>();
    private final Map<String, Term> named = new LinkedHashMap<>();
    private final int keyTerms;
    private final int orderStart;
    private final LiveIdentity identity;
    private final LiveConditions conditions;

    /**
     * A row.
     *
     * @param key its natural key under the names that reports use
     * @param texts of all columns of the table, by their labels; null for NULL
     * @param references by the labels of the columns that refer to other rows, the natural keys of these, as far as they
     *     have one; empty for NULL
     * @param ordinal which declared row it is; for none {@link #UNDECLARED}, or {@link #RETIRED}
     * @param isDeleted true where it is marked as deleted by hand
     * @param position where it stands, for {@link #after}
     */
    public record Live(
            Map<String, @Nullable String> key,
            Map<String, @Nullable String> texts,
            Map<String, Map<String, @Nullable String>> references,
            int ordinal,
            boolean isDeleted,
            List<@Nullable String> position) {}

    /** A column with a reference, the values of its natural key, and where the texts of these begin. */
    private record Referring(Column column, RefShape shape, List<Term> leaves, int start) {}

    /** A column by which rows are ordered before all else. */
    public record Sorting(Column column, boolean isDescending) {}

    /**
     * Which rows are wanted at all.
     *
     * @param search only those that have this text somewhere in their key, in whatever case; null for all
     * @param holding only those that hold these values; empty for all
     */
    public record Narrowed(@Nullable String search, Map<Column, @Nullable String> holding) {}

    /**
     * Some rows, in order.
     *
     * @param last position of the last row that was looked at; null where no further row follows
     */
    public record Portion(List<Live> rows, @Nullable List<@Nullable String> last) {}

    public LiveRows(Connection connection, Dialect dialect, PlannedTable planned) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = planned.table();
        NaturalShapes shapes = new NaturalShapes(planned.binder().tables());
        this.identity = new LiveIdentity(connection, dialect, planned, shapes);
        this.query = identity.query();
        this.conditions = new LiveConditions(dialect, query);
        for (Column column : table.table().columns()) {
            outputs.add(dialect.text(query.live(column), column.type()));
        }
        for (Column column : table.table().columns()) {
            RefShape shape = shapes.of(table.table(), column);
            if (shape != null) {
                List<Term> leaves = new ArrayList<>();
                List<String> expressions = query.leafExpressions(column, shape);
                for (int i = 0; i < expressions.size(); i++) {
                    leaves.add(
                            new Term(expressions.get(i), shape.leaves().get(i).type()));
                }
                references.add(new Referring(column, shape, leaves, outputs.size()));
                leaves.forEach(leaf -> outputs.add(dialect.text(leaf.expression(), leaf.type())));
            }
        }
        addKey();
        this.keyTerms = order.size();
        addTieBreakers();
        this.orderStart = outputs.size();
        order.forEach(term -> outputs.add(dialect.text(term.expression(), term.type())));
    }

    /** The key in the form in which most rows have it decides the order; all its forms are names of values. */
    private void addKey() {
        for (int index : table.layout().key()) {
            Column column = table.layout().columns().get(index);
            RefShape first = table.referenceShape(index);
            named.put(column.label(), conditions.of(column));
            if (first == null) {
                order.add(conditions.of(column));
            }
            for (RefShape shape : table.forms(index)) {
                if (shape == null) {
                    continue;
                }
                List<String> expressions = query.leafExpressions(index, shape);
                for (int i = 0; i < expressions.size(); i++) {
                    RefShape.Leaf leaf = shape.leaves().get(i);
                    Term term = new Term(expressions.get(i), leaf.type());
                    named.putIfAbsent(column.label() + "." + leaf.path(), term);
                    if (shape.equals(first)) {
                        order.add(term);
                    }
                }
            }
        }
    }

    private void addTieBreakers() {
        List<String> key = table.keyColumns().stream().map(Column::name).toList();
        UniqueKey unique = table.table().uniqueKeyOver(key);
        boolean alone = unique != null
                && (unique.nullsEqual() || table.keyColumns().stream().noneMatch(Column::nullable));
        for (UniqueKey primary : alone ? List.<UniqueKey>of() : table.table().uniqueKeys()) {
            for (String name : primary.primary() ? primary.columns() : List.<String>of()) {
                Column column = table.table().column(name);
                if (column != null && !key.contains(name)) {
                    order.add(conditions.of(column));
                }
            }
        }
    }

    /** What a column's values are ordered by: where it refers, the natural keys of the rows to which it does. */
    private List<Term> terms(Column column) {
        for (Referring reference : references) {
            if (reference.column().equals(column)) {
                return reference.leaves();
            }
        }
        return List.of(conditions.of(column));
    }

    /** The names under which a key may be given: of columns, or of values below a reference. */
    public List<String> keyNames() {
        return List.copyOf(named.keySet());
    }

    /**
     * A portion of all rows, in the order of their keys: numbers and times by size, all else by its bytes, NULL first.
     *
     * @param sorting what goes before that order; null for nothing
     * @param position of the row before, as a call with the same sorting told it; null for the beginning
     * @param most how many
     */
    public Portion after(
            @Nullable Sorting sorting, @Nullable List<@Nullable String> position, Narrowed narrowed, int most)
            throws SQLException {
        List<Live> rows = sorted(read(behind(sorting, position, narrowed, most + 1)), sorting);
        return rows.size() <= most
                ? new Portion(rows, null)
                : new Portion(rows.subList(0, most), rows.get(most - 1).position());
    }

    /**
     * The same of rows that are some of the declared ones. All rows are looked at in their order, by one statement, and no
     * further than is needed.
     *
     * @param wanted which rows, by the ordinals of the declared ones that they are; {@link #UNDECLARED} and {@link #RETIRED} for
     *     others
     * @param mostLooked at how many rows to look at most
     */
    public Portion after(
            @Nullable Sorting sorting,
            @Nullable List<@Nullable String> position,
            Narrowed narrowed,
            int most,
            IntPredicate wanted,
            int mostLooked)
            throws SQLException {
        identity.prepare();
        Asked asked = behind(sorting, position, narrowed, mostLooked + 1);
        List<@Nullable String[]> found = new ArrayList<>();
        @Nullable String[] last = null;
        boolean more = false;
        try (PreparedStatement statement = prepared(asked)) {
            statement.setFetchSize(FETCHED);
            try (ResultSet live = statement.executeQuery()) {
                for (int looked = 0; live.next(); looked++) {
                    if (found.size() == most || looked == mostLooked) {
                        more = true;
                        break;
                    }
                    if (wanted.test(identity.ordinal(identity.keyOf(live), isDeleted(live)))) {
                        last = texts(live);
                        found.add(last);
                    } else if (looked == mostLooked - 1) {
                        last = texts(live);
                    }
                }
            }
        }
        List<Live> rows = new ArrayList<>();
        for (@Nullable String[] row : found) {
            rows.add(live(row));
        }
        return new Portion(
                sorted(rows, sorting),
                !more || last == null
                        ? null
                        : sorted(List.of(live(last)), sorting).get(0).position());
    }

    /** What is asked of the database. */
    private record Asked(List<@Nullable String> given, List<String> conditions, String rest) {}

    private Asked behind(
            @Nullable Sorting sorting, @Nullable List<@Nullable String> position, Narrowed narrowed, int limit)
            throws SQLException {
        List<Term> first = sorting == null ? List.of() : terms(sorting.column());
        int descending = sorting != null && sorting.isDescending() ? first.size() : 0;
        List<Term> all = new ArrayList<>(first);
        all.addAll(order);
        List<@Nullable String> given = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        if (position != null) {
            given.addAll(position);
            wanted.add(conditions.behind(all, descending, position, 0));
        }
        String search = narrowed.search();
        if (search != null) {
            given.add("%" + search.replaceAll("([!%_])", "!$1") + "%");
            List<String> anywhere = new ArrayList<>();
            for (Term term : order.subList(0, keyTerms)) {
                anywhere.add("lower(" + dialect.text(term.expression(), term.type()) + ") like lower(d.v" + given.size()
                        + ") escape '!'");
            }
            wanted.add("(" + String.join(" or ", anywhere) + ")");
        }
        for (Map.Entry<Column, @Nullable String> each : narrowed.holding().entrySet()) {
            wanted.add(conditions.holds(each.getKey(), each.getValue(), given));
        }
        List<String> by = new ArrayList<>();
        for (Term term : all) {
            by.add(conditions.ordered(term) + (by.size() < descending ? " desc nulls last" : " nulls first"));
        }
        return new Asked(given, wanted, " order by " + String.join(", ", by) + " limit " + limit);
    }

    private List<Live> sorted(List<Live> rows, @Nullable Sorting sorting) {
        return sorting == null
                ? rows
                : rows.stream().map(row -> sorted(row, sorting.column())).toList();
    }

    private Live sorted(Live row, Column by) {
        List<@Nullable String> position = new ArrayList<>();
        Referring referring = references.stream()
                .filter(each -> each.column().equals(by))
                .findFirst()
                .orElse(null);
        if (referring == null) {
            position.add(row.texts().get(by.label()));
        } else {
            Map<String, @Nullable String> leaves = row.references().getOrDefault(by.label(), Map.of());
            referring.shape().leaves().forEach(leaf -> position.add(leaves.get(leaf.path())));
        }
        position.addAll(row.position());
        return new Live(row.key(), row.texts(), row.references(), row.ordinal(), row.isDeleted(), position);
    }

    /** How many texts a position has. */
    public int positionWidth(@Nullable Sorting sorting) {
        return order.size() + (sorting == null ? 0 : terms(sorting.column()).size());
    }

    /** True for values that a database orders as it compares them, and people as they read them. */
    public static boolean areSortable(ColumnType type) {
        return LiveConditions.isOrderedByValue(type)
                || switch (type.kind()) {
                    case TEXT, CHAR, ENUM -> true;
                    default -> false;
                };
    }

    /**
     * The rows with a key: none, one, or several where no constraint keeps them apart.
     *
     * @param key by {@link #keyNames}
     */
    public List<Live> withKey(Map<String, @Nullable String> key) throws SQLException {
        List<@Nullable String> given = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (Map.Entry<String, @Nullable String> each : key.entrySet()) {
            Term term = named.get(each.getKey());
            if (term == null) {
                throw new IllegalArgumentException(each.getKey());
            }
            String text = each.getValue();
            if (text == null) {
                wanted.add(term.expression() + " is null");
            } else {
                given.add(text);
                wanted.add(term.expression() + " = " + conditions.typed(given.size(), text, term.type()));
            }
        }
        return read(new Asked(given, wanted, ALL));
    }

    /** The rows that hold some values, told by columns of the table. */
    public List<Live> holding(Map<Column, @Nullable String> values) throws SQLException {
        List<@Nullable String> given = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (Map.Entry<Column, @Nullable String> each : values.entrySet()) {
            wanted.add(conditions.holds(each.getKey(), each.getValue(), given));
        }
        return read(new Asked(given, wanted, ALL));
    }

    private List<Live> read(Asked asked) throws SQLException {
        List<@Nullable String[]> texts = new ArrayList<>();
        try (PreparedStatement statement = prepared(asked);
                ResultSet live = statement.executeQuery()) {
            while (live.next()) {
                texts.add(texts(live));
            }
        }
        List<Live> rows = new ArrayList<>();
        for (@Nullable String[] row : texts) {
            rows.add(live(row));
        }
        return rows;
    }

    private PreparedStatement prepared(Asked asked) throws SQLException {
        List<@Nullable String> given = asked.given();
        String sql = "select " + query.outputs() + ", " + String.join(", ", outputs) + " from "
                + (given.isEmpty() ? "" : dialect.rowSet(given.size()) + " cross join ") + query.from()
                + (asked.conditions().isEmpty() ? "" : " where " + String.join(" and ", asked.conditions()))
                + asked.rest();
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            if (!given.isEmpty()) {
                List<@Nullable String[]> one = new ArrayList<>();
                one.add(given.toArray(new String[0]));
                dialect.bindRowSet(statement, 1, given.size(), one);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private @Nullable String[] texts(ResultSet live) throws SQLException {
        @Nullable String[] row = new @Nullable String[query.width() + outputs.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = live.getString(i + 1);
        }
        return row;
    }

    private boolean isDeleted(ResultSet live) throws SQLException {
        return query.softDelete() >= 0 && live.getString(query.softDelete() + 1) != null;
    }

    private Live live(@Nullable String[] row) throws SQLException {
        TextRow text = new TextRow(query.width());
        for (int i = 0; i < query.width(); i++) {
            text.set(i, row[i]);
        }
        boolean isDeleted = query.softDelete() >= 0 && row[query.softDelete()] != null;
        int ordinal = identity.ordinal(text, isDeleted);
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        int at = query.width();
        for (Column column : table.table().columns()) {
            texts.put(column.label(), row[at++]);
        }
        Map<String, Map<String, @Nullable String>> referred = new LinkedHashMap<>();
        for (Referring reference : references) {
            Map<String, @Nullable String> key = new LinkedHashMap<>();
            boolean any = false;
            for (int i = 0; i < reference.shape().leaves().size(); i++) {
                String leaf = row[query.width() + reference.start() + i];
                any |= leaf != null;
                key.put(reference.shape().leaves().get(i).path(), leaf);
            }
            referred.put(reference.column().label(), any ? key : Map.of());
        }
        int from = query.width() + orderStart;
        List<@Nullable String> position = new ArrayList<>(Arrays.asList(row).subList(from, from + order.size()));
        return new Live(identity.key(text, ordinal), texts, referred, ordinal, isDeleted, position);
    }

    /** How many rows are there that the seeds retire. */
    public long countRetired() throws SQLException {
        return identity.countRetired();
    }
}

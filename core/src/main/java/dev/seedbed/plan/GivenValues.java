package dev.seedbed.plan;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedValue;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values for one row of a table, as somebody gave them or as a seed declares them: checked by the types of their columns,
 * and with the rows found to which they refer. What comes out is plain, or generated.
 */
public final class GivenValues {
    private final Connection connection;
    private final Dialect dialect;
    private final PlannedTable planned;
    private final BoundTable table;
    private final Set<String> sensitive;
    private final Location at;
    private final Problems problems;
    private final GivenReferences references;

    /** Whose the problems are that were found since the last mark. */
    private final List<String> names = new ArrayList<>();

    private int before;

    /** What is wrong with values, each problem with the name under which its value was given. */
    public static final class WrongValues extends SeedException {
        private static final long serialVersionUID = 1L;

        private final transient List<String> names;

        WrongValues(List<Problem> problems, List<String> names) {
            super(Kind.USAGE, problems, null);
            this.names = List.copyOf(names);
        }

        /** One for each of {@link #problems}: a column's, or one below it such as {@code tier_id}. */
        public List<String> names() {
            return names;
        }
    }

    /**
     * Values for a table of a plan.
     *
     * @param sensitive labels of columns whose values are never told
     * @param at what problems say of where the values stand, such as {@code the values given}
     */
    public GivenValues(Connection connection, Dialect dialect, PlannedTable planned, Set<String> sensitive, String at) {
        this.connection = connection;
        this.dialect = dialect;
        this.planned = planned;
        this.table = planned.table();
        this.sensitive = Set.copyOf(sensitive);
        this.at = Location.of(at);
        this.problems = planned.binder().problems();
        this.references = new GivenReferences(connection, dialect, table, problems, this.at);
    }

    /**
     * Checks texts that somebody gave.
     *
     * @param given by column, or for the natural key of a reference by such names as {@code tier_id.code}; null for NULL
     * @return by column, in the order in which they were given; of a foreign key over several columns all
     * @throws WrongValues with all that is wrong with them
     */
    public Map<Column, Cell> of(Map<String, @Nullable String> given) throws SQLException {
        return checked(cells -> {
            Map<String, Map<String, @Nullable String>> below = new LinkedHashMap<>();
            given.forEach((name, text) -> {
                int dot = table.table().column(name) == null ? name.indexOf('.') : -1;
                if (dot < 0) {
                    plain(name, text, cells);
                    areOf(name);
                } else {
                    below.computeIfAbsent(name.substring(0, dot), n -> new LinkedHashMap<>())
                            .put(name.substring(dot + 1), text);
                }
            });
            below.forEach((name, key) -> {
                reference(name, key, cells);
                areOf(name);
            });
        });
    }

    /**
     * What a seed declares.
     *
     * @param columns by their labels
     * @throws SeedException where a reference leads to no row that is there
     */
    public Map<Column, Cell> declared(BoundRow row, Set<String> columns) throws SQLException {
        return checked(cells -> {
            for (int i = 0; i < row.cells().length; i++) {
                Cell cell = row.cells()[i];
                Column column = table.layout().columns().get(i);
                if (cell != null && columns.contains(column.label())) {
                    cells.put(column, cell);
                }
            }
        });
    }

    /** What every inserted row takes that does not give these columns itself, by column. */
    public Map<Column, Cell> onInsert(Set<Column> but) throws SQLException {
        return along(table.layout().onInsert(), but);
    }

    /** What every changed row takes along that does not give these columns itself, by column. */
    public Map<Column, Cell> onUpdate(Set<Column> but) throws SQLException {
        return along(table.layout().onUpdate(), but);
    }

    private Map<Column, Cell> along(@Nullable Cell[] values, Set<Column> but) throws SQLException {
        return checked(cells -> {
            for (int i = 0; i < values.length; i++) {
                Cell cell = values[i];
                Column column = table.layout().columns().get(i);
                if (cell != null && !but.contains(column)) {
                    cells.put(column, cell);
                }
            }
        });
    }

    private interface Gathering {
        void into(Map<Column, Cell> cells);
    }

    private Map<Column, Cell> checked(Gathering gathering) throws SQLException {
        planned.binder().outsideOfFiles();
        Problems.Mark mark = problems.mark();
        before = mark.listed();
        names.clear();
        try {
            Map<Column, Cell> cells = new LinkedHashMap<>();
            gathering.into(cells);
            Map<Column, Cell> plain = problems.size() == mark.listed() ? resolved(cells) : cells;
            for (Map.Entry<Column, Cell> each : plain.entrySet()) {
                if (each.getValue() instanceof Cell.Text text) {
                    probe(each.getKey(), text.text());
                    areOf(each.getKey().label());
                }
            }
            List<Problem> wrong = problems.taken(mark);
            if (!wrong.isEmpty()) {
                throw new WrongValues(wrong, names);
            }
            return plain;
        } finally {
            problems.takeBack(mark);
        }
    }

    /** The problems that were found since this was said last are of what was given under a name. */
    private void areOf(String name) {
        while (names.size() < problems.size() - before) {
            names.add(name);
        }
    }

    private String inside() {
        return "table " + table;
    }

    private @Nullable Column column(String name) {
        Column column = table.table().column(name);
        if (column == null) {
            List<String> known =
                    table.table().columns().stream().map(Column::label).toList();
            String nearest = Catalogue.nearest(name, known);
            problems.add(
                    "Table \"" + table + "\" has no column \"" + name + "\".",
                    at,
                    inside(),
                    nearest == null
                            ? "its columns are " + String.join(", ", known)
                            : "did you mean \"" + nearest + "\"?");
        } else if (column.computed() || column.identity() == Column.Identity.ALWAYS) {
            problems.add(
                    "Column \"" + column.label() + "\" is " + (column.computed() ? "computed" : "numbered")
                            + " by the database and takes no value.",
                    at,
                    inside(),
                    "leave it out");
            return null;
        }
        return column;
    }

    private void plain(String name, @Nullable String text, Map<Column, Cell> cells) {
        Column column = column(name);
        if (column == null) {
            return;
        }
        if (text == null) {
            if (column.nullable()) {
                cells.put(column, Cell.Null.INSTANCE);
            } else {
                problems.add("Column \"" + column.label() + "\" takes no NULL.", at, inside(), "give it a value");
            }
            return;
        }
        String unfit = unfit(text);
        if (unfit != null) {
            problems.add(
                    "The value for column \"" + column.label() + "\" is no text: it holds " + unfit + ".",
                    at,
                    inside(),
                    "take it out");
            return;
        }
        int listed = problems.size();
        Cell cell =
                planned.binder().values().text(table.toString(), column, text, at, sensitive.contains(column.label()));
        if (cell != null && problems.size() == listed && isCutOff(column, text)) {
            problems.add(
                    "The value for column \"" + column.label() + "\" has more than "
                            + column.type().scale() + " digits behind the point, and the column keeps no more.",
                    at,
                    inside(),
                    "round it yourself, as it is meant");
        } else if (cell != null) {
            cells.put(column, cell);
        }
    }

    /** True where the column would keep another number than was given, of which nobody would be told. */
    private static boolean isCutOff(Column column, String text) {
        if (column.type().kind() != ColumnType.Kind.DECIMAL || column.type().scale() < 0) {
            return false;
        }
        try {
            return new BigDecimal(text.strip()).stripTrailingZeros().scale()
                    > column.type().scale();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** What no database stores, or only by altering it. */
    private static @Nullable String unfit(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return "a NUL character";
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return "half a character";
            }
        }
        return null;
    }

    private void reference(String name, Map<String, @Nullable String> key, Map<Column, Cell> cells) {
        Column column = column(name);
        if (column == null) {
            return;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable String> each : key.entrySet()) {
            String text = each.getValue();
            if (each.getKey().startsWith("$") || each.getKey().contains(".$") || text != null && unfit(text) != null) {
                // Nobody from outside reads files or variables.
                problems.add(
                        "\"" + name + "." + each.getKey() + "\" names no part of a key.",
                        at,
                        inside(),
                        "refer by the columns of the other table's key");
                return;
            }
            FormerDefaults.put(fields, each.getKey(), text == null ? at : text);
        }
        if (table.table().foreignKey(column) == null) {
            problems.add(
                    "Column \"" + column.label() + "\" refers to no other row, so it takes one plain value.",
                    at,
                    inside(),
                    "give a value for \"" + column.label() + "\" itself");
            return;
        }
        SeedValue.Fields value = FormerDefaults.fields(fields, at);
        Cell cell = planned.binder()
                .values()
                .references()
                .bind(
                        table.toString(),
                        table.table(),
                        column,
                        value,
                        table.parts().get(0).unit());
        if (cell instanceof Cell.Reference reference
                && !new NaturalShapes(planned.binder().tables()).mayName(table.table(), column, reference.shape())) {
            problems.add(
                    "Column \"" + column.label() + "\" cannot refer to a row by \""
                            + String.join(
                                    "\", \"",
                                    reference.shape().leaves().stream()
                                            .map(RefShape.Leaf::path)
                                            .toList())
                            + "\": that is no key of a seeded table.",
                    at,
                    inside(),
                    "give a value for \"" + column.label() + "\" itself");
        } else if (cell != null) {
            cells.put(column, cell);
        }
    }

    private Map<Column, Cell> resolved(Map<Column, Cell> cells) throws SQLException {
        Map<Column, Cell> resolved = new LinkedHashMap<>();
        for (Map.Entry<Column, Cell> each : cells.entrySet()) {
            if (each.getValue() instanceof Cell.Reference reference) {
                references.resolve(each.getKey(), reference, cells, resolved);
                areOf(each.getKey().label());
            } else {
                resolved.put(each.getKey(), each.getValue());
            }
        }
        return resolved;
    }

    /** Has the database judge a text that nobody else can. */
    private void probe(Column column, String text) throws SQLException {
        if (CanonicalText.of(column.type(), text) != null) {
            return;
        }
        List<@Nullable String[]> one = new ArrayList<>();
        one.add(new String[] {text});
        boolean secret = sensitive.contains(column.label());
        StagedValues.ask(
                connection,
                dialect,
                "select count(" + dialect.typed("d.v1", column.type()) + ") from " + dialect.rowSet(1),
                1,
                one,
                answer -> {},
                failing -> problems.add(
                        "Value \"" + (secret ? "***" : ValueBinder.shown(text)) + "\" does not fit column \""
                                + column.label() + "\" (" + column.type().sql() + "): "
                                + (secret
                                        ? "SQLSTATE " + failing.cause().getSQLState()
                                        : ValueBinder.shown(dialect.message(failing.cause())))
                                + ".",
                        at,
                        inside(),
                        "change the value"));
    }

    /** Columns that a new row must give, and that nobody gives, by their labels. */
    public List<String> lacking(Set<Column> given) {
        Table described = table.table();
        return described.columns().stream()
                .filter(column -> !column.optional() && !given.contains(column))
                .map(Column::label)
                .toList();
    }
}

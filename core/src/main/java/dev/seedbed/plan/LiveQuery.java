package dev.seedbed.plan;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.database.TextRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the live rows of a table with their references already turned into natural keys, so that they can be compared
 * with what is declared before any id is known.
 */
final class LiveQuery {
    private final Dialect dialect;
    private final BoundTable table;
    private final StringBuilder from;
    private final Map<String, String> aliases = new HashMap<>();
    private final List<String> outputs = new ArrayList<>();
    private final List<String> copied = new ArrayList<>();
    private final List<ColumnType> types = new ArrayList<>();
    private final Map<Integer, int[]> starts = new LinkedHashMap<>();
    private final Map<Integer, Integer> stored = new HashMap<>();
    private final List<int @Nullable []> keyOutputs = new ArrayList<>();
    private final List<int @Nullable []> valueOutputs = new ArrayList<>();
    private final Map<TableName, Table> joined = new LinkedHashMap<>();
    private int softDelete = -1;

    LiveQuery(Dialect dialect, BoundTable table) {
        this.dialect = dialect;
        this.table = table;
        this.from = new StringBuilder(dialect.quote(table.table().name())).append(" t");
        BoundTable.Layout layout = table.layout();
        for (int index : layout.key()) {
            addColumn(index);
        }
        for (int i = 0; i < layout.columns().size(); i++) {
            if (layout.compared()[i]) {
                addColumn(i);
                addStored(i);
            }
        }
        Column softDeleteColumn = layout.softDelete();
        if (softDeleteColumn != null) {
            softDelete = outputs.size();
            output(live(softDeleteColumn), softDeleteColumn.type());
        }
    }

    private void addColumn(int index) {
        if (starts.containsKey(index)) {
            return;
        }
        Column column = table.layout().columns().get(index);
        List<@Nullable RefShape> forms = table.forms(index);
        int[] at = new int[forms.size()];
        for (int form = 0; form < at.length; form++) {
            at[form] = outputs.size();
            RefShape shape = forms.get(form);
            if (shape == null) {
                output(live(column), column.type());
            } else {
                List<String> expressions = leafExpressions(index, shape);
                List<RefShape.Leaf> leaves = shape.leaves();
                for (int i = 0; i < leaves.size(); i++) {
                    output(expressions.get(i), leaves.get(i).type());
                }
            }
        }
        starts.put(index, at);
    }

    private void addStored(int index) {
        int plain = table.forms(index).indexOf(null);
        stored.put(index, plain < 0 ? outputs.size() : start(index, plain));
        if (plain < 0) {
            Column column = table.layout().columns().get(index);
            output(live(column), column.type());
        }
    }

    private void output(String expression, ColumnType type) {
        outputs.add(dialect.text(expression, type));
        copied.add(dialect.copiedText(expression, type));
        types.add(type);
    }

    /** The condition, to be added to others, that a row is not marked as deleted by hand; empty where none can be. */
    String alive() {
        Column deleted = table.layout().softDelete();
        return deleted == null ? "" : " and " + live(deleted) + " is null";
    }

    /** The expression of a live column. */
    String live(Column column) {
        return "t." + dialect.quote(column.name());
    }

    /** The expressions of the texts that a reference in a live row consists of; joins what they need. */
    List<String> leafExpressions(int index, RefShape shape) {
        List<String> expressions = new ArrayList<>();
        join(table.table(), "t", table.layout().columns().get(index), shape, expressions);
        return expressions;
    }

    /** The same for any column of the table, whether the seeds deal with it or not. */
    List<String> leafExpressions(Column column, RefShape shape) {
        List<String> expressions = new ArrayList<>();
        join(table.table(), "t", column, shape, expressions);
        return expressions;
    }

    private void join(Table owner, String ownerAlias, Column column, RefShape shape, List<String> expressions) {
        String referring = ownerAlias + "." + dialect.quote(column.name());
        String key = referring + " → " + shape.target().name().schema() + "."
                + shape.target().name().name() + "." + shape.targetColumn().name();
        String alias = aliases.get(key);
        if (alias == null) {
            alias = "r" + (aliases.size() + 1);
            aliases.put(key, alias);
            joined.put(shape.target().name(), shape.target());
            from.append(" left join ")
                    .append(dialect.quote(shape.target().name()))
                    .append(' ')
                    .append(alias)
                    .append(" on ")
                    .append(shape.joinedOn(dialect, owner, ownerAlias, column, alias));
        }
        for (RefShape.Lookup lookup : shape.lookups()) {
            if (lookup.nested() == null) {
                expressions.add(alias + "." + dialect.quote(lookup.column().name()));
            } else {
                join(shape.target(), alias, lookup.column(), lookup.nested(), expressions);
            }
        }
    }

    /** The tables that references lead to. */
    Collection<Table> joined() {
        return joined.values();
    }

    String from() {
        return from.toString();
    }

    /** All live rows. */
    String all() {
        return "select " + String.join(", ", outputs) + " from " + from;
    }

    /** The same where they are read by COPY. */
    String allByCopy() {
        return "select " + String.join(", ", copied) + " from " + from;
    }

    /** The outputs, to stand behind others in a SELECT. */
    String outputs() {
        return String.join(", ", outputs);
    }

    int width() {
        return outputs.size();
    }

    int softDelete() {
        return softDelete;
    }

    /** The position of a column's first text among the outputs, for one of its forms. */
    int start(int column, int form) {
        int[] at = starts.get(column);
        if (at == null) {
            throw new IllegalStateException("Column " + column + " is not read.");
        }
        return at[form];
    }

    /** The position among the outputs of what a compared column itself holds, even where that refers to nothing. */
    int stored(int column) {
        return Objects.requireNonNull(stored.get(column));
    }

    int leaves(int column, int form) {
        RefShape shape = table.forms(column).get(form);
        return shape == null ? 1 : shape.leaves().size();
    }

    ColumnType type(int output) {
        return types.get(output);
    }

    /** Hashes the key of a live row as a declared row of that form would be. */
    void hashKey(int number, DeclaredForms.KeyForm form, TextRow live, RowHash hash) {
        hash.reset(number);
        for (int output : outputs(keyOutputs, number, table.layout().key(), form.forms())) {
            if (standsForItself(live, output)
                    && CanonicalText.isComposed(live.bytes(), live.start(output), live.end(output))) {
                hash.add(live.bytes(), live.start(output), live.end(output));
            } else {
                ComparedText.hashLiveKey(live.text(output), types.get(output), hash);
            }
        }
    }

    /** Hashes the compared values of a live row as a declared row of that form would be. */
    void hashValues(int number, DeclaredForms.RowForm form, TextRow live, RowHash hash) {
        hash.reset(number);
        for (int output : outputs(valueOutputs, number, form.columns(), form.forms())) {
            if (standsForItself(live, output)) {
                hash.add(live.bytes(), live.start(output), live.end(output));
            } else {
                String text = live.text(output);
                hash.add(text == null ? null : ComparedText.ofLive(types.get(output), text));
            }
        }
    }

    /** The outputs that hold some columns in some forms; found once for each number. */
    private int[] outputs(List<int @Nullable []> known, int number, int[] columns, int[] forms) {
        while (known.size() <= number) {
            known.add(null);
        }
        int[] found = known.get(number);
        if (found == null) {
            found = new int[outputs.size()];
            int count = 0;
            for (int c = 0; c < columns.length; c++) {
                int start = start(columns[c], forms[c]);
                for (int i = 0; i < leaves(columns[c], forms[c]); i++) {
                    found[count++] = start + i;
                }
            }
            found = Arrays.copyOf(found, count);
            known.set(number, found);
        }
        return found;
    }

    /** True where the bytes of a live value are its canonical text already. */
    private boolean standsForItself(TextRow live, int output) {
        return live.isPart(output)
                && CanonicalText.isCanonical(types.get(output), live.bytes(), live.start(output), live.end(output));
    }

    /**
     * The FROM and WHERE of live rows that have, in some columns, the values of a staged one. References are looked up from
     * the staged row, so that an index of this table can serve for all columns together.
     *
     * @param isNull for each text of these columns, true where it is NULL in every staged row
     * @param width how many texts a staged row has, of which those of the columns are the first
     * @param joined further joins to the staged row, each with a blank before it
     * @param further conditions, each with an {@code and} before it
     */
    String matching(int[] columns, int[] forms, boolean[] isNull, int width, String joined, String further) {
        StringBuilder targets = new StringBuilder();
        List<String> on = new ArrayList<>();
        int[] next = {0, 0};
        for (int c = 0; c < columns.length; c++) {
            RefShape shape = table.forms(columns[c]).get(forms[c]);
            Column column = table.layout().columns().get(columns[c]);
            boolean wholeNull = true;
            for (int i = 0; i < leaves(columns[c], forms[c]); i++) {
                wholeNull &= isNull[next[0] + i];
            }
            if (shape != null && !wholeNull) {
                String alias = target("k", shape, isNull, next, targets);
                on.add(shape.joinedOn(dialect, table.table(), "t", column, alias));
            } else if (shape != null) {
                for (String leaf : leafExpressions(columns[c], shape)) {
                    on.add(leaf + " is null");
                    next[0]++;
                }
            } else {
                on.add(equal(live(column), column.type(), isNull, next));
            }
        }
        return dialect.rowSet(width) + targets + joined + " cross join " + from + " where " + String.join(" and ", on)
                + further;
    }

    /**
     * Joins the row that a staged reference means, and returns its alias.
     *
     * @param prefix of the aliases
     * @param isNull for each staged text, true where it is NULL
     * @param next how many texts, and how many aliases, are used already
     */
    String target(String prefix, RefShape shape, boolean[] isNull, int[] next, StringBuilder joins) {
        String alias = prefix + ++next[1];
        List<String> on = new ArrayList<>();
        for (RefShape.Lookup lookup : shape.lookups()) {
            String value = alias + "." + dialect.quote(lookup.column().name());
            RefShape nested = lookup.nested();
            if (nested == null) {
                on.add(equal(value, lookup.column().type(), isNull, next));
            } else {
                String inner = target(prefix, nested, isNull, next, joins);
                on.add(nested.joinedOn(dialect, shape.target(), alias, lookup.column(), inner));
            }
        }
        joins.append(" join ")
                .append(dialect.quote(shape.target().name()))
                .append(' ')
                .append(alias)
                .append(" on ")
                .append(String.join(" and ", on));
        return alias;
    }

    private String equal(String expression, ColumnType type, boolean[] isNull, int[] next) {
        int part = next[0]++;
        return isNull[part] ? expression + " is null" : expression + " = " + dialect.typed("d.v" + (part + 1), type);
    }

    /** The texts of a declared row in some columns, as many as {@link #matching} reads. */
    List<@Nullable String> texts(BoundRow row, int[] columns, int[] forms) {
        List<@Nullable String> texts = new ArrayList<>();
        for (int c = 0; c < columns.length; c++) {
            texts.addAll(texts(row.cells()[columns[c]], leaves(columns[c], forms[c])));
        }
        return texts;
    }

    /**
     * One text for the key of a live row, as {@link BoundTable#keyText} has it.
     *
     * @param like a row whose key refers in the form in which this one is to be read
     * @param rows the current row, of which the outputs begin at {@code first}
     */
    String keyText(BoundRow like, ResultSet rows, int first) throws SQLException {
        @Nullable Cell[] cells = new @Nullable Cell[like.cells().length];
        for (int index : table.layout().key()) {
            RefShape shape = like.cells()[index] instanceof Cell.Reference reference ? reference.shape() : null;
            int form = table.form(index, shape);
            @Nullable String[] texts = new @Nullable String[leaves(index, form)];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = rows.getString(first + start(index, form) + i);
            }
            cells[index] = cell(shape, texts);
        }
        return table.liveKeyText(new BoundRow(-1, like.part(), like.seed(), cells));
    }

    /** What live texts say, as the cell of a row that declared just that. */
    static Cell cell(@Nullable RefShape shape, @Nullable String[] live) {
        if (Arrays.stream(live).allMatch(Objects::isNull)) {
            return Cell.Null.INSTANCE;
        }
        return shape != null
                ? new Cell.Reference(shape, Arrays.asList(live))
                : new Cell.Text(Objects.requireNonNull(live[0]));
    }

    /**
     * The row that a column refers to, as the first of the rows that are declared refers to its own; NULL where it refers to
     * none, or where none is declared to refer.
     *
     * @param live what the query told of a row
     */
    Cell reference(int column, @Nullable String[] live) {
        int[] at = Objects.requireNonNull(starts.get(column));
        for (int form = 0; form < at.length; form++) {
            RefShape shape = table.forms(column).get(form);
            if (shape != null) {
                return cell(shape, Arrays.copyOfRange(live, at[form], at[form] + leaves(column, form)));
            }
        }
        return Cell.Null.INSTANCE;
    }

    /** The text of a column as the database tells it, for finding out whether it is still the same. */
    static Cell stored(@Nullable String text) {
        return text == null ? Cell.Null.INSTANCE : new Cell.Text(text);
    }

    static List<@Nullable String> texts(@Nullable Cell cell, int leaves) {
        List<@Nullable String> texts = new ArrayList<>();
        if (cell instanceof Cell.Text text) {
            texts.add(text.text());
        } else if (cell instanceof Cell.Reference reference) {
            texts.addAll(reference.leaves());
        } else {
            for (int i = 0; i < leaves; i++) {
                texts.add(null);
            }
        }
        return texts;
    }

    /** True where Java can tell already that two values of the type differ. */
    static boolean surelyDifferent(ColumnType type, @Nullable String declared, @Nullable String live) {
        if (declared == null || live == null) {
            return declared != null || live != null;
        }
        if (!CanonicalText.complete(type)) {
            return false;
        }
        String a = CanonicalText.of(type, declared);
        String b = CanonicalText.ofLive(type, live);
        return a != null && b != null && !a.equals(b);
    }
}

package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.UniqueKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table as they will be after a run, as far as one unique key looks at them: what is written, and beside it what
 * stays in a row that is there, or what the database gives a new one.
 */
final class RowsToCome {
    /** Defaults that mean the same for every row; others are not known before the insert. */
    private static final Pattern CONSTANT =
            Pattern.compile("(?:'(?:[^']++|'')*+'|-?[0-9.]+|true|false|NULL)(?:::[\\w \"\\[\\](),.]+)?");

    private final Planning planning;
    private final Dialect dialect;
    private final BoundTable table;
    private final UniqueKey key;
    private final PlainReferences plain;

    /** The columns that the key looks at. */
    private final List<Column> columns;

    RowsToCome(Planning planning, BoundTable table, UniqueKey key) {
        this.planning = planning;
        this.dialect = planning.dialect();
        this.table = table;
        this.key = key;
        this.plain = PlainReferences.toElsewhere(planning, table);
        this.columns = table.table().columns().stream().filter(this::looksAt).toList();
    }

    private boolean looksAt(Column column) {
        String predicate = key.predicate();
        return key.plain()
                ? key.columns().contains(column.name())
                : key.expressions().stream().anyMatch(expression -> names(expression, column))
                        || predicate != null && names(predicate, column);
    }

    /** True where an expression holds the name of a column, and not only a longer name that holds it. */
    private static boolean names(String expression, Column column) {
        return Pattern.compile("(?<![\\p{L}\\p{N}_$])" + Pattern.quote(column.name()) + "(?![\\p{L}\\p{N}_$])")
                .matcher(expression)
                .find();
    }

    /**
     * A row.
     *
     * @param row as it is declared
     * @param located with the key under which it is there; null where it is not
     * @param columns those of the key
     * @param cells what is declared for them; null for a value that is there, or a default
     * @param form equal where one statement suits two rows
     */
    record Row(
            BoundRow row, @Nullable BoundRow located, List<Column> columns, List<@Nullable Cell> cells, String form) {
        /** What the row declares for a column of the key; null for a value that is there, or a default. */
        @Nullable
        Cell cell(Column column) {
            return cells.get(columns.indexOf(column));
        }
    }

    /** A row that is inserted; null where it cannot clash, or its values are not known before. */
    @Nullable
    Row inserted(BoundRow row) {
        List<@Nullable Cell> cells = new ArrayList<>();
        for (Column column : columns) {
            int index = table.layout().index(column);
            Cell cell = index < 0 ? null : row.cells()[index];
            if (cell == null && index >= 0) {
                cell = table.layout().onInsert()[index];
            }
            if (cell == null && !isConstant(column)) {
                return null;
            }
            cells.add(cell == null && column.defaultSql() == null ? Cell.Null.INSTANCE : cell);
        }
        return row(row, null, cells);
    }

    /**
     * A row that is changed; null where the key does not notice, cannot clash, or its values are not known before.
     *
     * @param located the row with the key under which it is there
     */
    @Nullable
    Row changed(RowUpdate update, BoundRow located) {
        List<@Nullable Cell> cells = new ArrayList<>();
        boolean notices = false;
        for (Column column : columns) {
            Cell cell = column.computed() ? null : changed(update, column);
            if (column.computed()) {
                return null;
            }
            notices |= cell != null;
            cells.add(cell);
        }
        return notices ? row(update.row(), located, cells) : null;
    }

    private @Nullable Cell changed(RowUpdate update, Column column) {
        int index = table.layout().index(column);
        Column deleted = table.layout().softDelete();
        if (update.restored() && deleted != null && deleted.name().equals(column.name())) {
            return Cell.Null.INSTANCE;
        }
        if (index < 0) {
            return null;
        }
        return update.columns().get(index) || update.renames() && table.isKey(index)
                ? update.row().cells()[index]
                : table.layout().onUpdate()[index];
    }

    private static boolean isConstant(Column column) {
        if (column.computed() || column.identity() != Column.Identity.NONE) {
            return false;
        }
        return column.defaultSql() == null
                || CONSTANT.matcher(column.defaultSql()).matches();
    }

    private @Nullable Row row(BoundRow row, @Nullable BoundRow located, List<@Nullable Cell> declared) {
        List<@Nullable Cell> cells = new ArrayList<>();
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < declared.size(); i++) {
            Cell now = asCalledNow(row, columns.get(i), declared.get(i));
            if (now instanceof Cell.Generated || now instanceof Cell.Null && key.plain() && !key.nullsEqual()) {
                return null;
            }
            cells.add(now);
            form.append(form(now)).append(' ');
        }
        if (located != null) {
            for (int index : table.layout().key()) {
                Cell cell = located.cells()[index];
                form.append(form(cell == null ? Cell.Null.INSTANCE : cell)).append(' ');
            }
        }
        return new Row(row, located, columns, cells, form.toString());
    }

    private @Nullable Cell asCalledNow(BoundRow row, Column column, @Nullable Cell cell) {
        int index = table.layout().index(column);
        Cell.Text value = index >= 0 && Objects.equals(row.cells()[index], cell) ? plain.asCalledNow(row, index) : null;
        return value != null ? value : cell instanceof Cell.Reference reference ? asCalledNow(reference) : cell;
    }

    private Cell asCalledNow(Cell.Reference reference) {
        if (reference.leaves().stream().allMatch(Objects::isNull)) {
            return Cell.Null.INSTANCE;
        }
        Cell.Reference former = FormerReferences.former(planning, reference);
        return former == null ? reference : former;
    }

    private static String form(@Nullable Cell cell) {
        if (cell instanceof Cell.Reference reference) {
            StringBuilder form = new StringBuilder("r").append(System.identityHashCode(reference.shape()));
            reference.leaves().forEach(leaf -> form.append(leaf == null ? 'n' : '.'));
            return form.toString();
        }
        return cell == null ? "-" : cell instanceof Cell.Null ? "n" : "t";
    }

    /**
     * A query over rows of one form.
     *
     * @param staged their texts
     */
    record Query(String sql, int width, List<@Nullable String[]> staged) {}

    /**
     * Selects the ordinals of rows, and of a plain key the texts of its columns.
     *
     * @param taken true for those alone whose values another live row holds
     */
    Query query(List<Row> rows, boolean taken) {
        Row first = rows.get(0);
        LiveQuery live = new LiveQuery(dialect, table);
        int[] tableKey = table.layout().key();
        int[] keyForms = first.located() == null ? new int[0] : KeyBatches.forms(table, first.located());
        List<@Nullable String> texts = texts(first, live, keyForms);
        int keyWidth = first.located() == null
                ? 0
                : live.texts(first.located(), tableKey, keyForms).size();
        boolean[] isNull = new boolean[texts.size()];
        for (int i = 0; i < isNull.length; i++) {
            isNull[i] = texts.get(i) == null;
        }
        StringBuilder targets = new StringBuilder();
        int[] next = {keyWidth, 0};
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            outputs.add(value(columns.get(i), first, i, live, isNull, next, targets) + " as "
                    + dialect.quote(columns.get(i).name()));
        }
        List<String> own = new ArrayList<>();
        for (int i = 0; i < tableKey.length && first.located() != null; i++) {
            outputs.add(live.live(table.layout().columns().get(tableKey[i])) + " as seedbed_k" + i);
            own.add("seedbed_k" + i);
        }
        String from = first.located() == null
                ? dialect.rowSet(isNull.length) + targets
                : live.matching(tableKey, keyForms, isNull, isNull.length, targets.toString(), "");
        List<@Nullable String[]> staged = new ArrayList<>();
        rows.forEach(row -> staged.add(texts(row, live, keyForms).toArray(new String[0])));
        String laidOut = "select d.ord as seedbed_ord, " + String.join(", ", outputs) + " from " + from;
        return new Query(sql(laidOut, own, taken), isNull.length, staged);
    }

    private List<@Nullable String> texts(Row row, LiveQuery live, int[] keyForms) {
        List<@Nullable String> texts = new ArrayList<>();
        if (row.located() != null) {
            texts.addAll(live.texts(row.located(), table.layout().key(), keyForms));
        }
        for (Cell cell : row.cells()) {
            if (cell instanceof Cell.Text || cell instanceof Cell.Reference) {
                texts.addAll(LiveQuery.texts(cell, 1));
            }
        }
        return texts;
    }

    private String value(
            Column column, Row row, int position, LiveQuery live, boolean[] isNull, int[] next, StringBuilder targets) {
        Cell cell = row.cells().get(position);
        if (cell instanceof Cell.Text) {
            return dialect.typed("d.v" + ++next[0], column.type());
        }
        if (cell instanceof Cell.Reference reference) {
            return live.target("n", reference.shape(), isNull, next, targets) + "."
                    + dialect.quote(reference.shape().targetColumn().name());
        }
        if (cell == null) {
            return row.located() != null ? live.live(column) : Objects.requireNonNull(column.defaultSql());
        }
        return column.type().sql().isBlank()
                ? "null"
                : "cast(null as " + column.type().sql() + ")";
    }

    private String sql(String laidOut, List<String> own, boolean taken) {
        List<String> parts =
                key.plain() ? key.columns().stream().map(dialect::quote).toList() : key.expressions();
        StringBuilder values = new StringBuilder();
        List<String> same = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            values.append(", (").append(parts.get(i)).append(") as seedbed_e").append(i);
            String part = "(" + parts.get(i) + ")";
            same.add(
                    key.nullsEqual()
                            ? "(" + part + " = n.seedbed_e" + i + " or " + part + " is null and n.seedbed_e" + i
                                    + " is null)"
                            : part + " = n.seedbed_e" + i);
        }
        String predicate = key.predicate() == null ? "" : " where " + key.predicate();
        String rows =
                "(select seedbed_ord" + own.stream().map(name -> ", " + name).reduce("", String::concat) + values
                        + " from (" + laidOut + ") x" + predicate + ") n";
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < parts.size() && key.plain(); i++) {
            Column column =
                    Objects.requireNonNull(table.table().column(key.columns().get(i)));
            texts.append(", ").append(dialect.text("n.seedbed_e" + i, column.type()));
        }
        if (key.predicate() != null) {
            same.add("(" + key.predicate() + ")");
        }
        List<String> itself = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            Column column = table.layout().columns().get(table.layout().key()[i]);
            itself.add(dialect.same(dialect.quote(column.name()), "n." + own.get(i), column.type()));
        }
        if (!itself.isEmpty()) {
            same.add("not (" + String.join(" and ", itself) + ")");
        }
        return "select n.seedbed_ord" + texts + " from " + rows
                + (taken
                        ? " where exists (select 1 from "
                                + dialect.quote(table.table().name()) + " where " + String.join(" and ", same) + ")"
                        : "");
    }
}

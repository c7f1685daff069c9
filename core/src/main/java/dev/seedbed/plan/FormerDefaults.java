package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Table;
import dev.seedbed.seed.FormerRow;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values that Seedbed may have planted before, by row and column: what the ledger says where it knows the row, and
 * else every former default that the seeds tell of.
 */
final class FormerDefaults {
    /** A literal as catalogues print it, perhaps cast to its type. */
    private static final Pattern TEXT_LITERAL =
            Pattern.compile("\\(*'((?:[^']++|'')*+)'\\)*(?:::[^'()]+(?:\\([^'()]*\\))?)?");

    private static final Pattern PLAIN_LITERAL =
            Pattern.compile("\\(*(-?[0-9]+(?:\\.[0-9]+)?|true|false|TRUE|FALSE)\\)*(?:::[^'()]+(?:\\([^'()]*\\))?)?");

    private final BoundTable table;
    private final RowBinder binder;
    private final NamedRows named;
    private final @Nullable Remembered remembered;
    private @Nullable Map<String, List<Former>> former;
    private @Nullable BoundRow lastAsked;
    private @Nullable BoundRow lastLocated;
    private List<Former> lastFormerly = List.of();

    /** @param remembered what the ledger knows of the table; null where there is none */
    FormerDefaults(BoundTable table, RowBinder binder, @Nullable Remembered remembered) {
        this.table = table;
        this.binder = binder;
        this.named = new NamedRows(binder);
        this.remembered = remembered;
    }

    private record Former(FormerRow row, BoundTable.Part part) {}

    /** What the ledger knows of a row, under its declared key or the one under which it is there; null for nothing. */
    LedgerView.@Nullable Row ledgered(BoundRow row, BoundRow located) {
        if (remembered == null) {
            return null;
        }
        LedgerView.Row known = remembered.row(located);
        return known == null ? remembered.row(row) : known;
    }

    /** True where a person has pinned the column, or the whole row. */
    static boolean isPinned(LedgerView.@Nullable Row known, BoundTable table, int column) {
        return known != null
                && (known.whole()
                        || known.pinned()
                                .contains(table.layout().columns().get(column).label()));
    }

    /**
     * What Seedbed may have planted in a column of a declared row.
     *
     * @param located the row with the key under which it is there
     */
    List<Cell> of(BoundRow row, BoundRow located, int column) {
        LedgerView.Row known = ledgered(row, located);
        if (known != null && known.present()) {
            return planted(known, column);
        }
        List<Cell> cells = new ArrayList<>();
        for (Map.Entry<String, List<SeedValue>> was :
                row.seed().directives().was().entrySet()) {
            if (table.index(was.getKey()) == column) {
                for (SeedValue value : was.getValue()) {
                    add(cells, bind(row.part(), column, value));
                }
            }
        }
        for (Former each : formerly(row, located)) {
            addFormer(cells, each, column, false);
        }
        return cells;
    }

    /**
     * The columns, keys apart, that a row which the seeds only name was declared with; empty where nothing tells.
     *
     * @param retired under the key that it has in the database
     * @param written under the key that the seeds wrote
     */
    Map<Integer, List<Cell>> ofRetired(BoundRow retired, BoundRow written) {
        Map<Integer, List<Cell>> columns = new HashMap<>();
        LedgerView.Row known = ledgered(retired, retired);
        for (int i = 0; i < table.layout().columns().size(); i++) {
            if (table.isKey(i)) {
                continue;
            }
            if (table.layout().sensitive()[i]) {
                // Nothing remembers such a value: the entry itself may say it.
                SeedValue told = BoundTable.declared(table, retired.seed(), i);
                if (told != null) {
                    List<Cell> said = new ArrayList<>();
                    add(said, bind(retired.part(), i, told));
                    columns.put(i, said);
                }
                continue;
            }
            List<Cell> cells = new ArrayList<>();
            boolean knows = tells(known);
            if (known != null && knows && (isPlanted(known, i) || isKept(known, i))) {
                cells.addAll(planted(known, i));
            } else {
                SeedValue entry = BoundTable.declared(table, retired.seed(), i);
                boolean told = entry != null;
                if (entry != null) {
                    add(cells, bind(retired.part(), i, entry));
                }
                for (Former each : formerly(written, retired)) {
                    told |= addFormer(cells, each, i, true);
                }
                if (!told) {
                    continue;
                }
                if (knows) {
                    // Seedbed never wrote the column, so the row went in without it.
                    add(cells, constantDefault(table.layout().columns().get(i)));
                }
            }
            columns.put(i, cells);
        }
        return columns;
    }

    /**
     * What a row holds of which nothing was ever told: in each column that could tell a decision, its constant default.
     * Columns that the database fills in by itself tell none, nor does a primary key.
     */
    Map<Integer, List<Cell>> untold() {
        Map<Integer, List<Cell>> columns = new HashMap<>();
        BoundTable.Layout layout = table.layout();
        for (int i = 0; i < layout.columns().size(); i++) {
            Column column = layout.columns().get(i);
            Cell constant = constantDefault(column);
            boolean numbered = column.sequence() != null
                    || column.identity() != Column.Identity.NONE
                    || table.table().uniqueKeys().stream()
                            .anyMatch(key -> key.primary() && key.columns().contains(column.name()));
            if (!table.isKey(i)
                    && !numbered
                    && layout.onInsert()[i] == null
                    && !(layout.onUpdate()[i] instanceof Cell.Generated)
                    && constant != null) {
                List<Cell> cells = new ArrayList<>(List.of(constant));
                add(cells, layout.onUpdate()[i]);
                columns.put(i, cells);
            }
        }
        return columns;
    }

    /** True where the ledger tells with what a retired row was planted. */
    boolean isTold(BoundRow retired) {
        return tells(ledgered(retired, retired));
    }

    /** Of one that was retired before, and that somebody brought back, it may know what Seedbed had planted. */
    private static boolean tells(LedgerView.@Nullable Row known) {
        return known != null
                && (known.present()
                        || !known.images().isEmpty()
                        || !known.kept().isEmpty());
    }

    private boolean isKept(LedgerView.Row known, int column) {
        return known.kept().contains(table.layout().columns().get(column).label());
    }

    /**
     * True where a former release told of the column.
     *
     * @param booleans whether they count: one bit cannot tell whether somebody decided on it, but in a row that is to go
     *     it is one sign among others
     */
    private boolean addFormer(List<Cell> cells, Former each, int column, boolean booleans) {
        Column described = table.layout().columns().get(column);
        boolean counts = booleans || described.type().kind() != ColumnType.Kind.BOOLEAN;
        boolean told = false;
        for (Map.Entry<String, SeedValue> key : each.row().key().entrySet()) {
            if (table.index(key.getKey()) == column) {
                told = true;
                add(cells, counts ? bindUntold(each, column, key.getValue()) : null);
            }
        }
        for (Map.Entry<String, List<SeedValue>> was : each.row().was().entrySet()) {
            if (table.index(was.getKey()) == column) {
                told = true;
                if (counts) {
                    for (SeedValue value : was.getValue()) {
                        addUntold(cells, each, column, value);
                    }
                }
            }
        }
        for (String absent : each.row().absent()) {
            if (table.index(absent) == column) {
                add(cells, counts ? constantDefault(described) : null);
            }
        }
        return told;
    }

    private static void add(List<Cell> cells, @Nullable Cell cell) {
        if (cell != null && !(cell instanceof Cell.Generated) && !cells.contains(cell)) {
            cells.add(cell);
        }
    }

    /** The value that the database gave where a row left the column out; null where no constant tells it. */
    static @Nullable Cell constantDefault(Column column) {
        String sql = column.defaultSql();
        if (sql == null || sql.regionMatches(true, 0, "null", 0, 4) && !sql.contains("(")) {
            return Cell.Null.INSTANCE;
        }
        Matcher text = TEXT_LITERAL.matcher(sql);
        Matcher plain = PLAIN_LITERAL.matcher(sql);
        String literal = text.matches() ? text.group(1).replace("''", "'") : plain.matches() ? plain.group(1) : null;
        String checked =
                literal == null ? null : ValueForm.check(column.type(), literal).text();
        return checked == null ? null : new Cell.Text(checked);
    }

    private @Nullable Cell bind(BoundTable.Part part, int column, SeedValue value) {
        return binder.values()
                .bind(
                        table.toString(),
                        table.table(),
                        table.layout().columns().get(column),
                        value,
                        part.unit(),
                        part.seeds().rows().streamed(),
                        table.layout().sensitive()[column]);
    }

    /** Of a text the record does not tell whether it came from CSV, where it is JSON, or is a string of a JSON column. */
    private void addUntold(List<Cell> cells, Former each, int column, SeedValue value) {
        add(cells, bindUntold(each, column, value));
        if (value instanceof SeedValue.Text
                && table.layout().columns().get(column).type().isJson()) {
            String other = each.part().seeds().rows().streamed() ? "$value" : "$json";
            add(cells, bindUntold(each, column, new SeedValue.Fields(Map.of(other, value), value.at())));
        }
    }

    /** A former default that does not fit its column any more cannot be what stands there. */
    private @Nullable Cell bindUntold(Former each, int column, SeedValue value) {
        Problems.Mark mark = binder.problems().mark();
        Cell cell = bind(each.part(), column, value);
        binder.problems().takeBack(mark);
        return cell;
    }

    private List<Cell> planted(LedgerView.Row known, int column) {
        List<Cell> cells = new ArrayList<>();
        String label = table.layout().columns().get(column).label();
        if (known.images().containsKey(label)) {
            String image = known.images().get(label);
            cells.add(image == null ? Cell.Null.INSTANCE : new Cell.Text(image));
        }
        SeedValue.Fields reference = reference(known, label + ".");
        if (reference != null) {
            add(cells, binder.problems().untold(() -> bind(table.parts().get(0), column, reference)));
        }
        return cells;
    }

    /** A reference that was planted, as seeds write it; null where none was. */
    private SeedValue.@Nullable Fields reference(LedgerView.Row known, String prefix) {
        Location at = table.parts().get(0).seeds().at();
        Map<String, Object> fields = new LinkedHashMap<>();
        known.images().forEach((name, text) -> {
            if (name.startsWith(prefix)) {
                put(fields, name.substring(prefix.length()), text == null ? at : text);
            }
        });
        return fields.isEmpty() ? null : fields(fields, at);
    }

    /** @param value the text, or anything else for NULL */
    @SuppressWarnings("unchecked") // Made just here.
    static void put(Map<String, Object> fields, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            fields.put(path, value);
        } else {
            Object inner = fields.computeIfAbsent(path.substring(0, dot), n -> new LinkedHashMap<String, Object>());
            if (inner instanceof Map<?, ?> nested) {
                put((Map<String, Object>) nested, path.substring(dot + 1), value);
            }
        }
    }

    @SuppressWarnings("unchecked") // Made just here.
    static SeedValue.Fields fields(Map<String, Object> fields, Location at) {
        Map<String, SeedValue> values = new LinkedHashMap<>();
        fields.forEach((name, value) -> values.put(
                name,
                value instanceof Map<?, ?> nested
                        ? fields((Map<String, Object>) nested, at)
                        : value instanceof String text ? new SeedValue.Text(text, false, at) : new SeedValue.Null(at)));
        return new SeedValue.Fields(values, at);
    }

    /** True where the ledger holds a value that was planted in the column, of whatever form. */
    private boolean isPlanted(LedgerView.Row known, int column) {
        String label = table.layout().columns().get(column).label();
        return known.images().keySet().stream().anyMatch(name -> name.equals(label) || name.startsWith(label + "."));
    }

    /** What earlier releases told of a row, under its present key, the one it is there under, and its former ones. */
    @SuppressWarnings("ReferenceEquality") // Asked for each column of a row in turn.
    private List<Former> formerly(BoundRow row, BoundRow located) {
        if (row != lastAsked || located != lastLocated) {
            lastFormerly = findFormerly(row, located);
            lastAsked = row;
            lastLocated = located;
        }
        return lastFormerly;
    }

    @SuppressWarnings("ReferenceEquality") // Most rows are there under the key that they declare.
    private List<Former> findFormerly(BoundRow row, BoundRow located) {
        Map<String, List<Former>> known = former();
        if (known.isEmpty()) {
            return List.of();
        }
        if (row == located && row.seed().directives().formerly().isEmpty()) {
            return known.getOrDefault(table.keyText(row), List.of());
        }
        Set<String> keys = new LinkedHashSet<>();
        keys.add(table.keyText(row));
        keys.add(table.keyText(located));
        for (Map<String, SeedValue> formerly : row.seed().directives().formerly()) {
            BoundRow under = binder.problems().untold(() -> named.former(table, row, formerly));
            if (under != null) {
                keys.add(table.keyText(under));
            }
        }
        List<Former> found = new ArrayList<>();
        keys.forEach(key -> found.addAll(known.getOrDefault(key, List.of())));
        return found;
    }

    /**
     * True where what an earlier release declared is about the table, which it may have written in another way. What the
     * name means now decides, where it means a table at all.
     */
    static boolean isOf(Catalogue catalogue, Table table, BoundTable.Part part, FormerRow row) {
        Table meant = catalogue.table(row.table());
        if (meant != null) {
            return meant.name().equals(table.name());
        }
        String declared = part.seeds().table().toLowerCase(Locale.ROOT);
        String former = row.table().toLowerCase(Locale.ROOT);
        String qualified = (table.name().schema() + "." + table.name().name()).toLowerCase(Locale.ROOT);
        return former.equals(declared)
                || declared.endsWith("." + former)
                || former.endsWith("." + declared) && former.equals(qualified);
    }

    private Map<String, List<Former>> former() {
        Map<String, List<Former>> known = former;
        if (known != null) {
            return known;
        }
        known = new HashMap<>();
        // Parts of one seeder have the same rows; their contents would take long to compare.
        Set<FormerRow> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (BoundTable.Part part : table.parts()) {
            for (FormerRow row : part.unit().former()) {
                if (isOf(binder.tables().catalogue(), table.table(), part, row) && seen.add(row)) {
                    Problems.Mark mark = binder.problems().mark();
                    BoundRow key = keyOf(part, row);
                    binder.problems().takeBack(mark);
                    if (key != null) {
                        known.computeIfAbsent(table.keyText(key), k -> new ArrayList<>())
                                .add(new Former(row, part));
                    }
                }
            }
        }
        former = known;
        return known;
    }

    /** The key of a former row; null where it lacks a part of the table's key. */
    private @Nullable BoundRow keyOf(BoundTable.Part part, FormerRow row) {
        int before = binder.problems().size();
        BoundRow key = binder.bindKey(
                table,
                part,
                new SeedRow(
                        List.copyOf(row.key().keySet()),
                        List.copyOf(row.key().values()),
                        SeedRow.Directives.NONE,
                        row.at()));
        return binder.problems().size() > before ? null : key;
    }
}

package dev.seedbed.plan;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.seed.FormerRow;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import dev.seedbed.seed.SqlSeed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the table, the columns and the key behind what seeders declare. */
final class TableBinder {
    private final Dialect dialect;
    private final Catalogue catalogue;
    private final Settings settings;
    private final Problems problems;
    private final @Nullable KnownNames names;
    private Elsewhere elsewhere = Elsewhere.NOTHING;

    /** @param names null where nobody reads the problems */
    TableBinder(
            Dialect dialect, Catalogue catalogue, Settings settings, Problems problems, @Nullable KnownNames names) {
        this.dialect = dialect;
        this.catalogue = catalogue;
        this.settings = settings;
        this.problems = problems;
        this.names = names;
    }

    /** Has tables share what seeders that take no part say of them. */
    TableBinder sharing(Elsewhere said) {
        elsewhere = said;
        return this;
    }

    BoundTables bind(Collection<SeedUnit> units) {
        Map<TableName, List<BoundTable.Part>> parts = new LinkedHashMap<>();
        for (SeedUnit unit : units) {
            for (SeedTable seeds : unit.tables()) {
                if (!settings.onlyTables().isEmpty() && !settings.onlyTables().contains(seeds.table())) {
                    continue;
                }
                Table table = catalogue.table(seeds.table());
                if (table == null) {
                    unknownTable(seeds.table(), seeds.at());
                } else if (table.obstacle() != null) {
                    problems.add(
                            table.obstacle().what(),
                            seeds.at(),
                            "table " + seeds.table(),
                            table.obstacle().mend());
                } else {
                    List<BoundTable.Part> known = parts.get(table.name());
                    if (known == null) {
                        known = new ArrayList<>();
                        parts.put(table.name(), known);
                    }
                    known.add(new BoundTable.Part(known.size(), unit, elsewhere.shared(catalogue, table, seeds)));
                }
            }
        }
        for (SeedUnit unit : units) {
            touches(unit);
        }
        BoundTables tables = new BoundTables(catalogue);
        RowBinder onInsertBinder = new RowBinder(dialect, tables, settings, problems);
        for (Map.Entry<TableName, List<BoundTable.Part>> declared : parts.entrySet()) {
            Table table = Objects.requireNonNull(catalogue.table(declared.getKey()));
            BoundTable bound = bind(table, declared.getValue(), onInsertBinder);
            if (bound != null) {
                tables.add(bound);
            }
        }
        return tables;
    }

    /** A table that SQL touches decides whether init runs it, so a name that means nothing is no harmless slip. */
    private void touches(SeedUnit unit) {
        for (SqlSeed sql : unit.sql()) {
            for (String name : sql.touches()) {
                if (catalogue.table(name) == null) {
                    unknownTable(name, sql.at());
                }
            }
        }
    }

    private void unknownTable(String name, Location at) {
        if (names != null) {
            names.unknownTable(name, at, problems);
        }
    }

    private @Nullable BoundTable bind(Table table, List<BoundTable.Part> parts, RowBinder onInsertBinder) {
        SeedTable first = parts.get(0).seeds();
        int before = problems.size();
        for (BoundTable.Part part : parts) {
            agree(first, part.seeds());
        }
        boolean readable = problems.size() == before;
        Map<String, Column> columns = new LinkedHashMap<>();
        KeyChoice keys = new KeyChoice(table);
        for (BoundTable.Part part : parts) {
            try {
                columns(table, part, columns, keys);
            } catch (SeedException e) {
                e.problems().forEach(problems::add);
                readable = false;
            }
        }
        List<Column> key = first.key() == null ? keys.choose(first, problems) : declaredKey(table, first, first.key());
        if (key == null || !readable) {
            return null;
        }
        for (Column column : key) {
            columns.putIfAbsent(column.name(), column);
        }
        Map<String, SeedValue> onInsert = values(table, first, settings.onInsert(), first.onInsert(), columns);
        Map<String, SeedValue> onUpdate = values(table, first, settings.onUpdate(), first.onUpdate(), columns);
        for (BoundTable.Part part : parts) {
            addNamed(table, part, columns);
        }
        for (ForeignKey foreignKey : table.foreignKeys()) {
            if (foreignKey.columns().size() > 1 && foreignKey.columns().stream().anyMatch(columns::containsKey)) {
                for (String name : foreignKey.columns()) {
                    Column column = table.column(name);
                    if (column != null && !column.computed()) {
                        columns.putIfAbsent(name, column);
                    }
                }
            }
        }
        Set<String> named = Set.copyOf(columns.keySet());
        if (parts.stream().anyMatch(part -> !part.seeds().retired().isEmpty())) {
            // A ledger may know a retired row with columns that no other row declares.
            table.columns().stream()
                    .filter(column -> !column.computed())
                    .forEach(column -> columns.putIfAbsent(column.name(), column));
        }
        BoundTable.Layout layout =
                layout(table, parts, new ArrayList<>(columns.values()), key, onInsert, onUpdate, onInsertBinder);
        BoundTable bound = new BoundTable(table, first.table(), parts, layout, named);
        for (BoundTable.Part part : parts) {
            if (!part.seeds().retired().isEmpty()) {
                onInsertBinder.values().secrets().refuseRetired(bound);
                break;
            }
        }
        return bound;
    }

    private BoundTable.Layout layout(
            Table table,
            List<BoundTable.Part> parts,
            List<Column> columns,
            List<Column> key,
            Map<String, SeedValue> onInsert,
            Map<String, SeedValue> onUpdate,
            RowBinder onInsertBinder) {
        SeedTable first = parts.get(0).seeds();
        int size = columns.size();
        boolean[] compared = new boolean[size];
        boolean[] managed = flags(table, first, columns, first.managed());
        boolean[] insertOnly = flags(table, first, columns, first.insertOnly());
        boolean[] sensitive = new boolean[size];
        for (BoundTable.Part part : parts) {
            boolean[] own = flags(table, part.seeds(), columns, part.seeds().sensitive());
            for (int i = 0; i < size; i++) {
                sensitive[i] |= own[i];
            }
        }
        @Nullable Cell[] inserted = new @Nullable Cell[size];
        @Nullable Cell[] updated = new @Nullable Cell[size];
        for (int i = 0; i < size; i++) {
            Column column = columns.get(i);
            compared[i] = index(key, column) < 0 && !insertOnly[i] && (!sensitive[i] || managed[i]);
            inserted[i] = bind(onInsertBinder, table, parts.get(0), column, onInsert, sensitive[i]);
            updated[i] = bind(onInsertBinder, table, parts.get(0), column, onUpdate, sensitive[i]);
        }
        int[] keyIndexes = new int[key.size()];
        for (int i = 0; i < keyIndexes.length; i++) {
            keyIndexes[i] = index(columns, key.get(i));
        }
        Column softDelete = first.softDelete() == null ? null : column(table, first, first.softDelete(), first.at());
        return new BoundTable.Layout(
                columns,
                keyIndexes,
                compared,
                managed,
                sensitive,
                inserted,
                updated,
                softDelete,
                first.missing() == SeedTable.Missing.HOLD);
    }

    /** What {@code on-insert} or {@code on-update} give, by column: the table's own before those of all tables. */
    private Map<String, SeedValue> values(
            Table table,
            SeedTable seeds,
            Map<String, SeedValue> everywhere,
            Map<String, SeedValue> own,
            Map<String, Column> columns) {
        Map<String, SeedValue> values = new LinkedHashMap<>();
        for (Map.Entry<String, SeedValue> value : everywhere.entrySet()) {
            Column column = table.column(value.getKey());
            if (column != null) {
                values.put(column.name(), value.getValue());
            }
        }
        for (Map.Entry<String, SeedValue> value : own.entrySet()) {
            Column column =
                    column(table, seeds, value.getKey(), value.getValue().at());
            if (column != null) {
                values.put(column.name(), value.getValue());
            }
        }
        for (String name : values.keySet()) {
            columns.putIfAbsent(name, Objects.requireNonNull(table.column(name)));
        }
        return values;
    }

    private static @Nullable Cell bind(
            RowBinder binder,
            Table table,
            BoundTable.Part part,
            Column column,
            Map<String, SeedValue> values,
            boolean sensitive) {
        SeedValue value = values.get(column.name());
        if (value == null) {
            return null;
        }
        Cell cell = binder.values().bind(part.seeds().table(), table, column, value, part.unit(), false, sensitive);
        if (cell instanceof Cell.Generated generated) {
            binder.values().secrets().refuseShown(part.seeds().table(), column, generated, value.at(), sensitive);
        }
        return cell;
    }

    /** Columns that no row need declare, since a retired row or an earlier release names them. */
    private void addNamed(Table table, BoundTable.Part part, Map<String, Column> columns) {
        for (SeedTable.Retired retired : part.seeds().retired()) {
            for (Map<String, SeedValue> named : List.of(retired.columns(), retired.set())) {
                named.keySet().forEach(name -> {
                    Column column = column(table, part.seeds(), name, retired.at());
                    if (column != null) {
                        columns.putIfAbsent(column.name(), column);
                    }
                });
            }
        }
        Set<String> looked = new HashSet<>();
        for (FormerRow former : part.unit().former()) {
            if (FormerDefaults.isOf(catalogue, table, part, former)) {
                addFormer(table, former.key().keySet(), looked, columns);
                addFormer(table, former.was().keySet(), looked, columns);
            }
        }
    }

    /** @param looked names that were looked up before: there are few, in many rows */
    private static void addFormer(Table table, Set<String> named, Set<String> looked, Map<String, Column> columns) {
        for (String name : named) {
            Column column = looked.add(name) ? table.column(name) : null;
            if (column != null && !column.computed()) {
                columns.putIfAbsent(column.name(), column);
            }
        }
    }

    private static int index(List<Column> columns, Column wanted) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(wanted.name())) {
                return i;
            }
        }
        return -1;
    }

    private boolean[] flags(Table table, SeedTable seeds, List<Column> columns, Set<String> names) {
        boolean[] flags = new boolean[columns.size()];
        for (String name : names) {
            Column column = column(table, seeds, name, seeds.at());
            int index = column == null ? -1 : index(columns, column);
            if (index >= 0) {
                flags[index] = true;
            }
        }
        return flags;
    }

    private void agree(SeedTable first, SeedTable other) {
        String option = !Objects.equals(first.key(), other.key())
                ? "key"
                : !first.managed().equals(other.managed())
                        ? "managed"
                        : !texts(first.onInsert()).equals(texts(other.onInsert()))
                                ? "on-insert"
                                : !texts(first.onUpdate()).equals(texts(other.onUpdate())) ? "on-update" : null;
        if (option != null) {
            problems.add(
                    "Two seeders share table \"" + first.table() + "\" and disagree on its \"" + option + "\".",
                    other.at() + " and " + first.at(),
                    "declare the same \"" + option + "\" in both");
        }
    }

    private static Map<String, String> texts(Map<String, SeedValue> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, SeedValue> value : values.entrySet()) {
            texts.put(value.getKey(), JsonData.of(value.getValue()));
        }
        return texts;
    }

    @SuppressWarnings("ReferenceEquality") // Rows of one file mostly share the list of their columns.
    private void columns(Table table, BoundTable.Part part, Map<String, Column> columns, KeyChoice keys) {
        Set<String> unknown = new HashSet<>();
        Map<List<String>, List<String>> resolved = new LinkedHashMap<>();
        List<String> plain = part.seeds().rows().plainColumns();
        if (plain != null) {
            SeedRow row = namesAlone(plain, part.seeds().at());
            List<String> names = resolve(table, part.seeds(), row, columns, unknown);
            if (names.size() == plain.size()) {
                keys.row(names);
            }
            return;
        }
        List<String> written = null;
        List<String> names = List.of();
        try (SeedRows.Cursor rows = part.seeds().rows().open()) {
            for (SeedRow row = rows.next(); row != null; row = rows.next()) {
                if (row.columns() != written) {
                    written = row.columns();
                    List<String> known = resolved.get(written);
                    names = known == null ? resolve(table, part.seeds(), row, columns, unknown) : known;
                    resolved.put(written, names);
                }
                if (names.size() == row.columns().size()) {
                    keys.row(names);
                }
                for (int i = 0; i < row.values().size(); i++) {
                    if (row.values().get(i) instanceof SeedValue.Fields fields
                            && ValueBinder.isDirective(fields)
                            && !fields.fields().containsKey("$each")
                            && !fields.fields().containsKey("$file")) {
                        Column column = table.column(row.columns().get(i));
                        if (column != null) {
                            keys.generated(column);
                        }
                    }
                }
                if (part.seeds().rows().streamed()) {
                    return;
                }
            }
        }
    }

    private static SeedRow namesAlone(List<String> names, Location at) {
        return new SeedRow(
                names, Collections.nCopies(names.size(), new SeedValue.Null(at)), SeedRow.Directives.NONE, at);
    }

    private List<String> resolve(
            Table table, SeedTable seeds, SeedRow row, Map<String, Column> columns, Set<String> unknown) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < row.columns().size(); i++) {
            String written = row.columns().get(i);
            if (unknown.contains(written)) {
                continue;
            }
            Location header = seeds.rows().header();
            Column column = column(
                    table, seeds, written, header == null ? row.values().get(i).at() : header);
            if (column == null) {
                unknown.add(written);
            } else {
                if (names.contains(column.name())) {
                    problems.add(
                            "Column \"" + column.label() + "\" is given twice in one row.",
                            header == null ? row.at() : header,
                            "table " + seeds.table(),
                            "keep one of them");
                }
                names.add(column.name());
                columns.putIfAbsent(column.name(), column);
            }
        }
        return names;
    }

    private @Nullable Column column(Table table, SeedTable seeds, String written, Location at) {
        Column column = table.column(written);
        if (column == null) {
            List<String> known = table.columns().stream().map(Column::label).toList();
            String nearest = Catalogue.nearest(written, known);
            problems.add(
                    "Table \"" + seeds.table() + "\" has no column \"" + written + "\".",
                    at,
                    "table " + seeds.table(),
                    nearest == null
                            ? "its columns are " + String.join(", ", known)
                            : "did you mean \"" + nearest + "\"?");
        }
        return column;
    }

    private @Nullable List<Column> declaredKey(Table table, SeedTable seeds, List<String> names) {
        List<Column> key = new ArrayList<>();
        for (String name : names) {
            Column column = column(table, seeds, name, seeds.keyAt());
            if (column != null) {
                key.add(column);
            }
        }
        return key.size() == names.size() ? key : null;
    }
}

package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Incoming;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What refers to rows that are to be deleted, by any foreign key of the database, whatever it would do on deletion. Rows
 * that the same run deletes before them do not count.
 */
final class RetiredReferences {
    private final Planning planning;
    private final Dialect dialect;
    private @Nullable List<Incoming> incoming;

    /** By table, the texts of the keys of rows that are deleted. */
    private final Map<BoundTable, Set<String>> deleted = new HashMap<>();

    RetiredReferences(Planning planning) {
        this.planning = planning;
        this.dialect = planning.dialect();
    }

    /** Is told of a row that has to stay, and why, as a part of a sentence. */
    @FunctionalInterface
    interface Kept {
        void keep(PlannedTable table, Retirement retirement, String by);
    }

    /**
     * Puts the rows that may go in order: in each wave those that only rows of earlier waves refer to. Tables come with
     * those that refer first.
     */
    List<List<Retirement>> waves(PlannedTable table, List<Retirement> wanted, Kept kept) throws SQLException {
        List<List<Retirement>> waves = new ArrayList<>();
        if (wanted.isEmpty()) {
            return waves;
        }
        List<Incoming> keys = incoming().stream()
                .filter(key -> key.target().equals(table.table().table().name()))
                .toList();
        Map<Retirement, Set<String>> ownChildren = new LinkedHashMap<>();
        Map<Retirement, String> others = new HashMap<>();
        wanted.forEach(retirement -> ownChildren.put(retirement, new HashSet<>()));
        for (Incoming key : keys) {
            look(table, wanted, key, ownChildren, others);
        }
        Map<String, Retirement> left = new LinkedHashMap<>();
        List<String> names = new LiveKeys(planning, table)
                .of(wanted.stream().map(Retirement::located).toList());
        for (int i = 0; i < names.size(); i++) {
            left.put(names.get(i), wanted.get(i));
        }
        dropReferred(table, left, ownChildren, others, kept);
        Set<String> gone = deleted.computeIfAbsent(table.table(), t -> new HashSet<>());
        while (!left.isEmpty()) {
            List<Retirement> wave = new ArrayList<>();
            Set<String> going = new HashSet<>();
            left.forEach((name, retirement) -> {
                if (gone.containsAll(ownChildren.getOrDefault(retirement, Set.of()))) {
                    wave.add(retirement.referredToBy(keys));
                    going.add(name);
                }
            });
            if (wave.isEmpty()) {
                left.values()
                        .forEach(retirement ->
                                kept.keep(table, retirement, "retired rows refer to each other in a circle"));
                break;
            }
            left.keySet().removeAll(going);
            gone.addAll(going);
            waves.add(wave);
        }
        return waves;
    }

    /**
     * Which of some rows are referred to by a value that is about to change, while the database would not change the
     * references along with it; by their positions, the table that refers.
     *
     * @param changed the columns that take new values
     */
    Map<Integer, String> holding(PlannedTable table, List<BoundRow> located, Set<String> changed) throws SQLException {
        Map<Integer, String> held = new TreeMap<>();
        for (Incoming key : incoming()) {
            if (key.follows()
                    || !key.target().equals(table.table().table().name())
                    || key.targetColumns().stream().noneMatch(changed::contains)) {
                continue;
            }
            List<Column> targets = new ArrayList<>();
            for (String name : key.targetColumns()) {
                targets.add(
                        java.util.Objects.requireNonNull(table.table().table().column(name)));
            }
            Map<Integer, @Nullable String[]> values = values(table, located, targets);
            List<Integer> positions = new ArrayList<>(values.keySet());
            for (int from = 0; from < positions.size(); from += dialect.rowSetLimit()) {
                List<Integer> some = positions.subList(from, Math.min(positions.size(), from + dialect.rowSetLimit()));
                List<@Nullable String[]> staged = new ArrayList<>();
                some.forEach(position -> staged.add(values.get(position)));
                BoundTable child = bound(key.child());
                referring(
                        key,
                        targets,
                        null,
                        null,
                        staged,
                        (position, childKey) -> held.put(
                                some.get(position), child == null ? key.child().label() : child.toString()));
            }
        }
        return held;
    }

    /** Takes out what rows refer to that stay; each that stays may have others stay. */
    private static void dropReferred(
            PlannedTable table,
            Map<String, Retirement> left,
            Map<Retirement, Set<String>> ownChildren,
            Map<Retirement, String> others,
            Kept kept) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Map.Entry<String, Retirement> each : List.copyOf(left.entrySet())) {
                String by = others.get(each.getValue());
                Set<String> children = ownChildren.getOrDefault(each.getValue(), Set.of());
                if (by == null && !left.keySet().containsAll(children)) {
                    by = table.table().toString();
                }
                if (by != null) {
                    left.remove(each.getKey());
                    kept.keep(table, each.getValue(), "rows of table " + by + " refer to it");
                    changed = true;
                }
            }
        }
    }

    private List<Incoming> incoming() throws SQLException {
        List<Incoming> known = incoming;
        if (known == null) {
            List<Table> tables =
                    planning.tables().all().stream().map(BoundTable::table).toList();
            known = dialect.incoming(planning.connection(), tables);
            incoming = known;
        }
        return known;
    }

    /** Finds the rows that refer by one foreign key: those of the same table by their keys, of others just one. */
    private void look(
            PlannedTable table,
            List<Retirement> wanted,
            Incoming key,
            Map<Retirement, Set<String>> ownChildren,
            Map<Retirement, String> others)
            throws SQLException {
        List<Column> targets = new ArrayList<>();
        for (String name : key.targetColumns()) {
            targets.add(java.util.Objects.requireNonNull(table.table().table().column(name)));
        }
        Map<Integer, @Nullable String[]> values =
                values(table, wanted.stream().map(Retirement::located).toList(), targets);
        List<Retirement> asked = new ArrayList<>();
        List<@Nullable String[]> staged = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            @Nullable String[] value = values.get(i);
            if (value != null) {
                asked.add(wanted.get(i));
                staged.add(value);
            }
        }
        BoundTable child = bound(key.child());
        PlannedTable referring = child == null ? null : planning.planned().get(child);
        boolean own = child == table.table();
        Set<String> notCounted = child == null ? new HashSet<>() : new HashSet<>(deleted.getOrDefault(child, Set.of()));
        if (referring != null) {
            notCounted.addAll(moved(referring, key));
            NewReferences.newly(table, wanted, referring, key, others);
            NewReferences.newlyByValue(wanted, referring, key, targets, values, others);
        }
        BoundRow like = own || !notCounted.isEmpty() ? LiveKeys.like(referring) : null;
        for (int from = 0; from < asked.size(); from += dialect.rowSetLimit()) {
            int to = Math.min(asked.size(), from + dialect.rowSetLimit());
            List<Retirement> some = asked.subList(from, to);
            referring(key, targets, child, like, staged.subList(from, to), (position, childKey) -> {
                Retirement referred = some.get(position);
                if (childKey != null && notCounted.contains(childKey)) {
                    return;
                }
                if (own && childKey != null) {
                    java.util.Objects.requireNonNull(ownChildren.get(referred)).add(childKey);
                } else {
                    others.put(referred, child == null ? key.child().label() : child.toString());
                }
            });
        }
    }

    /** The keys of rows that the same run has refer to something else. */
    private Set<String> moved(PlannedTable table, Incoming key) throws SQLException {
        List<BoundRow> moved = new ArrayList<>();
        BitSet columns = columns(table.table(), key);
        for (RowUpdate update : table.updates()) {
            if (update.columns().intersects(columns)) {
                moved.add(table.located(update.row()));
            }
        }
        return new HashSet<>(new LiveKeys(planning, table).of(moved));
    }

    static BitSet columns(BoundTable table, Incoming key) {
        BitSet columns = new BitSet();
        for (int i = 0; i < table.layout().columns().size(); i++) {
            if (key.columns().contains(table.layout().columns().get(i).name())) {
                columns.set(i);
            }
        }
        return columns;
    }

    private @Nullable BoundTable bound(TableName name) {
        for (BoundTable table : planning.tables().all()) {
            TableName known = table.table().name();
            if (known.name().equals(name.name())
                    && (known.schema().isEmpty() || known.schema().equals(name.schema()))) {
                return table;
            }
        }
        return null;
    }

    /** The live texts of the columns that the foreign key leads to, by the positions of the rows. */
    private Map<Integer, @Nullable String[]> values(PlannedTable table, List<BoundRow> wanted, List<Column> targets)
            throws SQLException {
        Map<Integer, @Nullable String[]> values = new TreeMap<>();
        LiveQuery query = new LiveQuery(dialect, table.table());
        String outputs = targets.stream()
                .map(column -> dialect.text(query.live(column), column.type()))
                .collect(Collectors.joining(", "));
        List<BoundRow> numbered = new ArrayList<>();
        wanted.forEach(row -> numbered.add(row.numbered(numbered.size())));
        new KeyedRead(planning.connection(), dialect, table.table(), query, outputs, (row, live) -> {
                    @Nullable String[] texts = new @Nullable String[targets.size()];
                    for (int i = 0; i < texts.length; i++) {
                        texts[i] = live.getString(i + 2);
                    }
                    values.put(row.ordinal(), texts);
                })
                .all(numbered);
        return values;
    }

    @FunctionalInterface
    private interface Referring {
        void row(int position, @Nullable String childKey);
    }

    private void referring(
            Incoming key,
            List<Column> targets,
            @Nullable BoundTable child,
            @Nullable BoundRow like,
            List<@Nullable String[]> staged,
            Referring referring)
            throws SQLException {
        LiveQuery query = child == null || like == null ? null : new LiveQuery(dialect, child);
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            conditions.add("t." + dialect.quote(key.columns().get(i)) + " = "
                    + dialect.typed("d.v" + (i + 1), targets.get(i).type()));
        }
        String sql = (query == null ? "select distinct d.ord from " : "select d.ord, " + query.outputs() + " from ")
                + (query == null ? dialect.quote(key.child()) + " t" : query.from()) + " join "
                + dialect.rowSet(targets.size()) + " on " + String.join(" and ", conditions);
        try (PreparedStatement statement = planning.connection().prepareStatement(sql)) {
            dialect.bindRowSet(statement, 1, targets.size(), staged);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    int position = rows.getInt(1) - 1;
                    if (query == null || like == null) {
                        referring.row(position, null);
                        continue;
                    }
                    referring.row(position, query.keyText(like, rows, 2));
                }
            }
        }
    }
}

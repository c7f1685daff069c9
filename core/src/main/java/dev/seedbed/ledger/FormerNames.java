package dev.seedbed.ledger;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The keys that a row had while the rows to which its key refers had other names: entries of that time call it so. */
final class FormerNames {
    private static final int MOST_DEPTH = 8;

    private final Connection connection;
    private final Dialect dialect;
    private final TableName ledger;
    private final Catalogue catalogue;
    private final List<String> recorded;

    /** @param catalogue of the tables that are recorded in the ledger */
    FormerNames(Connection connection, Dialect dialect, TableName ledger, Catalogue catalogue, List<String> recorded) {
        this.connection = connection;
        this.dialect = dialect;
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.recorded = recorded;
    }

    /**
     * A key, and the entries in which it means the row: before and after them it may have been another's.
     *
     * @param since number of the entry with the rename that gave it; 0 for none
     * @param sinceRun the run behind that entry, which may use the key before the entry as well; empty for none
     * @param until number of the entry with the rename that took it; {@link Long#MAX_VALUE} for none
     * @param untilRun the run behind that entry, which may use the key after it as well; empty for none
     */
    record Name(Map<String, @Nullable String> key, long since, String sinceRun, long until, String untilRun) {
        /** A key that was always that row's. */
        static Name always(Map<String, @Nullable String> key) {
            return new Name(key, 0, "", Long.MAX_VALUE, "");
        }

        boolean isMeantBy(Entry entry) {
            return (entry.seq() > since || entry.runId().equals(sinceRun))
                    && (entry.seq() < until || entry.runId().equals(untilRun));
        }
    }

    /**
     * A rename of a row that is referred to, under the names that the referring key has for its columns.
     *
     * @param row which row of the entry it is
     */
    private record Rename(
            long seq, String run, int row, Map<String, @Nullable String> from, Map<String, @Nullable String> to) {}

    /** The key that is given, which comes first, and those before it, the latest first. */
    List<Name> of(Table table, Map<String, @Nullable String> key) throws SQLException {
        List<Rename> renames = new ArrayList<>();
        collect(table, "", key, 0, renames);
        renames.sort(Comparator.comparingLong(Rename::seq)
                .thenComparingInt(Rename::row)
                .reversed());
        List<Name> names = new ArrayList<>();
        Name current = Name.always(key);
        for (Rename rename : renames) {
            Map<String, @Nullable String> before = before(current.key(), rename);
            if (before != null) {
                names.add(new Name(current.key(), rename.seq(), rename.run(), current.until(), current.untilRun()));
                current = new Name(before, 0, "", rename.seq(), rename.run());
            }
        }
        names.add(current);
        return names;
    }

    /** The key with the former name of what it refers to; null where it does not refer to the renamed row. */
    private static @Nullable Map<String, @Nullable String> before(Map<String, @Nullable String> key, Rename rename) {
        for (Map.Entry<String, @Nullable String> part : rename.to().entrySet()) {
            if (!key.containsKey(part.getKey()) || !Objects.equals(key.get(part.getKey()), part.getValue())) {
                return null;
            }
        }
        Map<String, @Nullable String> before = new LinkedHashMap<>(key);
        rename.from().forEach(before::replace);
        return before.equals(key) ? null : before;
    }

    /** The renames of all that a key refers to, directly and through keys that are references themselves. */
    private void collect(Table table, String prefix, Map<String, @Nullable String> key, int depth, List<Rename> renames)
            throws SQLException {
        for (ForeignKey foreignKey : table.foreignKeys()) {
            Table target = catalogue.table(foreignKey.target());
            List<String> labels = labels(table, foreignKey, prefix);
            if (target == null || labels.stream().noneMatch(label -> isIn(key, label))) {
                continue;
            }
            renames(target, (from, to) -> named(foreignKey, target, labels, key, from, to), renames);
            for (String label : labels) {
                if (depth < MOST_DEPTH && isBegun(key, label + ".")) {
                    collect(target, label + ".", key, depth + 1, renames);
                }
            }
        }
    }

    private static List<String> labels(Table table, ForeignKey foreignKey, String prefix) {
        List<String> labels = new ArrayList<>();
        for (String name : foreignKey.columns()) {
            Column column = table.column(name);
            labels.add(prefix + (column == null ? name : column.label()));
        }
        return labels;
    }

    private static boolean isIn(Map<String, @Nullable String> key, String label) {
        return key.containsKey(label) || isBegun(key, label + ".");
    }

    private static boolean isBegun(Map<String, @Nullable String> key, String prefix) {
        return key.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    /** Keys of a rename as they were written down. */
    @FunctionalInterface
    private interface Naming {
        /** From the first map to the second, in the words of the referring key; null where it holds none of them. */
        Map.@Nullable Entry<Map<String, @Nullable String>, Map<String, @Nullable String>> of(
                Map<String, @Nullable String> from, Map<String, @Nullable String> to);
    }

    /** A reference has the target's key below each of its columns; a plain value is what a column of the target holds. */
    private static Map.@Nullable Entry<Map<String, @Nullable String>, Map<String, @Nullable String>> named(
            ForeignKey foreignKey,
            Table target,
            List<String> labels,
            Map<String, @Nullable String> key,
            Map<String, @Nullable String> from,
            Map<String, @Nullable String> to) {
        Map<String, @Nullable String> before = new LinkedHashMap<>();
        Map<String, @Nullable String> after = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            Column column = target.column(foreignKey.targetColumns().get(i));
            String held = column == null ? foreignKey.targetColumns().get(i) : column.label();
            if (isBegun(key, label + ".")) {
                from.forEach((name, text) -> before.put(label + "." + name, text));
                to.forEach((name, text) -> after.put(label + "." + name, text));
            } else if (key.containsKey(label) && from.containsKey(held) && to.containsKey(held)) {
                before.put(label, from.get(held));
                after.put(label, to.get(held));
            } else {
                // A part that the key does not hold, or that did not change its name, cannot tell which row is meant.
                return null;
            }
        }
        return Map.entry(before, after);
    }

    /** Adds the renames of a table in this epoch. */
    private void renames(Table target, Naming naming, List<Rename> into) throws SQLException {
        LedgerTable table = new LedgerTable(dialect, ledger);
        for (String name : recorded) {
            Table known = catalogue.table(name);
            if (known == null || !known.name().equals(target.name())) {
                continue;
            }
            LedgerTable.read(
                    connection,
                    table.select() + " where epoch = (select max(epoch) from " + table.quoted()
                            + ") and table_name = ? and kinds like '%renamed%' order by seq",
                    List.of(name),
                    row -> add(Entry.of(row), naming, into));
        }
    }

    private static void add(Entry entry, Naming naming, List<Rename> into) {
        BodyReader row = new BodyReader(entry.body());
        for (int i = 0; row.next(); i++) {
            if (row.kind() == EntryKind.RENAMED) {
                var named = naming.of(row.formerKey(), row.key());
                if (named != null) {
                    into.add(new Rename(entry.seq(), entry.runId(), i, named.getKey(), named.getValue()));
                }
            }
        }
    }
}

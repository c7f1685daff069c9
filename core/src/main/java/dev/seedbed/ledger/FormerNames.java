package dev.seedbed.ledger;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.plan.LedgerReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys that a row had while the rows to which its key refers had other names: entries of that time call it so. */
final class FormerNames {
    private final Connection connection;
    private final Dialect dialect;
    private final TableName ledger;

    FormerNames(Connection connection, Dialect dialect, TableName ledger) {
        this.connection = connection;
        this.dialect = dialect;
        this.ledger = ledger;
    }

    /** A rename that was written down. */
    private record Rename(Table table, Map<String, @Nullable String> from, Map<String, @Nullable String> to) {}

    /** Other keys of a row, without the one that is given; the latest come first. */
    List<Map<String, @Nullable String>> of(Table table, Map<String, @Nullable String> key, @Nullable String schema)
            throws SQLException {
        Set<Map<String, @Nullable String>> names = new LinkedHashSet<>();
        names.add(key);
        for (ForeignKey foreignKey : table.foreignKeys()) {
            if (!isNamed(table, foreignKey, key)) {
                continue;
            }
            for (Rename rename : renames(foreignKey.target(), schema)) {
                for (LedgerReference reference : references(table, foreignKey, rename.table())) {
                    for (Map<String, @Nullable String> known : List.copyOf(names)) {
                        Map<String, @Nullable String> before = before(known, reference, rename);
                        if (before != null) {
                            names.add(before);
                        }
                    }
                }
            }
        }
        names.remove(key);
        return List.copyOf(names);
    }

    private static boolean isNamed(Table table, ForeignKey foreignKey, Map<String, @Nullable String> key) {
        return foreignKey.columns().stream().allMatch(name -> {
            Column column = table.column(name);
            return column != null
                    && key.keySet().stream()
                            .anyMatch(part -> part.equals(column.label()) || part.startsWith(column.label() + "."));
        });
    }

    /** How a key may name what it refers to: by the values themselves, or by a reference. */
    private static List<LedgerReference> references(Table table, ForeignKey foreignKey, Table target) {
        List<LedgerReference> references = new ArrayList<>();
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < foreignKey.columns().size(); i++) {
            Column column =
                    Objects.requireNonNull(table.column(foreignKey.columns().get(i)));
            Column referred = target.column(foreignKey.targetColumns().get(i));
            references.add(new LedgerReference(target.name().label(), column.label() + ".", Map.of()));
            if (referred != null) {
                values.put(column.label(), List.of(referred.label()));
            }
        }
        if (values.size() == foreignKey.columns().size()) {
            references.add(new LedgerReference(target.name().label(), "", values));
        }
        return references;
    }

    /** The key with the former name of what it refers to; null where it does not refer to the renamed row. */
    private static @Nullable Map<String, @Nullable String> before(
            Map<String, @Nullable String> key, LedgerReference reference, Rename rename) {
        Map<String, @Nullable String> now = reference.named(rename.to());
        for (Map.Entry<String, @Nullable String> part : now.entrySet()) {
            if (!key.containsKey(part.getKey()) || !Objects.equals(key.get(part.getKey()), part.getValue())) {
                return null;
            }
        }
        Map<String, @Nullable String> before = new LinkedHashMap<>(key);
        reference.named(rename.from()).forEach(before::replace);
        return now.isEmpty() ? null : before;
    }

    /** The renames of a table in this epoch, the last one first. */
    private List<Rename> renames(TableName target, @Nullable String schema) throws SQLException {
        List<String> recorded = HistoryReader.tables(connection, dialect, ledger);
        Catalogue catalogue = dialect.describe(connection, recorded, schema);
        List<Rename> renames = new ArrayList<>();
        LedgerTable table = new LedgerTable(dialect, ledger);
        for (String name : recorded) {
            Table known = catalogue.table(name);
            if (known == null || !known.name().equals(target)) {
                continue;
            }
            LedgerTable.read(
                    connection,
                    "select body from " + table.quoted() + " where epoch = (select max(epoch) from " + table.quoted()
                            + ") and table_name = ? and kinds like '%renamed%' order by seq",
                    List.of(name),
                    entry -> {
                        BodyReader row = new BodyReader(entry.getString(1));
                        while (row.next()) {
                            if (row.kind() == EntryKind.RENAMED) {
                                renames.add(0, new Rename(known, row.formerKey(), row.key()));
                            }
                        }
                    });
        }
        return renames;
    }
}

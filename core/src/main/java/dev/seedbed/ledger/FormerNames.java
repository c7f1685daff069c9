package dev.seedbed.ledger;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
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
    private record Rename(Map<String, @Nullable String> from, Map<String, @Nullable String> to) {}

    /** Other keys of a row, without the one that is given; the latest come first. */
    List<Map<String, @Nullable String>> of(Table table, Map<String, @Nullable String> key, @Nullable String schema)
            throws SQLException {
        Set<Map<String, @Nullable String>> names = new LinkedHashSet<>();
        names.add(key);
        for (ForeignKey foreignKey : table.foreignKeys()) {
            if (foreignKey.columns().size() != 1) {
                continue;
            }
            var column = table.column(foreignKey.columns().get(0));
            String prefix = column == null ? null : column.label() + ".";
            if (prefix == null || key.keySet().stream().noneMatch(name -> name.startsWith(prefix))) {
                continue;
            }
            for (Rename rename : renames(foreignKey.target(), schema)) {
                for (Map<String, @Nullable String> known : List.copyOf(names)) {
                    Map<String, @Nullable String> before = before(known, prefix, rename);
                    if (before != null) {
                        names.add(before);
                    }
                }
            }
        }
        names.remove(key);
        return List.copyOf(names);
    }

    /** The key with the former name of what it refers to by a column; null where it does not refer to the renamed row. */
    private static @Nullable Map<String, @Nullable String> before(
            Map<String, @Nullable String> key, String prefix, Rename rename) {
        for (Map.Entry<String, @Nullable String> part : rename.to().entrySet()) {
            if (!Objects.equals(key.get(prefix + part.getKey()), part.getValue())) {
                return null;
            }
        }
        Map<String, @Nullable String> before = new LinkedHashMap<>(key);
        rename.from().forEach((name, text) -> before.replace(prefix + name, text));
        return before;
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
                                renames.add(0, new Rename(row.formerKey(), row.key()));
                            }
                        }
                    });
        }
        return renames;
    }
}

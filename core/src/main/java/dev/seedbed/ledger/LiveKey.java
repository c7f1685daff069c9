package dev.seedbed.ledger;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks for a row that is not in the ledger by its key in the database. */
final class LiveKey {
    private final Connection connection;
    private final Dialect dialect;
    private final Table table;

    LiveKey(Connection connection, Dialect dialect, Table table) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
    }

    /**
     * The key as the database spells it.
     *
     * @param name how the table is called
     * @throws SeedException where no row has that key, or it is none
     */
    Map<String, @Nullable String> find(String name, Map<String, @Nullable String> key) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (String each : key.keySet()) {
            Column column = table.column(each);
            if (column == null) {
                throw NamedRow.unknown(name, key, mend(name, each));
            }
            columns.add(column);
        }
        if (table.uniqueKeyOver(columns.stream().map(Column::name).toList()) == null) {
            throw SeedException.usage(
                    "The ledger does not know row " + NamedRow.text(key) + " of table \"" + name
                            + "\", and these columns are no unique key of it.",
                    "table " + name,
                    "name the columns of the key that its seeds have");
        }
        Map<String, @Nullable String> found = ask(columns, new ArrayList<>(key.values()));
        if (found == null) {
            throw NamedRow.unknown(name, key, null);
        }
        return found;
    }

    private String mend(String name, String part) {
        int dot = part.indexOf('.');
        Column referring = dot < 0 ? null : table.column(part.substring(0, dot));
        return referring == null
                ? "table \"" + name + "\" has no column \"" + part + "\""
                : "correct its key; \"" + part
                        + "\" is known once a run has written the row into the ledger, until then give"
                        + " what column \"" + referring.label() + "\" itself holds";
    }

    private @Nullable Map<String, @Nullable String> ask(List<Column> columns, List<@Nullable String> texts)
            throws SQLException {
        List<String> outputs = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        for (Column column : columns) {
            String live = "t." + dialect.quote(column.name());
            outputs.add(dialect.text(live, column.type()));
            String given = dialect.typed("d.v" + outputs.size(), column.type());
            conditions.add(dialect.same(live, given, column.type()));
        }
        String sql = "select " + String.join(", ", outputs) + " from " + dialect.quote(table.name()) + " t join "
                + dialect.rowSet(columns.size()) + " on " + String.join(" and ", conditions);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<@Nullable String[]> rows = new ArrayList<>();
            rows.add(texts.toArray(new @Nullable String[0]));
            dialect.bindRowSet(statement, 1, columns.size(), rows);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                Map<String, @Nullable String> key = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    key.put(columns.get(i).label(), row.getString(i + 1));
                }
                return key;
            }
        } catch (SQLException e) {
            if (dialect.failure(e) == Dialect.Failure.VALUE) {
                return null;
            }
            throw e;
        }
    }
}

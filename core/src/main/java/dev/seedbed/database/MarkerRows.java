package dev.seedbed.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads marker tables that a catalogue has named, one by one. */
final class MarkerRows {
    private MarkerRows() {}

    /** The marks of a database with one identity. */
    static Marking read(
            Connection connection, Dialect dialect, List<TableName> tables, String identity, boolean inMemory)
            throws SQLException {
        List<Marking.Marker> markers = new ArrayList<>();
        for (TableName table : tables) {
            String name = table.schema() + "." + table.name();
            List<Marking.Row> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet marks =
                            statement.executeQuery("select environment, bound_to from " + dialect.quote(table))) {
                while (marks.next()) {
                    rows.add(new Marking.Row(String.valueOf(marks.getString(1)), String.valueOf(marks.getString(2))));
                }
                markers.add(new Marking.Marker(name, rows, identity));
            } catch (SQLException e) {
                if (dialect.failure(e) == Dialect.Failure.CONNECTION) {
                    throw e;
                }
                markers.add(new Marking.Marker(name, null, identity));
            }
        }
        return new Marking(markers, inMemory);
    }
}

package dev.seedbed.export;

import dev.seedbed.database.Column;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.ForeignKey;
import dev.seedbed.database.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the rows of a table have in common, asked of the database in one pass so that no row need be held.
 *
 * @param rows how many there are
 * @param asDefault columns that hold their constant default in every row
 * @param partial foreign keys of several columns, some rows of which are NULL in part
 * @param untrue columns that cannot be written, since the database would not read values back from its own text as the
 *     same
 * @param doubtful columns in which that is so of some rows, which a database with loose types let in
 */
record Survey(long rows, Set<Column> asDefault, Set<ForeignKey> partial, Set<Column> untrue, Set<Column> doubtful) {

    static Survey of(Connection connection, Dialect dialect, Table table) throws SQLException {
        return new Taking(connection, dialect, table).take();
    }

    /** The questions, while they are asked. */
    private static final class Taking {
        private final Connection connection;
        private final Dialect dialect;
        private final Table table;
        private final List<String> counts = new ArrayList<>(List.of("count(*)"));

        Taking(Connection connection, Dialect dialect, Table table) {
            this.connection = connection;
            this.dialect = dialect;
            this.table = table;
        }

        Survey take() throws SQLException {
            List<Column> withDefault = new ArrayList<>();
            List<Column> converted = new ArrayList<>();
            List<ForeignKey> composite = new ArrayList<>();
            for (Column column : table.columns()) {
                if (!column.computed() && ColumnDefault.of(column) == ColumnDefault.CONSTANT && column.optional()) {
                    withDefault.add(column);
                    countNot(isDefault(column));
                }
            }
            for (ForeignKey foreignKey : table.foreignKeys()) {
                if (foreignKey.columns().size() > 1) {
                    composite.add(foreignKey);
                    countNot(wholeOrNot(foreignKey));
                }
            }
            for (Column column : table.columns()) {
                if (!column.computed() && isConverted(column) && table.foreignKey(column) == null) {
                    converted.add(column);
                }
            }
            List<Long> answers = ask(counts);
            Set<Column> asDefault = new HashSet<>();
            Set<ForeignKey> partial = new HashSet<>();
            for (int i = 0; i < withDefault.size(); i++) {
                if (answers.get(1 + i) == 0) {
                    asDefault.add(withDefault.get(i));
                }
            }
            for (int i = 0; i < composite.size(); i++) {
                if (answers.get(1 + withDefault.size() + i) > 0) {
                    partial.add(composite.get(i));
                }
            }
            Set<Column> untrue = new HashSet<>();
            Set<Column> doubtful = new HashSet<>();
            readBack(converted, untrue, doubtful);
            return new Survey(answers.get(0), asDefault, partial, untrue, doubtful);
        }

        private void countNot(String condition) {
            counts.add("count(case when " + condition + " then null else 1 end)");
        }

        private String isDefault(Column column) {
            String name = dialect.quote(column.name());
            if (column.defaultSql() == null) {
                return name + " is null";
            }
            String value = "(" + column.defaultSql() + ")";
            return switch (column.type().kind()) {
                // Not every type has an equality.
                case OTHER, ARRAY -> dialect.text(name, column.type()) + " = " + dialect.text(value, column.type());
                default -> dialect.same(name, value, column.type());
            };
        }

        /** All NULL or none. */
        private String wholeOrNot(ForeignKey foreignKey) {
            List<String> names =
                    foreignKey.columns().stream().map(dialect::quote).toList();
            return names.stream().map(name -> name + " is null").collect(Collectors.joining(" and ", "(", ")"))
                    + " or "
                    + names.stream().map(name -> name + " is not null").collect(Collectors.joining(" and ", "(", ")"));
        }

        /** The text of these is not what a seed file is compared by elsewhere, so the database is asked. */
        private static boolean isConverted(Column column) {
            return switch (column.type().kind()) {
                case FLOAT, DECIMAL, BINARY, ARRAY, JSON, OTHER -> true;
                default -> false;
            };
        }

        private void readBack(List<Column> columns, Set<Column> untrue, Set<Column> doubtful) throws SQLException {
            if (columns.isEmpty() || readsBack(columns) == Answer.YES) {
                return;
            }
            for (Column column : columns) {
                Answer answer = readsBack(List.of(column));
                if (answer == Answer.FAILS || answer == Answer.NO && !hasLooseValues(column)) {
                    untrue.add(column);
                } else if (answer == Answer.NO) {
                    doubtful.add(column);
                }
            }
        }

        /** Types whose own values are all read back, so that what is not was let in by loose types. */
        private static boolean hasLooseValues(Column column) {
            return switch (column.type().kind()) {
                case FLOAT, DECIMAL, BINARY, JSON -> true;
                default -> false;
            };
        }

        /** Whether the database takes its own texts back as the same values. */
        private enum Answer {
            YES,
            NO,
            FAILS
        }

        private Answer readsBack(List<Column> columns) throws SQLException {
            List<String> questions = columns.stream()
                    .map(column -> {
                        String name = dialect.quote(column.name());
                        String text = dialect.text(name, column.type());
                        return "count(case when "
                                + dialect.same(name, dialect.typed("(" + text + ")", column.type()), column.type())
                                + " then null else 1 end)";
                    })
                    .toList();
            Savepoint savepoint = connection.getAutoCommit() ? null : connection.setSavepoint();
            try {
                return ask(questions).stream().allMatch(count -> count == 0) ? Answer.YES : Answer.NO;
            } catch (SQLException e) {
                if (dialect.failure(e) == Dialect.Failure.CONNECTION
                        || dialect.failure(e) == Dialect.Failure.STATEMENT_TIMEOUT) {
                    throw e;
                }
                if (savepoint != null) {
                    connection.rollback(savepoint);
                }
                return Answer.FAILS;
            }
        }

        private List<Long> ask(List<String> expressions) throws SQLException {
            List<Long> answers = new ArrayList<>();
            dialect.readAll(
                    connection,
                    "select " + String.join(", ", expressions) + " from " + dialect.quote(table.name()),
                    expressions.size(),
                    false,
                    row -> {
                        for (int i = 0; i < row.columns(); i++) {
                            answers.add(Long.parseLong(String.valueOf(row.text(i))));
                        }
                    });
            return answers;
        }
    }
}

package dev.seedbed.run;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.plan.SqlSeeds;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SqlSeed;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * SQL of a seeder: run twice, since what changes a row the second time would change it at every run; and done then. What
 * the SQL does to anything but rows, such as a sequence that a function moves, is not seen.
 */
final class SqlScript {
    private static final Set<String> DATA_STATEMENTS = Set.of("insert", "update", "delete", "merge", "with");

    private final Connection connection;
    private final Dialect dialect;
    private final boolean sensitive;

    /** @param sensitive true where the database may quote values that are to be masked */
    SqlScript(Connection connection, Dialect dialect, boolean sensitive) {
        this.connection = connection;
        this.dialect = dialect;
        this.sensitive = sensitive;
    }

    void run(Catalogue catalogue, SqlSeed sql) throws SQLException {
        List<Part> statements = statements(sql.sql());
        for (Part statement : statements) {
            String first = firstWord(statement.text());
            if (!DATA_STATEMENTS.contains(first)) {
                throw new SeedException(Problem.of(
                        "SQL seeder \"" + sql.file() + "\" holds a statement that starts with \"" + first + "\".",
                        statement.in(sql),
                        "a SQL seeder inserts, updates, deletes or merges; leave everything else to migrations"));
            }
        }
        Map<TableName, Long> before = dialect.changedRows(connection);
        execute(sql, statements);
        Map<TableName, Long> between = dialect.changedRows(connection);
        touchesOnly(catalogue, sql, changed(before, between).keySet());
        long counted = execute(sql, statements);
        // What returns rows, and what a function or a trigger changes, has no count of its own.
        long again = Math.max(
                counted,
                changed(between, dialect.changedRows(connection)).values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        if (again > 0) {
            throw new SeedException(Problem.of(
                    "SQL seeder \"" + sql.file() + "\" is not idempotent: run a second time, it changed " + again
                            + (again == 1 ? " row." : " rows."),
                    sql.at(),
                    "let each statement leave alone what is there, for instance by \"where not exists (…)\""));
        }
        if (!SqlSeeds.done(connection, dialect, sql)) {
            throw new SeedException(Problem.of(
                    "SQL seeder \"" + sql.file() + "\" ran, and its \"done-when\" still answers false.",
                    sql.at(),
                    "correct the query or the SQL; else it would run again at every init"));
        }
    }

    private static Map<TableName, Long> changed(Map<TableName, Long> before, Map<TableName, Long> after) {
        Map<TableName, Long> changed = new LinkedHashMap<>();
        after.forEach((table, rows) -> {
            long more = rows - before.getOrDefault(table, 0L);
            if (more > 0) {
                changed.put(table, more);
            }
        });
        return changed;
    }

    /** Triggers may write where they like: where a table that is touched has some, nothing can be said. */
    private static void touchesOnly(Catalogue catalogue, SqlSeed sql, Set<TableName> written) {
        List<Table> touched = sql.touches().stream()
                .map(catalogue::table)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        if (touched.stream().anyMatch(table -> !table.insertTriggers().isEmpty())) {
            return;
        }
        List<String> others = written.stream()
                .filter(name -> touched.stream()
                        .noneMatch(table -> table.name().schema().equals(name.schema())
                                && table.name().name().equals(name.name())))
                .map(name -> "\"" + name.label() + "\"")
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            throw new SeedException(Problem.of(
                    "SQL seeder \"" + sql.file() + "\" changes rows of " + (others.size() == 1 ? "table " : "tables ")
                            + String.join(", ", others) + ", which its \"touches\" does not name.",
                    sql.at(),
                    "name every table that the SQL writes under \"touches\": init looks there whether it may run"));
        }
    }

    private long execute(SqlSeed sql, List<Part> statements) throws SQLException {
        long changed = 0;
        int number = 0;
        for (Part part : statements) {
            number++;
            try (Statement statement = connection.createStatement()) {
                boolean rows = statement.execute(part.text());
                if (!rows) {
                    changed += Math.max(0, statement.getUpdateCount());
                }
            } catch (SQLException e) {
                if (dialect.failure(e) == Dialect.Failure.TRANSIENT
                        || dialect.failure(e) == Dialect.Failure.CONNECTION) {
                    throw e;
                }
                throw new SeedException(
                        Problem.of(
                                "SQL seeder \"" + sql.file() + "\" fails in statement " + number + ": "
                                        + (sensitive
                                                ? "its message is not shown, since seeds have sensitive columns"
                                                : dialect.message(e))
                                        + ".",
                                part.in(sql),
                                "correct the statement"),
                        sensitive ? QuietCause.of(e) : e);
            }
        }
        return changed;
    }

    private static String firstWord(String statement) {
        int end = 0;
        while (end < statement.length() && Character.isLetter(statement.charAt(end))) {
            end++;
        }
        return statement.substring(0, end).toLowerCase(Locale.ROOT);
    }

    /** Splits at semicolons that stand outside quotes, comments and dollar quotes; comments are left out. */
    static List<Part> statements(String sql) {
        List<Part> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        int i = 0;
        int begin = 0;
        boolean blank = true;
        while (i < sql.length()) {
            int end = i + 1;
            char c = sql.charAt(i);
            if (c == '\'' || c == '"') {
                end = closing(sql, i, String.valueOf(c));
            } else if (sql.startsWith("--", i)) {
                int line = sql.indexOf('\n', i);
                i = line < 0 ? sql.length() : line;
                continue;
            } else if (sql.startsWith("/*", i)) {
                int close = sql.indexOf("*/", i + 2);
                i = close < 0 ? sql.length() : close + 2;
                statement.append(' ');
                continue;
            } else if (c == '$') {
                String tag = dollarTag(sql, i);
                end = tag.isEmpty() ? i + 1 : closing(sql, i + tag.length() - 1, tag);
            } else if (c == ';') {
                add(statements, statement, sql, begin);
                blank = true;
                i++;
                continue;
            }
            if (blank) {
                begin = i;
                blank = Character.isWhitespace(c);
            }
            statement.append(sql, i, end);
            i = end;
        }
        add(statements, statement, sql, begin);
        return statements;
    }

    /**
     * One statement.
     *
     * @param line in which it begins, 1-based
     */
    record Part(String text, int line) {
        private Location in(SqlSeed sql) {
            return new Location(sql.textAt().file(), line, 0);
        }
    }

    private static void add(List<Part> statements, StringBuilder statement, String sql, int begin) {
        String text = statement.toString().strip();
        if (!text.isEmpty()) {
            int line = 1
                    + (int) sql.substring(0, begin)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            statements.add(new Part(text, line));
        }
        statement.setLength(0);
    }

    private static int closing(String sql, int open, String quote) {
        int close = sql.indexOf(quote, open + 1);
        return close < 0 ? sql.length() : close + quote.length();
    }

    private static String dollarTag(String sql, int at) {
        int end = at + 1;
        while (end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
            end++;
        }
        return end < sql.length() && sql.charAt(end) == '$' ? sql.substring(at, end + 1) : "";
    }
}

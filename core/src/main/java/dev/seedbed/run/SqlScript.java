package dev.seedbed.run;

import dev.seedbed.database.Dialect;
import dev.seedbed.plan.SqlSeeds;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SqlSeed;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** SQL of a seeder: run twice, since what changes a row the second time would change it at every run; and done then. */
final class SqlScript {
    private static final Set<String> DATA_STATEMENTS =
            Set.of("insert", "update", "delete", "merge", "with", "select", "values");

    private SqlScript() {}

    static void run(Connection connection, Dialect dialect, SqlSeed sql) throws SQLException {
        List<String> statements = statements(sql.sql());
        for (String statement : statements) {
            String first = firstWord(statement);
            if (!DATA_STATEMENTS.contains(first)) {
                throw new SeedException(Problem.of(
                        "SQL seeder \"" + sql.file() + "\" holds a statement that starts with \"" + first + "\".",
                        sql.at(),
                        "a SQL seeder inserts, updates, deletes or merges; leave everything else to migrations"));
            }
        }
        execute(connection, dialect, sql, statements);
        long again = execute(connection, dialect, sql, statements);
        if (again > 0) {
            throw new SeedException(Problem.of(
                    "SQL seeder \"" + sql.file() + "\" is not idempotent: run a second time, it changed " + again
                            + " rows.",
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

    private static long execute(Connection connection, Dialect dialect, SqlSeed sql, List<String> statements)
            throws SQLException {
        long changed = 0;
        for (String text : statements) {
            try (Statement statement = connection.createStatement()) {
                boolean rows = statement.execute(text);
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
                                "SQL seeder \"" + sql.file() + "\" fails: " + dialect.message(e) + ".",
                                sql.at(),
                                "correct the statement"),
                        e);
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
    static List<String> statements(String sql) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        int i = 0;
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
                add(statements, statement);
                i++;
                continue;
            }
            statement.append(sql, i, end);
            i = end;
        }
        add(statements, statement);
        return statements;
    }

    private static void add(List<String> statements, StringBuilder statement) {
        String text = statement.toString().strip();
        if (!text.isEmpty()) {
            statements.add(text);
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

package dev.seedbed.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CREATE statement as SQLite keeps it, for the few things that no pragma tells.
 *
 * @param parts what stands between the first parentheses, split at its commas: columns, constraints or index parts
 * @param rest what stands after them
 */
record SqliteDdl(List<String> parts, String rest) {
    private static final Pattern COLLATION = Pattern.compile("(?i)\\bcollate\\s+[\"'`\\[]?(\\w+)");
    private static final Pattern DIRECTION = Pattern.compile("(?i)\\s+(asc|desc)\\s*$");
    private static final Pattern PREDICATE = Pattern.compile("(?is)^\\s*where\\b(.*)$");
    private static final Pattern REFERENCES = Pattern.compile("(?i)\\breferences\\b");
    private static final Pattern DEFERRED =
            Pattern.compile("(?i)(?<!\\bnot\\s{1,9})\\bdeferrable\\s+initially\\s+deferred\\b");
    private static final Pattern CHECK = Pattern.compile("(?i)(?<![\\p{L}\\p{N}_])check\\s*\\(");
    private static final Pattern ON_INSERT = Pattern.compile("(?i)\\binsert\\s+on\\b");

    SqliteDdl {
        parts = List.copyOf(parts);
    }

    static SqliteDdl of(String sql) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int depth = 0;
        int at = 0;
        while (at < sql.length()) {
            int end = token(sql, at);
            char c = sql.charAt(at);
            boolean single = end == at + 1;
            if (single && c == ')' && --depth == 0) {
                parts.add(part.toString().strip());
                return new SqliteDdl(parts, sql.substring(end));
            }
            if (single && c == ',' && depth == 1) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else if (depth > 0) {
                part.append(comment(sql, at) ? " " : sql.substring(at, end));
            }
            if (single && c == '(') {
                depth++;
            }
            at = end;
        }
        return new SqliteDdl(parts, "");
    }

    /** End of the quoted text, comment or single character that begins at a place. */
    private static int token(String sql, int at) {
        if (sql.startsWith("--", at)) {
            return after(sql, "\n", at + 2);
        }
        if (sql.startsWith("/*", at)) {
            return after(sql, "*/", at + 2);
        }
        return switch (sql.charAt(at)) {
            case '\'', '"', '`' -> after(sql, sql.substring(at, at + 1), at + 1);
            case '[' -> after(sql, "]", at + 1);
            default -> at + 1;
        };
    }

    private static int after(String sql, String mark, int from) {
        int end = sql.indexOf(mark, from);
        return end < 0 ? sql.length() : end + mark.length();
    }

    private static boolean comment(String sql, int at) {
        return sql.startsWith("--", at) || sql.startsWith("/*", at);
    }

    /** The collation of a column, in capitals; {@code BINARY} where none is said. */
    String collation(int column) {
        Matcher matcher = COLLATION.matcher(column < parts.size() ? parts.get(column) : "");
        return matcher.find() ? matcher.group(1).toUpperCase(Locale.ROOT) : "BINARY";
    }

    /** A part of an index, without its direction. */
    String indexed(int part) {
        return part < parts.size() ? DIRECTION.matcher(parts.get(part)).replaceFirst("") : "";
    }

    /** The condition of a partial index; empty for none. */
    String predicate() {
        Matcher matcher = PREDICATE.matcher(rest);
        return matcher.find() ? matcher.group(1).strip() : "";
    }

    /** For each foreign key, in the order of declaration, whether it is checked only at COMMIT. */
    List<Boolean> deferredForeignKeys() {
        List<Boolean> deferred = new ArrayList<>();
        for (String part : parts) {
            String[] pieces = REFERENCES.split(part, -1);
            for (int i = 1; i < pieces.length; i++) {
                deferred.add(DEFERRED.matcher(pieces[i]).find());
            }
        }
        return deferred;
    }

    /** The check constraints, in the order of declaration. */
    List<SqliteCheck> checks() {
        List<SqliteCheck> checks = new ArrayList<>();
        for (String part : parts) {
            int at = 0;
            while (at < part.length()) {
                // What stands before the region is looked at.
                Matcher check = CHECK.matcher(part).useTransparentBounds(true).region(at, part.length());
                if (!check.lookingAt()) {
                    at = token(part, at);
                    continue;
                }
                int from = check.end();
                int depth = 1;
                int to = from;
                while (to < part.length() && depth > 0) {
                    int end = token(part, to);
                    depth += end > to + 1 ? 0 : part.charAt(to) == '(' ? 1 : part.charAt(to) == ')' ? -1 : 0;
                    to = end;
                }
                checks.add(SqliteCheck.of(
                        part.substring(0, check.start()), part.substring(from, depth == 0 ? to - 1 : to)));
                at = to;
            }
        }
        return checks;
    }

    static boolean triggeredByInsert(String sql) {
        int body = sql.toLowerCase(Locale.ROOT).indexOf("begin");
        return ON_INSERT.matcher(body < 0 ? sql : sql.substring(0, body)).find();
    }
}

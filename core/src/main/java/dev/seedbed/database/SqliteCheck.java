package dev.seedbed.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A check constraint of a table of SQLite.
 *
 * @param name null where it has none: SQLite calls it by its condition then
 * @param condition what stands between its parentheses
 */
record SqliteCheck(@Nullable String name, String condition) {
    private static final String QUOTED = "\"((?:[^\"]++|\"\")*+)\"|`([^`]*+)`|\\[([^\\]]*+)]";
    private static final String WORD = "([\\p{L}_][\\p{L}\\p{N}_$]*)";
    private static final Pattern NAMED =
            Pattern.compile("(?i)(?<![\\p{L}\\p{N}_])constraint\\s*(?:" + QUOTED + "|" + WORD + ")\\s*$");

    /** A bare word before a parenthesis is a function, and any name before a point one of a table. */
    private static final Pattern TOKEN =
            Pattern.compile("(?s)'(?:[^']++|'')*+'|(?:\"[^\"]*+\"|`[^`]*+`|\\[[^\\]]*+])\\s*\\.|" + QUOTED + "|" + WORD
                    + "(?![\\p{L}\\p{N}_$]|\\s*[.(])|[\\p{L}\\p{N}_$]+|.");

    /** @param before what stands in front of it in its part of the statement */
    static SqliteCheck of(String before, String condition) {
        Matcher named = NAMED.matcher(before);
        return new SqliteCheck(named.find() ? name(named) : null, condition);
    }

    private static @Nullable String name(Matcher found) {
        return Stream.of(1, 2, 3, 4)
                .map(found::group)
                .filter(Objects::nonNull)
                .map(text -> text.replace("\"\"", "\""))
                .findFirst()
                .orElse(null);
    }

    /** True for the constraint that an error calls so. */
    boolean isCalled(String constraint) {
        return name != null
                ? name.equalsIgnoreCase(constraint)
                : plain(condition).equals(plain(constraint));
    }

    private static String plain(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** @param all the columns of the table, of which those are told that the condition is about */
    List<String> columns(List<String> all) {
        List<String> columns = new ArrayList<>();
        Matcher token = TOKEN.matcher(condition);
        while (token.find()) {
            String name = name(token);
            all.stream()
                    .filter(column -> column.equalsIgnoreCase(name) && !columns.contains(column))
                    .forEach(columns::add);
        }
        return columns;
    }
}

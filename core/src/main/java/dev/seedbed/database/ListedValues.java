package dev.seedbed.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values that a check constraint lists for a column, as in {@code check (status in ('on', 'off'))}. Databases write such a
 * condition back in forms of their own: with casts, as {@code = any (array[…])}, or as comparisons that are joined by OR.
 *
 * @param column as the condition calls it
 */
public record ListedValues(String column, List<String> values) {
    private static final Pattern TOKEN =
            Pattern.compile("\\s+|(?<text>[eE]?'(?:[^']++|'')*+')|\"(?<quoted>(?:[^\"]++|\"\")*+)\""
                    + "|`(?<ticked>[^`]*)`|(?<cast>::)|(?<number>-?\\d+(?:\\.\\d+)?)|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)"
                    + "|(?<sign><>|!=|<=|>=|\\|\\||.)");
    private static final Set<String> NO_TYPE = Set.of("OR", "AND", "IN", "ANY", "IS", "NOT");
    private static final Set<String> GROUPS = Set.of("(", ")", "[", "]");

    public ListedValues {
        values = List.copyOf(values);
    }

    private enum Kind {
        NAME,
        WORD,
        VALUE,
        SIGN
    }

    private record Token(Kind kind, String text) {
        boolean is(String word) {
            return kind != Kind.VALUE && kind != Kind.NAME && text.equalsIgnoreCase(word);
        }

        boolean isName() {
            return kind == Kind.NAME || kind == Kind.WORD;
        }
    }

    /** What some conditions list. */
    static List<ListedValues> of(List<String> conditions) {
        List<ListedValues> listed = new ArrayList<>();
        for (String condition : conditions) {
            ListedValues values = of(condition);
            if (values != null) {
                listed.add(values);
            }
        }
        return listed;
    }

    /**
     * What a condition lists.
     *
     * @return null where it says anything else, or more
     */
    static @Nullable ListedValues of(String condition) {
        List<Token> tokens = tokens(condition);
        String column = null;
        List<String> values = new ArrayList<>();
        int at = 0;
        while (at < tokens.size()) {
            if (at > 0 && !tokens.get(at++).is("OR")) {
                return null;
            }
            if (at + 2 >= tokens.size() || !tokens.get(at).isName()) {
                return null;
            }
            String name = tokens.get(at++).text();
            if (column != null && !column.equals(name)) {
                return null;
            }
            column = name;
            if (tokens.get(at).is("IS") && tokens.get(at + 1).is("NULL")) {
                at += 2;
                continue;
            }
            int end = values(tokens, at, values);
            if (end < 0) {
                return null;
            }
            at = end;
        }
        return column == null || values.isEmpty() ? null : new ListedValues(column, values);
    }

    /** Takes the values behind a comparison; -1 for none. */
    private static int values(List<Token> tokens, int from, List<String> values) {
        int at = from;
        boolean many = tokens.get(at).is("IN");
        if (!many && !tokens.get(at).is("=")) {
            return -1;
        }
        at++;
        if (!many && tokens.get(at).is("ANY")) {
            many = true;
            at++;
            at += at < tokens.size() && tokens.get(at).is("ARRAY") ? 1 : 0;
        }
        if (at >= tokens.size() || tokens.get(at).kind() != Kind.VALUE) {
            return -1;
        }
        values.add(tokens.get(at++).text());
        while (many && at + 1 < tokens.size() && tokens.get(at).is(",")) {
            if (tokens.get(at + 1).kind() != Kind.VALUE) {
                return -1;
            }
            values.add(tokens.get(at + 1).text());
            at += 2;
        }
        return at;
    }

    /** Without casts, and without parentheses and brackets, which only group in what is understood here. */
    private static List<Token> tokens(String condition) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(condition);
        boolean isType = false;
        while (matcher.lookingAt()) {
            Token token = token(matcher);
            boolean isNumber = matcher.group("number") != null;
            matcher.region(matcher.end(), condition.length());
            if (token == null || GROUPS.contains(token.text()) && token.kind() == Kind.SIGN) {
                continue;
            }
            if (token.is("::")) {
                isType = true;
            } else if (!isType || !isNumber && !isOfType(token)) {
                isType = false;
                tokens.add(token);
            }
        }
        return tokens;
    }

    private static boolean isOfType(Token token) {
        return token.isName() && !NO_TYPE.contains(token.text().toUpperCase(Locale.ROOT));
    }

    private static @Nullable Token token(Matcher found) {
        String text = found.group("text");
        if (text != null) {
            String inner =
                    text.substring(text.indexOf('\'') + 1, text.length() - 1).replace("''", "'");
            return new Token(Kind.VALUE, text.charAt(0) == '\'' ? inner : inner.replace("\\\\", "\\"));
        }
        if (found.group("number") != null) {
            return new Token(Kind.VALUE, found.group("number"));
        }
        if (found.group("quoted") != null) {
            return new Token(Kind.NAME, found.group("quoted").replace("\"\"", "\""));
        }
        if (found.group("ticked") != null) {
            return new Token(Kind.NAME, found.group("ticked"));
        }
        if (found.group("word") != null) {
            return new Token(Kind.WORD, found.group("word"));
        }
        if (found.group("cast") != null) {
            return new Token(Kind.SIGN, found.group("cast"));
        }
        return found.group("sign") == null ? null : new Token(Kind.SIGN, found.group("sign"));
    }
}

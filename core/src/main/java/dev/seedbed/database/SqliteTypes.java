package dev.seedbed.database;

import dev.seedbed.database.ColumnType.Kind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The types of SQLite: a declared name gives a column an affinity, and a value is what it was stored as. Dates and times
 * are text: two spellings of one instant are two texts.
 */
final class SqliteTypes {
    private static final Pattern INTEGER = Pattern.compile("(UNSIGNED )?(TINY|SMALL|MEDIUM|BIG)?INT(EGER|\\d)?\\b.*");
    private static final Pattern SIZE = Pattern.compile("\\(\\s*(\\d{1,9})\\s*(?:,\\s*(\\d{1,9})\\s*)?\\)");

    /** Digits of a number that survive in a REAL. */
    private static final int EXACT_DIGITS = 15;

    private SqliteTypes() {}

    static ColumnType of(String declared, String collation, boolean strict) {
        String name = declared.strip().toUpperCase(Locale.ROOT);
        Matcher size = SIZE.matcher(name);
        boolean sized = size.find();
        int first = sized ? Integer.parseInt(size.group(1)) : 0;
        boolean bytewise = collation.equals("BINARY");
        if (name.contains("INT")) {
            return INTEGER.matcher(name).matches()
                    ? type(Kind.INTEGER, declared, 0, 64, -1, true)
                    : type(Kind.TEXT, declared, 0, 0, -1, false);
        }
        if (name.startsWith("JSON")) {
            return type(Kind.JSON, declared, 0, 0, -1, true);
        }
        if (name.contains("CHAR") || name.contains("CLOB") || name.contains("TEXT")) {
            return type(Kind.TEXT, declared, first, 0, -1, bytewise);
        }
        if (name.contains("BLOB")) {
            return type(Kind.BINARY, declared, 0, 0, -1, true);
        }
        if (name.isEmpty() || (strict && name.equals("ANY"))) {
            return type(Kind.OTHER, declared, 0, 0, -1, false);
        }
        if (name.contains("REAL") || name.contains("FLOA") || name.contains("DOUB")) {
            return type(Kind.FLOAT, declared, 0, 0, -1, true);
        }
        if (name.startsWith("BOOL")) {
            return type(Kind.BOOLEAN, declared, 0, 0, -1, true);
        }
        if (name.startsWith("NUM") || name.startsWith("DEC")) {
            int scale = !sized ? -1 : size.group(2) == null ? 0 : Integer.parseInt(size.group(2));
            return first == 0 || first > EXACT_DIGITS
                    ? type(Kind.FLOAT, declared, 0, 0, -1, true)
                    : type(Kind.DECIMAL, declared, 0, first, scale, true);
        }
        // The size of a timestamp(3) counts digits of the second.
        boolean time = name.startsWith("TIME") || name.startsWith("DATE");
        return type(Kind.TEXT, declared, time ? 0 : first, 0, -1, false);
    }

    private static ColumnType type(Kind kind, String sql, int length, int precision, int scale, boolean bytewise) {
        return new ColumnType(kind, sql, "", length, precision, scale, null, List.of(), bytewise);
    }

    static String text(String expression, ColumnType type) {
        return switch (type.kind()) {
            case TEXT -> type.bytewise() ? expression : "cast(" + expression + " as text)";
            case BOOLEAN ->
                "(case %1$s when 1 then 'true' when 0 then 'false' else cast(%1$s as text) end)".formatted(expression);
            case DECIMAL, FLOAT ->
                // Older versions print 15 digits, which are not always the number.
                "(case when typeof(%1$s) <> 'real' or cast(cast(%1$s as text) as real) = %1$s then cast(%1$s as text) else printf('%%!.17g', %1$s) end)"
                        .formatted(expression);
            case BINARY, OTHER ->
                "(case typeof(%1$s) when 'blob' then '\\x' || lower(hex(%1$s)) else cast(%1$s as text) end)"
                        .formatted(expression);
            default -> "cast(" + expression + " as text)";
        };
    }

    /** A column takes a text as what its affinity makes of it, and compares it in the same way: nothing is cast. */
    static String typed(String expression, ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "(case %1$s when 'true' then 1 when 'false' then 0 else %1$s end)".formatted(expression);
            case DECIMAL ->
                // The column itself would keep any number of digits.
                type.scale() < 0 ? expression : "round(%s, %d)".formatted(expression, type.scale());
            case BINARY ->
                // Not hexadecimal: json() is the one function that fails instead of answering NULL.
                "(case when %1$s is not null then coalesce(case when substr(%1$s, 1, 2) = '\\x' then unhex(substr(%1$s, 3)) end, json('not \\x')) end)"
                        .formatted(expression);
            default -> expression;
        };
    }

    static String same(String left, String right, ColumnType type) {
        return switch (type.kind()) {
            case JSON -> json(left) + " is " + json(right);
            case OTHER -> text(left, type) + " is " + text(right, type);
            default -> left + " is " + right;
        };
    }

    private static String json(String expression) {
        return "(case when json_valid(%1$s) then json(%1$s) else %1$s end)".formatted(expression);
    }
}

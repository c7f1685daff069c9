package dev.seedbed.database;

import dev.seedbed.database.ColumnType.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The types of H2, and how their values travel as text. */
final class H2Types {
    /** H2 has no function from hexadecimal digits to bytes, but a UUID has sixteen of them. */
    private static final int CHUNK_BYTES = 16;

    private static final int MOST_BYTES = 1_024;
    private static final int MOST_ELEMENTS = 1_000;

    private H2Types() {}

    /** The type in a row of INFORMATION_SCHEMA.COLUMNS or ELEMENT_TYPES; DATABASE_TO_LOWER writes types small too. */
    static ColumnType of(ResultSet row, List<String> labels, @Nullable ColumnType element) throws SQLException {
        String name = row.getString("DATA_TYPE").toUpperCase(Locale.ROOT);
        long chars = row.getLong("CHARACTER_MAXIMUM_LENGTH");
        int precision = row.getInt("NUMERIC_PRECISION");
        int scale = row.getInt("NUMERIC_SCALE");
        int seconds = row.getInt("DATETIME_PRECISION");
        String collation = row.getString("COLLATION_NAME");
        boolean bytewise = collation == null || collation.equals("OFF");
        int length = chars > 1_000_000_000 ? 0 : (int) chars;
        String sized = name + "(" + chars + ")";
        return switch (name) {
            case "CHARACTER VARYING" -> type(Kind.TEXT, sized, "", length, 0, -1, bytewise);
            case "VARCHAR_IGNORECASE" -> type(Kind.TEXT, sized, name, length, 0, -1, false);
            case "CHARACTER LARGE OBJECT" -> type(Kind.TEXT, name, "", length, 0, -1, bytewise);
            case "CHARACTER" -> type(Kind.CHAR, sized, "", length, 0, -1, bytewise);
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" -> type(Kind.INTEGER, name, name, 0, precision, -1, true);
            case "NUMERIC" -> {
                String full = "NUMERIC(" + precision + ", " + scale + ")";
                yield type(Kind.DECIMAL, full, full, 0, precision, scale, true);
            }
            case "DECFLOAT" -> plain(Kind.FLOAT, "DECFLOAT(" + precision + ")");
            case "REAL", "DOUBLE PRECISION" -> plain(Kind.FLOAT, name);
            case "BOOLEAN" -> plain(Kind.BOOLEAN, name);
            case "UUID" -> plain(Kind.UUID, name);
            case "JSON" -> plain(Kind.JSON, name);
            case "DATE" -> plain(Kind.DATE, name);
            case "TIME" -> timed(Kind.TIME, "TIME(" + seconds + ")", seconds);
            case "TIMESTAMP" -> timed(Kind.TIMESTAMP, "TIMESTAMP(" + seconds + ")", seconds);
            case "TIMESTAMP WITH TIME ZONE" ->
                timed(Kind.TIMESTAMP_WITH_ZONE, "TIMESTAMP(" + seconds + ") WITH TIME ZONE", seconds);
            case "TIME WITH TIME ZONE" -> other("TIME(" + seconds + ") WITH TIME ZONE");
            case "BINARY", "BINARY VARYING" -> type(Kind.BINARY, sized, "", 0, 0, -1, true);
            case "BINARY LARGE OBJECT" -> type(Kind.BINARY, name, "", 0, 0, -1, true);
            case "ENUM" -> {
                String full = "ENUM("
                        + String.join(
                                ", ", labels.stream().map(H2Types::literal).toList()) + ")";
                yield new ColumnType(Kind.ENUM, full, full, 0, 0, -1, null, labels, true);
            }
            case "INTERVAL" -> other("INTERVAL " + row.getString("INTERVAL_TYPE"));
            case "GEOMETRY" -> other(name);
            case "ARRAY" ->
                element == null
                        ? type(Kind.OTHER, name, "", 0, 0, -1, false)
                        : new ColumnType(Kind.ARRAY, element.sql() + " ARRAY", "", 0, 0, -1, element, List.of(), false);
            default -> type(Kind.OTHER, name, "", 0, 0, -1, false);
        };
    }

    private static ColumnType plain(Kind kind, String sql) {
        return type(kind, sql, sql, 0, 0, -1, true);
    }

    private static ColumnType other(String sql) {
        return type(Kind.OTHER, sql, sql, 0, 0, -1, false);
    }

    private static ColumnType timed(Kind kind, String sql, int seconds) {
        return type(kind, sql, sql, 0, 0, seconds, true);
    }

    private static ColumnType type(
            Kind kind, String sql, String cast, int length, int precision, int scale, boolean bytewise) {
        return new ColumnType(kind, sql, cast, length, precision, scale, null, List.of(), bytewise, true);
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String text(String expression, ColumnType type) {
        return switch (type.kind()) {
            case TEXT -> type.cast().isEmpty() ? expression : "cast(" + expression + " as varchar)";
            case CHAR -> "trim(trailing from " + expression + ")";
            case BOOLEAN -> "lower(cast(" + expression + " as varchar))";
            case BINARY -> "'\\x' || lower(rawtohex(" + expression + "))";
            case ARRAY -> "cast(cast(" + expression + " as json) as varchar)";
            default -> "cast(" + expression + " as varchar)";
        };
    }

    static String typed(String expression, ColumnType type) {
        return switch (type.kind()) {
            case JSON -> "(" + expression + " format json)";
            case BINARY -> bytes(expression, type);
            case ARRAY -> array(expression, type);
            default -> type.cast().isEmpty() ? expression : "cast(" + expression + " as " + type.cast() + ")";
        };
    }

    /** What fails must not be constant, or H2 would work it out beforehand. */
    private static String bytes(String expression, ColumnType type) {
        int size = type.sql().indexOf('(');
        long declared = size < 0
                ? MOST_BYTES
                : Long.parseLong(type.sql().substring(size + 1, type.sql().length() - 1));
        // One more than the column takes, so that a longer value is an error rather than cut.
        long most = Math.min(MOST_BYTES, declared + 1);
        long chunks = (most + CHUNK_BYTES - 1) / CHUNK_BYTES;
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < chunks; i++) {
            bytes.append(i == 0 ? "" : " || ")
                    .append("cast(cast(rpad(substring(%s, %d, 32), 32, '0') as uuid) as varbinary)"
                            .formatted(expression, 3 + 2 * CHUNK_BYTES * i));
        }
        return """
                (case when %1$s is null then null \
                when left(%1$s, 2) <> '\\x' or mod(char_length(%1$s), 2) = 1 or char_length(%1$s) > %2$d \
                then cast(cast(left(%1$s, 2) || ' is not \\x and at most %3$d bytes' as uuid) as varbinary) \
                else substring(%4$s, 1, (char_length(%1$s) - 2) / 2) end)""".formatted(expression, 2 + 2 * CHUNK_BYTES * chunks, CHUNK_BYTES * chunks, bytes);
    }

    /** Arrays travel as JSON arrays: H2 prints those, and can take them apart again. */
    private static String array(String expression, ColumnType type) {
        ColumnType element = type.element() == null ? ColumnType.of(Kind.TEXT, "") : type.element();
        String item = "cast((" + expression + " format json)[n.x] as varchar)";
        String text = """
                case when %1$s = 'null' then null \
                when left(%1$s, 1) = '"' then stringdecode(substring(%1$s, 2, char_length(%1$s) - 2)) \
                else %1$s end""".formatted(item);
        return """
                (case when %1$s is null then null \
                when (%1$s format json)[%2$d] is not null then array[cast(cast(left(%1$s, 1) || ' has more than %3$d elements' as integer) as varchar)] \
                else array(select %4$s from system_range(1, %3$d) n(x) where (%1$s format json)[n.x] is not null \
                order by n.x) end)""".formatted(expression, MOST_ELEMENTS + 1, MOST_ELEMENTS, typed("(" + text + ")", element));
    }

    /** The text of an array: see {@link #typed}. */
    static String arrayLiteral(List<@Nullable String> items, List<Boolean> nested) {
        StringBuilder literal = new StringBuilder("[");
        for (int i = 0; i < items.size(); i++) {
            String item = items.get(i);
            literal.append(i == 0 ? "" : ",")
                    .append(item == null ? "null" : nested.get(i) ? item : JsonText.quote(item));
        }
        return literal.append(']').toString();
    }
}

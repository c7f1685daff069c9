package dev.seedbed.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** What the types of PostgreSQL are to Seedbed. */
final class PostgresTypes {
    private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8", "oid");

    private PostgresTypes() {}

    /** The type in a row of the columns that {@link PostgresCatalogue} asks for. */
    static ColumnType of(ResultSet rows) throws SQLException {
        String name = rows.getString(7);
        String sql = rows.getString(9);
        String unmodified = rows.getString(10);
        int typmod = rows.getInt(11);
        boolean bytewise = rows.getBoolean(16);
        String element = rows.getString(12);
        if (element != null) {
            boolean text = element.equals("varchar") || element.equals("bpchar");
            ColumnType elementType = simple(
                    element, rows.getString(13), rows.getString(14), rows.getString(14), typmod, List.of(), bytewise);
            String cast = text ? "text[]" : rows.getString(14) + "[]";
            return new ColumnType(ColumnType.Kind.ARRAY, sql, cast, 0, 0, -1, elementType, List.of(), bytewise);
        }
        String labels = rows.getString(15);
        return simple(
                name,
                rows.getString(8),
                sql,
                unmodified,
                typmod,
                labels == null ? List.of() : PostgresArrays.read(labels),
                bytewise);
    }

    private static ColumnType simple(
            String name,
            String typtype,
            String sql,
            String unmodified,
            int typmod,
            List<String> labels,
            boolean bytewise) {
        if (typtype.equals("e")) {
            return new ColumnType(ColumnType.Kind.ENUM, sql, unmodified, 0, 0, -1, null, labels, true);
        }
        if (INTEGERS.contains(name)) {
            int bits = name.equals("int2") ? 16 : name.equals("int8") ? 64 : 32;
            return name.equals("oid")
                    ? ColumnType.of(ColumnType.Kind.OTHER, sql)
                    : new ColumnType(ColumnType.Kind.INTEGER, sql, unmodified, 0, bits, -1, null, List.of(), true);
        }
        int seconds = typmod < 0 ? 6 : typmod;
        return switch (name) {
            case "text", "varchar", "name" ->
                new ColumnType(
                        ColumnType.Kind.TEXT,
                        sql,
                        "text",
                        typmod < 4 ? 0 : typmod - 4,
                        0,
                        -1,
                        null,
                        List.of(),
                        bytewise);
            case "bpchar" ->
                new ColumnType(
                        ColumnType.Kind.CHAR,
                        sql,
                        "bpchar",
                        typmod < 4 ? 0 : typmod - 4,
                        0,
                        -1,
                        null,
                        List.of(),
                        bytewise);
            case "numeric" -> {
                int precision = typmod < 4 ? 0 : ((typmod - 4) >> 16) & 0xffff;
                int scale = typmod < 4 ? -1 : (((typmod - 4) & 0x7ff) ^ 1024) - 1024;
                yield new ColumnType(ColumnType.Kind.DECIMAL, sql, sql, 0, precision, scale, null, List.of(), true);
            }
            case "float4", "float8" -> ColumnType.of(ColumnType.Kind.FLOAT, sql);
            case "bool" -> ColumnType.of(ColumnType.Kind.BOOLEAN, sql);
            case "uuid" -> ColumnType.of(ColumnType.Kind.UUID, sql);
            case "date" -> ColumnType.of(ColumnType.Kind.DATE, sql);
            case "time" -> timed(ColumnType.Kind.TIME, sql, seconds);
            case "timestamp" -> timed(ColumnType.Kind.TIMESTAMP, sql, seconds);
            case "timestamptz" -> timed(ColumnType.Kind.TIMESTAMP_WITH_ZONE, sql, seconds);
            case "json", "jsonb" -> ColumnType.of(ColumnType.Kind.JSON, sql);
            case "bytea" -> ColumnType.of(ColumnType.Kind.BINARY, sql);
            case "bit", "varbit" ->
                new ColumnType(ColumnType.Kind.OTHER, sql, "bit varying", 0, 0, -1, null, List.of(), false);
            case "interval", "timetz" ->
                new ColumnType(ColumnType.Kind.OTHER, sql, sql, 0, 0, -1, null, List.of(), false);
            default -> new ColumnType(ColumnType.Kind.OTHER, sql, unmodified, 0, 0, -1, null, List.of(), false);
        };
    }

    /** A cast to such a type rounds as storing does; it never cuts anything off. */
    private static ColumnType timed(ColumnType.Kind kind, String sql, int seconds) {
        return new ColumnType(kind, sql, sql, 0, 0, seconds, null, List.of(), true);
    }
}

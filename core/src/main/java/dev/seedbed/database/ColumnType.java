package dev.seedbed.database;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The type of a column, as far as Seedbed must know it.
 *
 * @param kind what the values are; a domain has the kind of its base type
 * @param sql the type as the database prints it, such as {@code numeric(10,2)}
 * @param cast the type a staged text is cast to before it is assigned; never one that would truncate silently
 * @param length most characters of a text, as {@link #lengthOf} counts them; 0 for no limit
 * @param precision digits of a {@link Kind#DECIMAL}; 0 for no limit
 * @param scale digits after the point of a {@link Kind#DECIMAL}; -1 where not fixed. For times: digits of the second
 * @param element type of an array's elements
 * @param labels of an enumeration, in order
 * @param bytewise false where the database may call two different texts equal (citext, nondeterministic collations)
 * @param utf16 true where the database counts a character beyond U+FFFF as two
 */
public record ColumnType(
        Kind kind,
        String sql,
        String cast,
        int length,
        int precision,
        int scale,
        @Nullable ColumnType element,
        List<String> labels,
        boolean bytewise,
        boolean utf16) {

    /** The families of values that are told apart. */
    public enum Kind {
        TEXT,
        /** Blank-padded text: trailing blanks mean nothing. */
        CHAR,
        /** 16, 32 or 64 bits: {@link ColumnType#precision()} is the number of bits. */
        INTEGER,
        DECIMAL,
        FLOAT,
        BOOLEAN,
        UUID,
        DATE,
        TIME,
        TIMESTAMP,
        TIMESTAMP_WITH_ZONE,
        /** JSON kept as text: compared by value all the same. */
        JSON,
        BINARY,
        ENUM,
        ARRAY,
        /** Anything else: the database alone knows what a text means. */
        OTHER
    }

    public ColumnType {
        labels = List.copyOf(labels);
    }

    public ColumnType(
            Kind kind,
            String sql,
            String cast,
            int length,
            int precision,
            int scale,
            @Nullable ColumnType element,
            List<String> labels,
            boolean bytewise) {
        this(kind, sql, cast, length, precision, scale, element, labels, bytewise, false);
    }

    public static ColumnType of(Kind kind, String sql) {
        return new ColumnType(kind, sql, sql, 0, 0, -1, null, List.of(), true);
    }

    /** How long the database finds a text. */
    public int lengthOf(String text) {
        return utf16 ? text.length() : text.codePointCount(0, text.length());
    }

    public boolean isJson() {
        return kind == Kind.JSON;
    }

    /** By code, as {@link TableName#equals}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ColumnType type
                && kind == type.kind
                && sql.equals(type.sql)
                && cast.equals(type.cast)
                && length == type.length
                && precision == type.precision
                && scale == type.scale
                && Objects.equals(element, type.element)
                && labels.equals(type.labels)
                && bytewise == type.bytewise
                && utf16 == type.utf16;
    }

    @Override
    public int hashCode() {
        return sql.hashCode();
    }
}

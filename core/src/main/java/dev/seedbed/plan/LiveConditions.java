package dev.seedbed.plan;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Conditions on live rows, in SQL: that they hold given texts, and that they stand behind others in an order. */
final class LiveConditions {
    private static final Pattern HUGE = Pattern.compile("\\s*[+-]?[0-9.]*[eE][+-]?0*[1-9][0-9]{5,}\\s*");

    /** What SQL calls a number that is out of range. */
    private static final String OUT_OF_RANGE = "22003";

    private final Dialect dialect;
    private final LiveQuery query;

    LiveConditions(Dialect dialect, LiveQuery query) {
        this.dialect = dialect;
        this.query = query;
    }

    /** Something that is compared, and the type of its values. */
    record Term(String expression, ColumnType type) {}

    /** What a column holds. */
    Term of(Column column) {
        return new Term(query.live(column), column.type());
    }

    /**
     * That a column holds a text.
     *
     * @param given takes it, where the condition needs it
     */
    String holds(Column column, @Nullable String text, List<@Nullable String> given) throws SQLException {
        if (text == null) {
            return query.live(column) + " is null";
        }
        given.add(text);
        String value = typed(given.size(), text, column.type());
        return switch (column.type().kind()) {
            // Not every type has an equality of its own.
            case JSON, OTHER -> dialect.same(query.live(column), value, column.type());
            default -> query.live(column) + " = " + value;
        };
    }

    /**
     * A given text as a value of a type.
     *
     * @throws SQLDataException for a number with an exponent that no column holds, over which H2 computes for minutes
     */
    String typed(int number, @Nullable String text, ColumnType type) throws SQLDataException {
        if (type.kind() == ColumnType.Kind.DECIMAL
                && text != null
                && HUGE.matcher(text).matches()) {
            throw new SQLDataException("The exponent of a number has more than 5 digits.", OUT_OF_RANGE);
        }
        return dialect.typed("d.v" + number, type);
    }

    /**
     * That a row stands behind another in the order of some terms.
     *
     * @param descending how many of the terms, from the first, fall
     * @param position the texts of the other row, which are given first of all
     * @param at from which term on
     */
    String behind(List<Term> terms, int descending, List<@Nullable String> position, int at) throws SQLException {
        Term term = terms.get(at);
        String live = ordered(term);
        String given = isOrderedByValue(term.type())
                ? typed(at + 1, position.get(at), term.type())
                : dialect.byteOrder("d.v" + (at + 1));
        boolean isNull = position.get(at) == null;
        String further;
        if (at < descending) {
            further = isNull ? "1 = 0" : "(" + live + " < " + given + " or " + live + " is null)";
        } else {
            further = isNull ? live + " is not null" : live + " > " + given;
        }
        if (at + 1 == terms.size()) {
            return "(" + further + ")";
        }
        String same = isNull ? live + " is null" : live + " = " + given;
        return "(" + further + " or " + same + " and " + behind(terms, descending, position, at + 1) + ")";
    }

    /** What a term is ordered by. */
    String ordered(Term term) {
        return isOrderedByValue(term.type())
                ? term.expression()
                : dialect.byteOrder(dialect.text(term.expression(), term.type()));
    }

    /** True for values that a database orders as it compares them. */
    static boolean isOrderedByValue(ColumnType type) {
        return switch (type.kind()) {
            case INTEGER, DECIMAL, BOOLEAN, DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE, UUID -> true;
            default -> false;
        };
    }
}

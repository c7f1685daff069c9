package dev.seedbed.rows;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row that cannot be shown or changed as somebody wants; nothing was written. */
public final class RowException extends SeedException {
    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Why {
        /** The table has no seeds, or its rows are not shown. */
        NO_TABLE,
        /** Neither the database nor the seeds have such a row. */
        NO_ROW,
        /** A name or value is wrong. */
        INVALID,
        /** The row is another one than the caller saw: {@link RowException#current} has it as it is. */
        MOVED,
        /** There is a row with that key, or with another value that only one row may have. */
        EXISTS,
        /** The seeds keep it read-only, or own it. */
        PROTECTED,
        /** Other rows refer to it, or to what would change. */
        REFERRED_TO,
        /** Several rows have the key. */
        AMBIGUOUS,
        /** No seed declares it, so there is no default. */
        NO_DEFAULT,
        /** The database has no ledger. */
        NO_LEDGER,
        /** A constraint or trigger of the database says no. */
        REFUSED_BY_DATABASE,
        /** The database user of the connection lacks a right that the change needs. */
        NOT_GRANTED,
        /** Another writer was in the way: the same again may succeed. */
        AGAIN
    }

    /**
     * How other rows refer to a row.
     *
     * @param table theirs, as the database calls it
     * @param columns of the foreign key
     * @param holding what they hold, by the names of the columns of the foreign key; empty where that is sensitive
     * @param rows how many they are, counted as far as {@link #MOST}
     * @param areMore true where they are more than that
     */
    public record Referring(
            String table, List<String> columns, Map<String, String> holding, long rows, boolean areMore) {
        /** No more rows than these are counted by one foreign key. */
        public static final int MOST = 1_000;

        public Referring {
            columns = List.copyOf(columns);
            holding = Collections.unmodifiableMap(new LinkedHashMap<>(holding));
        }
    }

    private final Why why;
    private final transient @Nullable TableRow current;
    private final transient List<String> columns;
    private final transient List<Referring> referring;

    RowException(Why why, List<Problem> problems, @Nullable TableRow current, @Nullable Throwable cause) {
        this(why, problems, List.of(), current, cause);
    }

    RowException(
            Why why,
            List<Problem> problems,
            List<String> columns,
            @Nullable TableRow current,
            @Nullable Throwable cause) {
        this(why, problems, columns, current, List.of(), cause);
    }

    /** Of a row to which others refer. */
    RowException(Problem problem, List<Referring> referring) {
        this(Why.REFERRED_TO, List.of(problem), List.of(), null, referring, null);
    }

    private RowException(
            Why why,
            List<Problem> problems,
            List<String> columns,
            @Nullable TableRow current,
            List<Referring> referring,
            @Nullable Throwable cause) {
        super(kind(why), problems, cause);
        this.why = why;
        this.columns = List.copyOf(columns);
        this.current = current;
        this.referring = List.copyOf(referring);
    }

    RowException(Why why, String message, String where, @Nullable String mend) {
        this(why, List.of(new Problem(message, where, mend)), null, null);
    }

    private static Kind kind(Why why) {
        return switch (why) {
            case NO_TABLE, NO_ROW, INVALID, NO_DEFAULT -> Kind.USAGE;
            case AGAIN, REFUSED_BY_DATABASE, NOT_GRANTED -> Kind.FAILED;
            default -> Kind.REFUSED;
        };
    }

    public Why why() {
        return why;
    }

    /** Which column each of {@link #problems} is about; empty where they are about the row. */
    public List<String> columns() {
        return columns;
    }

    /** The rows because of which it is {@link Why#REFERRED_TO}, by table and foreign key; empty for all else. */
    public List<Referring> referring() {
        return referring;
    }

    /** The row as it is, where that is another one than the caller saw, or stands in its way; null where there is none. */
    public @Nullable TableRow current() {
        return current;
    }
}

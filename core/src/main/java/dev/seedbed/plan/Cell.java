package dev.seedbed.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A declared value that is bound to its column. A column that the row leaves out has no cell at all. */
public sealed interface Cell {
    /** NULL. */
    record Null() implements Cell {
        public static final Null INSTANCE = new Null();
    }

    /** A text that the column's type gives its meaning; checked, and in a spelling that the database takes. */
    record Text(String text) implements Cell {}

    /**
     * The natural key of another row.
     *
     * @param leaves texts of {@link RefShape#leaves()}, in that order; null for NULL
     */
    record Reference(RefShape shape, List<@Nullable String> leaves) implements Cell {
        /** True where it refers to nothing. */
        boolean isNull() {
            for (String leaf : leaves) {
                if (leaf != null) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A value that is made when the row is inserted, and never compared. */
    record Generated(Generator generator, @Nullable String argument, Cell.@Nullable Generated inner) implements Cell {}

    /** What makes a {@link Generated} value. */
    enum Generator {
        UUID_V4,
        UUID_V7,
        NOW,
        /** The environment variable that the argument names. */
        ENV,
        /** The hash of the argument, or of the inner value. */
        BCRYPT
    }
}

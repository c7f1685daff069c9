package dev.seedbed.rows;

import dev.seedbed.seed.SeedException;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a table somebody wants to see.
 *
 * @param after {@link Page#next} of the page before; null for the first
 * @param limit how many, 1 to 500
 * @param search only rows that have this text somewhere in their key, in whatever case; null for all
 */
public record PageRequest(
        @Nullable String after, int limit, @Nullable String search) {
    public static final int MOST = 500;

    /** @throws SeedException for a limit that is none */
    public PageRequest {
        if (limit < 1 || limit > MOST) {
            throw SeedException.usage("A page has 1 to " + MOST + " rows, not " + limit + ".", "ask for fewer rows");
        }
    }

    public static PageRequest first(int limit) {
        return new PageRequest(null, limit, null);
    }

    /** The page that follows one. */
    public PageRequest after(@Nullable String next) {
        return new PageRequest(next, limit, search);
    }
}

package dev.seedbed.rows;

import dev.seedbed.seed.SeedException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a table somebody wants to see.
 *
 * @param after {@link Page#next} of the page before, of a request that is the same but for it; null for the first
 * @param limit how many, 1 to 500
 * @param search only rows that have this text somewhere in their key, in whatever case; null for all
 * @param sort null for the order of keys
 * @param provenance only rows that are this to the seeds; null for all
 * @param holding only rows that are there and hold these values, by the names of columns; empty for all
 */
public record PageRequest(
        @Nullable String after,
        int limit,
        @Nullable String search,
        @Nullable Sort sort,
        @Nullable Provenance provenance,
        Map<String, @Nullable String> holding) {
    public static final int MOST = 500;

    /**
     * An order that goes before that of keys: numbers and times by size, all else by its bytes, and NULL least. A column that
     * refers to other rows is sorted by their keys.
     */
    public record Sort(String column, boolean isDescending) {}

    /** @throws SeedException for a limit that is none, or a provenance that only values have */
    public PageRequest {
        if (limit < 1 || limit > MOST) {
            throw SeedException.usage("A page has 1 to " + MOST + " rows, not " + limit + ".", "ask for fewer rows");
        }
        if (provenance != null && !provenance.isOfRows()) {
            throw SeedException.usage(
                    "No row is \"" + provenance.label() + "\": only values are.",
                    "ask for one of " + String.join(", ", Provenance.labelsOfRows()));
        }
        holding = Collections.unmodifiableMap(new LinkedHashMap<>(holding));
    }

    public PageRequest(@Nullable String after, int limit, @Nullable String search) {
        this(after, limit, search, null, null, Map.of());
    }

    public static PageRequest first(int limit) {
        return new PageRequest(null, limit, null);
    }

    /** The page that follows one. */
    public PageRequest after(@Nullable String next) {
        return new PageRequest(next, limit, search, sort, provenance, holding);
    }

    /** The first page in another order. */
    public PageRequest sortedBy(String column, boolean descending) {
        return new PageRequest(null, limit, search, new Sort(column, descending), provenance, holding);
    }

    /** The first page of rows that are this to the seeds, and of no others. */
    public PageRequest only(Provenance provenance) {
        return new PageRequest(null, limit, search, sort, provenance, holding);
    }

    /**
     * The first page of rows that hold these values, and of no others: so are found, by the columns of a foreign key, the rows
     * that refer to one.
     *
     * @param values by the names of columns, as texts that the columns take; null for NULL
     */
    public PageRequest holding(Map<String, @Nullable String> values) {
        return new PageRequest(null, limit, search, sort, provenance, values);
    }
}

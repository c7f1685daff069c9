package dev.seedbed.ledger;

import dev.seedbed.seed.SeedException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a ledger somebody wants to see.
 *
 * @param before only entries with smaller numbers, for the page that follows; null for the latest
 * @param limit how many entries, 1 to 500
 * @param rows most rows told of one entry
 * @param table only entries about it; null for all
 * @param key only entries about the row with that key, and of them that row alone; empty for all. It is found also under
 *     the keys that it had before, by a rename or by a person's change, and so is any other row that once had this key
 * @param actor only entries by them, whatever the case of the letters; null for all
 * @param run only entries of the run, or the change, with this id; null for all
 * @param from only entries of that time and later; null for all
 * @param to only entries before that time; null for all
 */
public record TrailFilter(
        @Nullable Long before,
        int limit,
        int rows,
        @Nullable String table,
        Map<String, @Nullable String> key,
        @Nullable String actor,
        @Nullable String run,
        @Nullable Instant from,
        @Nullable Instant to) {
    public static final int MOST = 500;

    private static final int ROWS = 20;

    /** @throws SeedException for a limit that is none, and for a key without a table */
    public TrailFilter {
        if (limit < 1 || limit > MOST || rows < 0) {
            throw SeedException.usage(
                    "A page of the trail has 1 to " + MOST + " entries, not " + limit + ".", "ask for fewer entries");
        }
        if (!key.isEmpty() && table == null) {
            throw SeedException.usage("A key says nothing without its table.", "name the table too");
        }
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
    }

    /** The latest entries, whatever they are about. */
    public static TrailFilter latest(int limit) {
        return new TrailFilter(null, limit, ROWS, null, Map.of(), null, null, null, null);
    }

    /** Those of them about a table. */
    public TrailFilter of(String about) {
        return new TrailFilter(before, limit, rows, about, Map.of(), actor, run, from, to);
    }

    /** Those of them about one row of a table. */
    public TrailFilter of(String about, Map<String, @Nullable String> row) {
        return new TrailFilter(before, limit, rows, about, row, actor, run, from, to);
    }

    /** Those of them by somebody. */
    public TrailFilter by(String who) {
        return new TrailFilter(before, limit, rows, table, key, who, run, from, to);
    }

    /** Those of them that one run wrote, or one change by a person. */
    public TrailFilter ofRun(String id) {
        return new TrailFilter(before, limit, rows, table, key, actor, id, from, to);
    }

    /** Those of them in a time. */
    public TrailFilter between(@Nullable Instant start, @Nullable Instant end) {
        return new TrailFilter(before, limit, rows, table, key, actor, run, start, end);
    }

    /** Those that follow an entry, which are older. */
    public TrailFilter before(long seq) {
        return new TrailFilter(seq, limit, rows, table, key, actor, run, from, to);
    }
}

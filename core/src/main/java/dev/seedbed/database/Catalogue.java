package dev.seedbed.database;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a run and those they refer to, as they were when they were read.
 *
 * @param server what the connection leads to
 * @param byWrittenName the tables found, by the name that asked for them
 * @param byName every table described, those reached through foreign keys too
 * @param marking which environment the database was marked for
 */
public record Catalogue(
        Server server,
        Map<String, Table> byWrittenName,
        Map<TableName, Table> byName,
        @Nullable Stamp stamp,
        Marking marking) {
    /**
     * By what a dialect recognises a description that still holds.
     *
     * @param identifiers the dialect's own identifiers of the tables
     * @param ownTypes true where a column has a type that the product does not bring along
     * @param sequences true where a column draws from a sequence
     * @param versioned true where the rows of every table have versions
     * @param state a text that differs where anything described has changed; null while not known
     */
    public record Stamp(
            List<Long> identifiers,
            boolean ownTypes,
            boolean sequences,
            boolean versioned,
            @Nullable String state) {}

    /** True where that state is the one that the stamp tells. */
    boolean isStamped(String state) {
        return stamp != null && state.equals(stamp.state());
    }

    public Catalogue(Server server, Map<String, Table> byWrittenName, Map<TableName, Table> byName) {
        this(server, byWrittenName, byName, null, new Marking(List.of(), false));
    }

    /**
     * What the connection leads to.
     *
     * @param product such as {@code PostgreSQL 15.18}
     * @param schema where tables without a schema are looked for first
     * @param readOnly a standby, or a server that refuses writes
     */
    public record Server(
            String product,
            @Nullable String host,
            String database,
            String schema,
            @Nullable String user,
            boolean readOnly) {}

    public Catalogue {
        byWrittenName = Map.copyOf(byWrittenName);
        byName = Map.copyOf(byName);
    }

    /** The table that seeds call so, or null where the database has none. */
    public @Nullable Table table(String written) {
        return byWrittenName.get(written);
    }

    public @Nullable Table table(TableName name) {
        return byName.get(name);
    }

    /**
     * The name that is most like a mistyped one, or else one that it begins; null where none comes near. The shorter
     * names are, the more alike they have to be.
     */
    public static @Nullable String nearest(String written, Collection<String> known) {
        String given = written.toLowerCase(Locale.ROOT);
        String best = null;
        int least = Math.max(2, given.length() / 6) + 1;
        for (String each : known) {
            String name = each.toLowerCase(Locale.ROOT);
            int most = Math.min(least, (Math.min(given.length(), name.length()) + 1) / 2);
            int distance = Math.abs(given.length() - name.length()) < most ? distance(given, name) : most;
            if (distance < most) {
                least = distance;
                best = each;
            }
        }
        if (best == null && given.length() >= LEAST_PREFIX) {
            for (String each : known) {
                if (each.toLowerCase(Locale.ROOT).startsWith(given)
                        && (best == null || each.length() < best.length())) {
                    best = each;
                }
            }
        }
        return best;
    }

    private static final int LEAST_PREFIX = 3;

    /** Insertions, deletions, replacements and swaps of neighbours. */
    private static int distance(String a, String b) {
        int[] beforeThat = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    current[j] = Math.min(current[j], beforeThat[j - 2] + 1);
                }
            }
            int[] free = beforeThat;
            beforeThat = previous;
            previous = current;
            current = free;
        }
        return previous[b.length()];
    }
}

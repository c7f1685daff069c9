package dev.seedbed.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger knows of one row.
 *
 * @param key the one that was asked for
 * @param known true where it was planted or met in this epoch, and has neither been retired nor renamed since
 * @param events all that happened to it, the first one first, also before the last reset and under former keys
 * @param values the latest text of each column, with what wrote it
 * @param pins what pins it, by column; under the empty name what pins the whole row
 */
public record RowHistory(
        String table,
        Map<String, @Nullable String> key,
        boolean known,
        List<Event> events,
        Map<String, Value> values,
        Map<String, Event> pins) {
    public RowHistory {
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
        events = List.copyOf(events);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        pins = Collections.unmodifiableMap(new LinkedHashMap<>(pins));
    }

    /** A text that counts as planted, and what wrote it. */
    public record Value(@Nullable String text, Event by) {}

    /**
     * Something that was done to the row.
     *
     * @param seq the number of the entry that tells it
     * @param kind such as {@code planted}
     * @param counts false where a reset came afterwards
     * @param at UTC
     * @param seeder null where no seeder is behind it
     * @param key the row's key then, or after a rename
     * @param formerKey the key that it had before a rename; null for all else
     * @param columns what was written, or found; of a pin the columns without a text
     * @param kept columns that held something else than was declared, or are a person's decision
     * @param before what columns held that a person changed, or that went with the row
     * @param secret columns that a person changed and whose values are not written down
     */
    public record Event(
            long seq,
            String kind,
            boolean counts,
            String runId,
            String at,
            String actor,
            String mode,
            String environment,
            @Nullable String reason,
            @Nullable String seeder,
            Map<String, @Nullable String> key,
            @Nullable Map<String, @Nullable String> formerKey,
            Map<String, @Nullable String> columns,
            List<String> kept,
            Map<String, @Nullable String> before,
            List<String> secret) {}

    /** What the events come to, one after the other. */
    static final class Sum {
        private final List<Event> events = new ArrayList<>();
        private final Map<String, Value> values = new LinkedHashMap<>();
        private final Map<String, Event> pins = new LinkedHashMap<>();
        private boolean known;

        /** @param away true where the row has another key from here on */
        void add(EntryKind kind, Event event, boolean away) {
            events.add(event);
            if (!event.counts()) {
                return;
            }
            switch (kind) {
                case PINNED -> names(event).forEach(name -> pins.put(name, event));
                case UNPINNED -> {
                    if (event.columns().isEmpty()) {
                        pins.clear();
                    } else {
                        names(event).forEach(pins::remove);
                    }
                }
                case RETIRED -> known = false;
                case DELETED -> {
                    // What was planted is known still, and that somebody took it away.
                }
                case CREATED, CHANGED -> {
                    if (kind == EntryKind.CREATED) {
                        values.clear();
                        known |= !event.kept().isEmpty();
                    }
                    Set<String> decided = new HashSet<>();
                    event.columns().keySet().forEach(name -> decided.add(column(name)));
                    values.keySet().removeIf(name -> decided.contains(column(name)));
                }
                default -> {
                    if (kind == EntryKind.PLANTED || !known) {
                        values.clear();
                    }
                    known = !away;
                    event.columns().forEach((column, text) -> values.put(column, new Value(text, event)));
                }
            }
        }

        /** The column of a value: references are written down as the values below them. */
        private static String column(String name) {
            int dot = name.indexOf('.');
            return dot < 0 ? name : name.substring(0, dot);
        }

        private static List<String> names(Event event) {
            return event.columns().isEmpty()
                    ? List.of("")
                    : List.copyOf(event.columns().keySet());
        }

        RowHistory history(String table, Map<String, @Nullable String> key) {
            return new RowHistory(table, key, known, events, values, pins);
        }
    }
}

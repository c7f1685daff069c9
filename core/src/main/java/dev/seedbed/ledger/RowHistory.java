package dev.seedbed.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger knows of one row.
 *
 * @param key the one that was asked for
 * @param known true where it counts for runs as planted or met under this key in this epoch, and neither retired nor renamed
 *     since
 * @param events all that happened to it, the first one first, also before the last reset and under former keys, those that a
 *     person changed among them
 * @param last the last of them that wrote the row, or took it away; null where there is none
 * @param values the latest text of each column, with what wrote it, people too; as in all events, a value is told as the column
 *     that has it does, such as {@code 49.00} ({@code 49} in SQLite), however the seeds write it
 * @param pins what pins it, by column; under the empty name what pins the whole row
 */
public record RowHistory(
        String table,
        Map<String, @Nullable String> key,
        boolean known,
        List<Event> events,
        @Nullable Event last,
        Map<String, Value> values,
        Map<String, Event> pins) {
    public RowHistory {
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
        events = List.copyOf(events);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        pins = Collections.unmodifiableMap(new LinkedHashMap<>(pins));
    }

    /** Whether a row is there, as far as a ledger knows. */
    public enum Standing {
        THERE,
        /** A person deleted it. */
        DELETED,
        /** A person deleted it, by which it was marked ({@code soft-delete}) and stays. */
        MARKED,
        RETIRED,
        /** It has another key since. */
        RENAMED,
        /** It was there before the last reset. */
        RESET,
        /** Nothing tells that it was ever written. */
        UNKNOWN;

        /** Such as {@code there}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the last event comes to. */
    public Standing standing() {
        if (last == null) {
            return Standing.UNKNOWN;
        }
        if (!last.counts()) {
            return Standing.RESET;
        }
        if (last.kind().equals(EntryKind.DELETED.label())) {
            return last.isMark() ? Standing.MARKED : Standing.DELETED;
        }
        if (last.kind().equals(EntryKind.RETIRED.label())) {
            return Standing.RETIRED;
        }
        boolean isStep = last.formerKey() != null || !last.keyAfter().equals(last.key());
        return isStep && !last.keyAfter().equals(key) ? Standing.RENAMED : Standing.THERE;
    }

    /** The same with its values as rows have them. */
    RowHistory spelled(LiveSpelling spelling) {
        IdentityHashMap<Event, Event> spelled = new IdentityHashMap<>();
        events.forEach(event -> spelled.put(event, event.spelled(spelling)));
        Map<String, Value> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            Event by = spelled.getOrDefault(value.by(), value.by());
            texts.put(name, new Value(by.columns().get(name), by));
        });
        Map<String, Event> by = new LinkedHashMap<>();
        pins.forEach((name, pin) -> by.put(name, spelled.getOrDefault(pin, pin)));
        return new RowHistory(
                table,
                key,
                known,
                events.stream().map(spelled::get).toList(),
                last == null ? null : spelled.getOrDefault(last, last),
                texts,
                by);
    }

    /** A text of a column, and what wrote it. */
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
            List<String> secret) {
        private Event spelled(LiveSpelling spelling) {
            return new Event(
                    seq,
                    kind,
                    counts,
                    runId,
                    at,
                    actor,
                    mode,
                    environment,
                    reason,
                    seeder,
                    key,
                    formerKey,
                    spelling.of(columns),
                    kept,
                    spelling.of(before),
                    secret);
        }

        /** True for the deletion of a row that stays, marked by what the columns hold since. */
        public boolean isMark() {
            return kind.equals(EntryKind.DELETED.label()) && !columns.isEmpty();
        }

        /** The key that the row has since: another one where a person changed it. */
        public Map<String, @Nullable String> keyAfter() {
            return kind.equals(EntryKind.CHANGED.label()) ? KeyStep.after(key, columns) : key;
        }
    }

    /** What the events come to, one after the other. */
    static final class Sum {
        private final List<Event> events = new ArrayList<>();
        private final Map<String, Value> values = new LinkedHashMap<>();
        private final Map<String, Event> pins = new LinkedHashMap<>();
        private @Nullable Event last;
        private boolean known;

        /** True where what is written next is written to another row. */
        private boolean gone;

        void list(Event event) {
            events.add(event);
        }

        /**
         * Adds what was written to the row.
         *
         * @param away true where the row has another key from here on
         */
        void add(EntryKind kind, Event event, boolean away) {
            if (kind == EntryKind.PINNED || kind == EntryKind.UNPINNED) {
                return;
            }
            last = event;
            if (!event.counts()) {
                return;
            }
            if (kind == EntryKind.DELETED && !event.isMark() || kind == EntryKind.RETIRED) {
                gone = true;
                return;
            }
            if (gone || kind == EntryKind.PLANTED || kind == EntryKind.CREATED) {
                values.clear();
            }
            gone = away;
            Set<String> columns = new HashSet<>();
            event.columns().keySet().forEach(name -> columns.add(KeyStep.column(name)));
            columns.addAll(event.secret());
            values.keySet()
                    .removeIf(name -> columns.contains(KeyStep.column(name))
                            && !event.columns().containsKey(name));
            event.columns().forEach((name, text) -> values.put(name, new Value(text, event)));
        }

        /** Adds what counts for runs. */
        void count(EntryKind kind, Event event, boolean away) {
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
                case CREATED -> known |= !event.kept().isEmpty();
                case DELETED, CHANGED -> {
                    // What was planted is known still, and that somebody took it away.
                }
                default -> known = !away;
            }
        }

        private static List<String> names(Event event) {
            return event.columns().isEmpty()
                    ? List.of("")
                    : List.copyOf(event.columns().keySet());
        }

        RowHistory history(String table, Map<String, @Nullable String> key) {
            return new RowHistory(table, key, known, events, last, values, pins);
        }
    }
}

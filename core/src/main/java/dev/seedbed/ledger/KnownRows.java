package dev.seedbed.ledger;

import dev.seedbed.plan.HashTable;
import dev.seedbed.plan.LedgerView;
import dev.seedbed.plan.RowHash;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of one table say of its rows, read in their order: of every row by a hash whether it is known, of those
 * that are wanted all the rest.
 */
final class KnownRows implements LedgerView.Rows {
    private final Predicate<String> wanted;
    private final HashTable hashes = new HashTable();
    private final BitSet known = new BitSet();
    private final RowHash hash = new RowHash();
    private final Map<String, State> states = new HashMap<>();
    private final Map<Map<String, @Nullable String>, Map<String, @Nullable String>> renames = new LinkedHashMap<>();

    /** What is known of one row so far. */
    private static final class State {
        private boolean present;
        private final Map<String, @Nullable String> images = new LinkedHashMap<>();
        private final Set<String> kept = new HashSet<>();
        private final Set<String> pinned = new HashSet<>();
        private boolean whole;

        void pin(BodyReader row, boolean pins) {
            if (row.columnNames().isEmpty()) {
                whole = pins;
                if (!pins) {
                    pinned.clear();
                }
            } else if (pins) {
                pinned.addAll(row.columnNames());
            } else {
                row.columnNames().forEach(pinned::remove);
            }
        }
    }

    KnownRows(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    /** Takes all rows of an entry. */
    void add(String body) {
        BodyReader row = new BodyReader(body);
        while (row.next()) {
            add(row);
        }
    }

    private void add(BodyReader row) {
        String key = row.spelledKey();
        switch (row.kind()) {
            case PLANTED, ADOPTED, UPDATED, RETIRED_IN_PLACE -> {
                if (row.kind() == EntryKind.PLANTED && !renames.isEmpty()) {
                    // Another row has the name since.
                    renames.remove(row.key());
                }
                written(row, key);
            }
            case RENAMED -> {
                move(row.spelledFormerKey(), key);
                renamed(row.formerKey(), row.key());
                written(row, key);
            }
            case RETIRED -> {
                setKnown(key, false);
                State state = states.get(key);
                if (state != null) {
                    state.present = false;
                }
            }
            case PINNED, UNPINNED -> {
                if (wanted.test(key)) {
                    state(key).pin(row, row.kind() == EntryKind.PINNED);
                }
            }
            case ENABLED, SEALED, RESET -> throw new BodyReader.Unreadable();
        }
    }

    private void written(BodyReader row, String key) {
        setKnown(key, true);
        if (!wanted.test(key)) {
            return;
        }
        State state = state(key);
        // What was written to a row that is gone says nothing of one that was inserted since.
        if (row.kind() == EntryKind.PLANTED || !state.present) {
            state.images.clear();
            state.kept.clear();
        }
        state.present = true;
        // A reference that is set to NULL, or told by other columns, leaves nothing of what it was before.
        Set<String> written = new HashSet<>();
        row.columns().keySet().forEach(name -> written.add(column(name)));
        state.images.keySet().removeIf(name -> written.contains(column(name)));
        state.images.putAll(row.columns());
        state.kept.addAll(row.kept());
        state.kept.removeAll(row.columnNames());
    }

    /** The column of a value: references are written down as the values below them. */
    private static String column(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private void move(@Nullable String former, String key) {
        if (former == null) {
            throw new BodyReader.Unreadable();
        }
        setKnown(former, false);
        State moved = states.remove(former);
        State there = states.remove(key);
        if (there != null && moved != null) {
            moved.pinned.addAll(there.pinned);
            moved.whole |= there.whole;
        }
        State state = moved == null ? there : moved;
        if (state != null) {
            states.put(key, state);
        }
    }

    private void renamed(Map<String, @Nullable String> former, Map<String, @Nullable String> now) {
        renames.replaceAll((earlier, later) -> later.equals(former) ? now : later);
        renames.put(former, now);
        renames.remove(now);
    }

    @Override
    public Map<Map<String, @Nullable String>, Map<String, @Nullable String>> renames() {
        return Collections.unmodifiableMap(renames);
    }

    private State state(String key) {
        return states.computeIfAbsent(key, k -> new State());
    }

    private void setKnown(String key, boolean isKnown) {
        int ordinal = ordinal(key);
        if (ordinal < 0) {
            hashes.put(hash.high(), hash.low());
            ordinal = hashes.size() - 1;
        }
        known.set(ordinal, isKnown);
    }

    /** Leaves the key's hash in {@link #hash}. */
    private int ordinal(String key) {
        hash.reset(0).add(key);
        return hashes.find(hash.high(), hash.low());
    }

    @Override
    public boolean isEmpty() {
        return hashes.size() == 0 && states.isEmpty();
    }

    @Override
    public boolean knows(String key) {
        int ordinal = ordinal(key);
        return ordinal >= 0 && known.get(ordinal);
    }

    @Override
    public LedgerView.@Nullable Row row(String key) {
        State state = states.get(key);
        if (state == null) {
            return null;
        }
        return new LedgerView.Row(
                state.present,
                new LinkedHashMap<>(state.images),
                Set.copyOf(state.kept),
                Set.copyOf(state.pinned),
                state.whole);
    }
}

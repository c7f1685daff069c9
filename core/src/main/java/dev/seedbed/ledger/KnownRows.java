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
    private final ReferredRenames referred;
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

    /**
     * Nothing is known yet.
     *
     * @param wanted the keys of which all is wanted
     * @param referred renames of the rows to which these refer
     */
    KnownRows(Predicate<String> wanted, ReferredRenames referred) {
        this.wanted = wanted;
        this.referred = referred;
    }

    /** Takes all rows of an entry. */
    void add(LedgerBody body) {
        BodyReader row = new BodyReader(body.text());
        while (row.next()) {
            add(body, row);
        }
    }

    /** Takes all that others know of the rows that they were to read. */
    void take(KnownRows others) {
        states.putAll(others.states);
    }

    /** The key of a row, as rows are called now. */
    static String key(LedgerBody body, BodyReader row, ReferredRenames referred) {
        return referred.isEmpty() ? row.spelledKey() : LedgerView.key(referred.now(body, row.key()));
    }

    /** The same for its former key; null where it has none. */
    static @Nullable String formerKey(LedgerBody body, BodyReader row, ReferredRenames referred) {
        String former = row.spelledFormerKey();
        return former == null || referred.isEmpty() ? former : LedgerView.key(referred.now(body, row.formerKey()));
    }

    /** Takes the current row of an entry. */
    void add(LedgerBody body, BodyReader row) {
        String key = key(body, row, referred);
        switch (row.kind()) {
            case PLANTED, ADOPTED, UPDATED, RETIRED_IN_PLACE -> {
                if (!renames.isEmpty()) {
                    // Another row has the name since.
                    renames.remove(referred.now(body, row.key()));
                }
                written(body, row, key);
            }
            case RENAMED -> {
                move(formerKey(body, row, referred), key);
                renamed(referred.now(body, row.formerKey()), referred.now(body, row.key()));
                written(body, row, key);
            }
            case RESTORED -> written(body, row, key);
            case CREATED, CHANGED -> decided(body, row, key);
            case DELETED -> {
                // It is known still, so that it counts as deleted by hand.
            }
            case RETIRED -> {
                setKnown(key, false);
                State state = states.get(key);
                if (state != null) {
                    state.present = false;
                }
            }
            case PINNED, UNPINNED -> {
                // Whoever names the row may do so by a name that it has lost, as long as no other row has that.
                String named = knows(key) ? key : LedgerView.key(referred.everSince(row.key()));
                if (wanted.test(named)) {
                    state(named).pin(row, row.kind() == EntryKind.PINNED);
                }
            }
            case ENABLED, SEALED, RESET -> throw new BodyReader.Unreadable();
        }
    }

    private void written(LedgerBody body, BodyReader row, String key) {
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
        Map<String, @Nullable String> columns = referred.now(body, row.columns());
        Set<String> written = new HashSet<>();
        columns.keySet().forEach(name -> written.add(column(name)));
        state.images.keySet().removeIf(name -> written.contains(column(name)));
        state.images.putAll(columns);
        state.kept.addAll(row.kept());
        state.kept.removeAll(row.columnNames());
    }

    /** What a person wrote never counts as planted; of a row that nobody knows, a run that meets it says what does. */
    private void decided(LedgerBody body, BodyReader row, String key) {
        if (row.kept().isEmpty() && !knows(key)) {
            return;
        }
        setKnown(key, true);
        if (!wanted.test(key)) {
            return;
        }
        State state = state(key);
        if (row.kind() == EntryKind.CREATED) {
            renames.remove(referred.now(body, row.key()));
            state.images.clear();
            state.kept.clear();
        }
        state.present = true;
        Set<String> decided = new HashSet<>(row.secret());
        row.columnNames().forEach(name -> decided.add(column(name)));
        state.images.keySet().removeIf(name -> decided.contains(column(name)));
        state.kept.addAll(decided);
        state.kept.addAll(row.kept());
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

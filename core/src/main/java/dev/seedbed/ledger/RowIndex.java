package dev.seedbed.ledger;

import dev.seedbed.plan.HashTable;
import dev.seedbed.plan.RowHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which entries tell of which rows of one table, none of which was renamed. A change of columns that were all changed once
 * more since is left out, so that a row that is changed again and again costs no more than one that is changed once.
 */
final class RowIndex {
    private final HashTable keys = new HashTable();
    private final RowHash hash = new RowHash();

    /** By the ordinals of keys, the entry that told of the row first: for most rows there is no other. */
    private long[] first = new long[16];

    private final Map<Integer, List<Told>> further = new HashMap<>();
    private final Map<Set<String>, Set<String>> columnSets = new HashMap<>();

    /**
     * An entry that tells of a row.
     *
     * @param changed the columns of a change by a person; empty for all else
     */
    private record Told(long seq, Set<String> changed) {}

    /**
     * Takes in what the current row of an entry tells; entries come in their order.
     *
     * @param isStep true where the row has another key since, so that the entry is never left out
     */
    void add(long seq, BodyReader row, boolean isStep) {
        String key = row.spelledKey();
        int ordinal = ordinal(key);
        if (ordinal < 0) {
            keys.put(hash.high(), hash.low());
            ordinal = keys.size() - 1;
            if (ordinal == first.length) {
                first = Arrays.copyOf(first, ordinal * 2);
            }
            first[ordinal] = seq;
            return;
        }
        List<Told> later = further.get(ordinal);
        if (later == null) {
            if (first[ordinal] == seq) {
                return;
            }
            later = new ArrayList<>(1);
            further.put(ordinal, later);
        }
        Set<String> changed = isStep ? Set.of() : changed(row);
        for (int i = later.size() - 1; i >= 0; i--) {
            Told before = later.get(i);
            if (before.seq() == seq) {
                later.set(i, new Told(seq, Set.of()));
                return;
            }
            if (before.changed().isEmpty() || changed.isEmpty()) {
                break;
            }
            if (changed.containsAll(before.changed())) {
                later.remove(i);
            }
        }
        later.add(new Told(seq, changed));
    }

    private Set<String> changed(BodyReader row) {
        if (row.kind() != EntryKind.CHANGED || !row.kept().isEmpty()) {
            return Set.of();
        }
        Set<String> columns = new HashSet<>(row.columnNames());
        columns.addAll(row.secret());
        return columnSets.computeIfAbsent(columns, Set::copyOf);
    }

    /** Leaves the key's hash in {@link #hash}. */
    private int ordinal(String key) {
        hash.reset(0).add(key);
        return keys.find(hash.high(), hash.low());
    }

    /** True where some entry tells of a row with that key. */
    boolean has(String key) {
        return ordinal(key) >= 0;
    }

    /** The entries that have to be read for all that is told of some rows, in their order. */
    Set<Long> entries(Iterable<String> wanted) {
        Set<Long> entries = new TreeSet<>();
        for (String key : wanted) {
            int ordinal = ordinal(key);
            if (ordinal >= 0) {
                entries.add(first[ordinal]);
                further.getOrDefault(ordinal, List.of()).forEach(told -> entries.add(told.seq()));
            }
        }
        return entries;
    }
}

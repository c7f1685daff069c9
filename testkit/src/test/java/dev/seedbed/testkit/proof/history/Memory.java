package dev.seedbed.testkit.proof.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a ledger must know, by natural keys; renamed rows under their new ones. */
final class Memory {
    /** What it knows of one row. */
    static final class Entry {
        /** Planted or met, and not retired since. */
        boolean present = true;
        /** The latest texts that Seedbed wrote, or took for planted when it first met the row. */
        final Map<String, @Nullable String> images = new HashMap<>();
        /** Columns that were declared when it wrote or met the row. */
        final Set<String> declared = new HashSet<>();

        Entry copy() {
            Entry entry = new Entry();
            entry.present = present;
            entry.images.putAll(images);
            entry.declared.addAll(declared);
            return entry;
        }
    }

    private final Map<Table, Map<List<String>, Entry>> entries = new HashMap<>();

    Memory() {
        Table.ALL.forEach(table -> entries.put(table, new HashMap<>()));
    }

    Memory copy() {
        Memory memory = new Memory();
        entries.forEach((table, rows) ->
                rows.forEach((key, entry) -> memory.entries.get(table).put(key, entry.copy())));
        return memory;
    }

    @Nullable
    Entry entry(Table table, List<String> key) {
        return entries.get(table).get(key);
    }

    Entry make(Table table, List<String> key) {
        return entries.get(table).computeIfAbsent(key, it -> new Entry());
    }

    void forget(Table table, List<String> key) {
        entries.get(table).remove(key);
    }

    Set<List<String>> keys(Table table) {
        return Set.copyOf(entries.get(table).keySet());
    }

    /** A row has got another key; what refers to it follows. */
    void rename(Table table, List<String> from, List<String> to) {
        Entry entry = entries.get(table).remove(from);
        if (entry != null) {
            entries.get(table).put(to, entry);
        }
        if (table != Table.TIER) {
            return;
        }
        String before = from.get(0);
        String now = to.get(0);
        for (List<String> key : keys(Table.GRANT)) {
            if (key.get(0).equals(before)) {
                List<String> moved = new ArrayList<>(key);
                moved.set(0, now);
                Entry grant = entries.get(Table.GRANT).remove(key);
                entries.get(Table.GRANT).putIfAbsent(moved, grant);
            }
        }
        for (Table other : Table.ALL) {
            entries.get(other)
                    .values()
                    .forEach(known -> other.references().forEach(column -> {
                        if (before.equals(known.images.get(column.name()))) {
                            known.images.put(column.name(), now);
                        }
                    }));
        }
    }
}

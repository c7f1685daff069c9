package dev.seedbed.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is known of one row that some release declared otherwise than the seeds do now. */
final class FormerEntry {
    private final RowKey key;
    private final NavigableMap<String, Map<String, Written>> was = new TreeMap<>();
    private final Set<String> absent = new HashSet<>();
    private final Set<String> declared = new HashSet<>();
    private @Nullable Set<String> always;
    private boolean present;
    private final Map<String, Set<String>> now = new HashMap<>();

    FormerEntry(RowKey key) {
        this.key = key;
    }

    RowKey key() {
        return key;
    }

    /** The value that was declared last stands at the end, however often it was before. */
    void was(String column, Written value) {
        if (value.isRecorded()) {
            Map<String, Written> values = was.computeIfAbsent(column, name -> new LinkedHashMap<>());
            values.remove(value.identity());
            values.put(value.identity(), value);
        }
    }

    void absent(Collection<String> columns) {
        absent.addAll(columns);
    }

    /** A row of a release, without its key. */
    void declared(NavigableMap<String, Written> columns) {
        columns.forEach(this::was);
        declared.addAll(columns.keySet());
        if (always == null) {
            always = new HashSet<>(columns.keySet());
        } else {
            always.retainAll(columns.keySet());
        }
    }

    /** The row as it is declared now; called for each declaration of it. */
    void present(NavigableMap<String, Written> columns) {
        present = true;
        columns.forEach(this::known);
    }

    /** A value that the seeds say themselves. */
    void known(String column, Written value) {
        now.computeIfAbsent(column, name -> new HashSet<>()).add(value.identity());
    }

    boolean isPresent() {
        return present;
    }

    /** Former defaults by column; none of them is declared now. */
    NavigableMap<String, List<Written>> was(Sensitive sensitive) {
        NavigableMap<String, List<Written>> shown = new TreeMap<>();
        was.forEach((column, values) -> {
            List<Written> former = new ArrayList<>();
            values.forEach((identity, value) -> {
                if (!now.getOrDefault(column, Set.of()).contains(identity)
                        && !sensitive.hides(key.table(), column, value)) {
                    former.add(value);
                }
            });
            if (!former.isEmpty()) {
                shown.put(column, former);
            }
        });
        return shown;
    }

    Set<String> absent(Sensitive sensitive) {
        Set<String> shown = new TreeSet<>(absent);
        if (always != null) {
            shown.addAll(declared);
            now.keySet().stream().filter(key.table().columns()::contains).forEach(shown::add);
            shown.removeAll(always);
            shown.addAll(absent);
        }
        shown.removeAll(key.columns().keySet());
        shown.removeIf(column -> sensitive.hides(key.table(), column));
        return shown;
    }
}

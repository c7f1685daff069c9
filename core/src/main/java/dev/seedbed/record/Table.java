package dev.seedbed.record;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table as the seeds declare it now; one that they declare no longer has neither key nor columns. */
final class Table {
    private final String name;
    private final boolean declared;
    private @Nullable List<String> key;
    private final Set<String> passedOver = new HashSet<>();
    private final Set<String> columns = new HashSet<>();
    private final Map<String, String> spellings = new HashMap<>();

    Table(String name, boolean declared) {
        this.name = name;
        this.declared = declared;
    }

    void declare(Release.Part part) {
        if (key == null && part.table().key() != null) {
            key = part.table().key();
        }
        part.table().managed().forEach(column -> passedOver.add(column.toLowerCase(Locale.ROOT)));
        part.table().insertOnly().forEach(column -> passedOver.add(column.toLowerCase(Locale.ROOT)));
    }

    /** The columns of a declared row. */
    void add(NavigableMap<String, Written> image) {
        image.forEach((column, value) -> {
            spellings.putIfAbsent(column.toLowerCase(Locale.ROOT), column);
            if (value.isRecorded() && !isPassedOver(column)) {
                columns.add(column);
            }
        });
    }

    String name() {
        return name;
    }

    boolean isDeclared() {
        return declared;
    }

    /** Null where the seeds declare none: then only the catalogue knows it. */
    @Nullable
    List<String> key() {
        return key == null ? null : spelled(key);
    }

    /** Columns that are declared now and compared. */
    Set<String> columns() {
        return columns;
    }

    /** A managed column is brought to the declared value whatever it holds, an insert-only one never compared. */
    boolean isPassedOver(String column) {
        return passedOver.contains(column.toLowerCase(Locale.ROOT))
                && (key == null || key.stream().noneMatch(column::equalsIgnoreCase));
    }

    /** A column's name as the seeds write it now. */
    String spelled(String column) {
        return spellings.getOrDefault(column.toLowerCase(Locale.ROOT), column);
    }

    List<String> spelled(List<String> names) {
        return names.stream().map(this::spelled).toList();
    }

    NavigableMap<String, Written> spelled(NavigableMap<String, Written> image) {
        NavigableMap<String, Written> spelled = new TreeMap<>();
        image.forEach((column, value) -> spelled.put(spelled(column), value));
        return spelled;
    }
}

package dev.seedbed.record;

import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedUnit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the seeds declare now. Of its rows only digests are kept, since there may be many. */
final class Present {
    private record Digest(long high, long low) {}

    private final Release release;
    private final List<SeedUnit> all;
    private final Notes notes;
    private final Map<String, List<Table>> tables = new HashMap<>();
    private final Set<Digest> images = new HashSet<>();
    private final Map<String, Map<String, List<NavigableMap<String, Written>>>> links = new HashMap<>();

    Present(List<SeedUnit> all, Notes notes) {
        this.release = new Release(all, notes);
        this.all = all;
        this.notes = notes;
        all.forEach(unit ->
                unit.tables().forEach(table -> table(table.table(), true).declare(new Release.Part(unit, table))));
        release.rows(all, (part, row) -> {
            Table table = table(part.table().table());
            table.add(image(table, part, row));
        });
        release.rows(all, (part, row) -> {
            Table table = table(part.table().table());
            images.add(digest(table, compared(table, image(table, part, row))));
        });
    }

    /** A table by its name, with its schema or without. */
    Table table(String name) {
        return table(name, false);
    }

    private Table table(String name, boolean declared) {
        List<Table> same = tables.computeIfAbsent(TableNames.bare(name), bare -> new ArrayList<>());
        for (Table table : same) {
            if (TableNames.isSame(table.name(), name)) {
                return table;
            }
        }
        Table table = new Table(name, declared);
        same.add(table);
        return table;
    }

    /** The values of a row by column. */
    NavigableMap<String, Written> image(Table table, Release.Part part, SeedRow row) {
        NavigableMap<String, Written> image = new TreeMap<>();
        for (int i = 0; i < row.columns().size(); i++) {
            image.put(
                    table.spelled(row.columns().get(i)), Written.of(row.values().get(i), part.unit(), notes));
        }
        return image;
    }

    /** Without columns that are never compared. */
    static NavigableMap<String, Written> compared(Table table, NavigableMap<String, Written> image) {
        if (image.keySet().stream().noneMatch(table::isPassedOver)) {
            return image;
        }
        NavigableMap<String, Written> compared = new TreeMap<>(image);
        compared.keySet().removeIf(table::isPassedOver);
        return compared;
    }

    boolean declares(Table table, NavigableMap<String, Written> compared) {
        return images.contains(digest(table, compared));
    }

    void rows(Collection<SeedUnit> units, Release.Visitor visitor) {
        release.rows(List.copyOf(units), visitor);
    }

    List<SeedUnit> all() {
        return all;
    }

    /**
     * What identifies a row.
     *
     * @param own the key that was declared for the table when the row was; null where none was
     */
    RowKey identify(Table table, NavigableMap<String, Written> image, @Nullable List<String> own) {
        List<String> key = table.key() == null && !table.isDeclared() ? own : table.key();
        if (key == null) {
            return whole(table, image);
        }
        if (image.keySet().containsAll(key)) {
            return keyed(table, key, key, image);
        }
        List<String> former = own == null ? List.of() : table.spelled(own);
        if (!former.isEmpty()
                && !Set.copyOf(former).equals(Set.copyOf(key))
                && image.keySet().containsAll(former)) {
            List<NavigableMap<String, Written>> linked = links.computeIfAbsent(
                            table.name() + '\0' + former, from -> links(table, key, former))
                    .getOrDefault(keyed(table, former, former, image).id(), List.of());
            if (linked.size() == 1) {
                return new RowKey(table, linked.get(0), false, linked.get(0).keySet());
            }
            if (former.size() == key.size() && former.stream().noneMatch(table.columns()::contains)) {
                // The columns of the key were renamed.
                return keyed(table, key, former, image);
            }
        } else if (key.stream().anyMatch(image::containsKey)) {
            return keyed(table, key, key, image);
        }
        return whole(table, image);
    }

    private static RowKey whole(Table table, NavigableMap<String, Written> image) {
        NavigableMap<String, Written> columns = new TreeMap<>(image);
        columns.values().removeIf(value -> !value.isRecorded());
        return new RowKey(table, columns, true, image.keySet());
    }

    /** A column of a key that the row leaves out is NULL. */
    private static RowKey keyed(Table table, List<String> key, List<String> from, NavigableMap<String, Written> image) {
        NavigableMap<String, Written> columns = new TreeMap<>();
        for (int i = 0; i < key.size(); i++) {
            columns.put(key.get(i), image.getOrDefault(from.get(i), Written.NULL));
        }
        return new RowKey(table, columns, false, Set.copyOf(from));
    }

    /** The present keys of rows, by the values of another key. */
    private Map<String, List<NavigableMap<String, Written>>> links(Table table, List<String> key, List<String> former) {
        Map<String, List<NavigableMap<String, Written>>> found = new HashMap<>();
        EachRows each = new EachRows(release, notes);
        for (Release.Part part : release.parts(table.name())) {
            Release.rows(part, each, (of, row) -> {
                NavigableMap<String, Written> image = image(table, of, row);
                if (image.keySet().containsAll(former) && image.keySet().containsAll(key)) {
                    found.computeIfAbsent(keyed(table, former, former, image).id(), id -> new ArrayList<>())
                            .add(keyed(table, key, key, image).columns());
                }
            });
        }
        return found;
    }

    private static Digest digest(Table table, NavigableMap<String, Written> image) {
        try {
            ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                    .digest(RowKey.id(table, image).getBytes(StandardCharsets.UTF_8)));
            return new Digest(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256.", e);
        }
    }
}

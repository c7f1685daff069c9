package dev.seedbed.record;

import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import dev.seedbed.source.FormerLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the record of one seeds directory: what is declared now, what the record says already, and what each release
 * declared, the oldest first. The same input gives the same text, byte by byte.
 */
public final class Recorder {
    private final Notes notes = new Notes();
    private final Sensitive sensitive = new Sensitive();
    private final Present present;
    private final List<SeedUnit> units;
    private final List<FormerLine> recorded;
    private final Map<String, FormerEntry> entries = new HashMap<>();

    /**
     * @param units the seeders of the directory, as they are now
     * @param all those of every directory, which rows of this one may stand for
     * @param recorded what the record says
     * @throws SeedException where a file of rows is wrong
     */
    public Recorder(List<SeedUnit> units, List<SeedUnit> all, List<FormerLine> recorded) {
        this.units = List.copyOf(units);
        this.recorded = List.copyOf(recorded);
        sensitive.add(all);
        present = new Present(all, notes);
        recorded.forEach(this::add);
        recorded.stream().filter(line -> line.now() != null).forEach(this::addState);
    }

    private void add(FormerLine line) {
        if (line.key().isEmpty()
                || (line.now() != null && line.was().isEmpty() && line.absent().isEmpty())) {
            return;
        }
        FormerEntry entry = entry(line);
        line.was()
                .forEach((column, values) -> values.forEach(
                        value -> entry.was(entry.key().table().spelled(column), Written.recorded(value))));
        entry.absent(entry.key().table().spelled(List.copyOf(line.absent())));
    }

    private FormerEntry entry(FormerLine line) {
        Table table = present.table(line.table());
        NavigableMap<String, Written> image = image(table, line.key());
        RowKey key = present.identify(table, image, List.copyOf(line.key().keySet()));
        FormerEntry entry = entries.computeIfAbsent(key.id(), id -> new FormerEntry(key));
        if (!key.whole()) {
            withoutKey(image, key).forEach(entry::was);
        }
        return entry;
    }

    private void addState(FormerLine line) {
        Table table = present.table(line.table());
        NavigableMap<String, Written> image = image(table, line.key());
        image.putAll(image(table, line.now() == null ? Map.of() : line.now()));
        NavigableMap<String, Written> compared = Present.compared(table, image);
        if (!present.declares(table, compared)) {
            apply(new Declared(
                    table,
                    compared,
                    line.key().isEmpty() ? null : List.copyOf(line.key().keySet()),
                    Map.of()));
        }
    }

    private static NavigableMap<String, Written> image(Table table, Map<String, SeedValue> columns) {
        NavigableMap<String, Written> image = new TreeMap<>();
        columns.forEach((column, value) -> image.put(table.spelled(column), Written.recorded(value)));
        return image;
    }

    /** A row of a release. */
    private record Declared(
            Table table,
            NavigableMap<String, Written> image,
            @Nullable List<String> key,
            Map<String, List<SeedValue>> was) {}

    /**
     * What a release declared; releases come in their order, the oldest first.
     *
     * @param released the seeders of this directory at that time
     * @param all those of every directory
     * @throws SeedException where its seeds cannot be read; then nothing of it counts but which columns are sensitive
     */
    public void release(List<SeedUnit> released, List<SeedUnit> all) {
        sensitive.add(all);
        Release release = new Release(all, notes);
        List<Declared> rows = new ArrayList<>();
        release.rows(released, (part, row) -> {
            Table table = present.table(part.table().table());
            NavigableMap<String, Written> image = Present.compared(table, present.image(table, part, row));
            if (!row.directives().was().isEmpty() || !present.declares(table, image)) {
                rows.add(new Declared(
                        table,
                        image,
                        release.key(part.table().table()),
                        row.directives().was()));
            }
        });
        rows.forEach(this::apply);
    }

    private void apply(Declared row) {
        RowKey key = present.identify(row.table(), row.image(), row.key());
        if (!key.whole() && key.columns().containsValue(Written.UNRECORDED)) {
            return;
        }
        FormerEntry entry = entries.computeIfAbsent(key.id(), id -> new FormerEntry(key));
        row.was()
                .forEach((column, values) ->
                        values.forEach(value -> entry.was(row.table().spelled(column), Written.recorded(value))));
        if (key.whole()) {
            entry.absent(row.table().columns().stream()
                    .filter(column -> !row.image().containsKey(column))
                    .toList());
        } else {
            entry.declared(withoutKey(row.image(), key));
        }
    }

    private static NavigableMap<String, Written> withoutKey(NavigableMap<String, Written> image, RowKey key) {
        NavigableMap<String, Written> others = new TreeMap<>(image);
        others.keySet().removeAll(key.consumed());
        others.keySet().removeAll(key.columns().keySet());
        return others;
    }

    /**
     * The record, once all releases were handed over.
     *
     * @param withState whether it also says what is declared now, for want of a history that could be asked
     */
    public Recorded record(boolean withState) {
        FormerLines lines = new FormerLines(sensitive, notes);
        present.rows(present.all(), (part, row) -> present(part, row, lines));
        if (withState) {
            present.rows(units, (part, row) -> {
                Table table = present.table(part.table().table());
                NavigableMap<String, Written> image = present.image(table, part, row);
                lines.addState(present.identify(table, image, table.key()), image);
            });
        }
        entries.values().forEach(lines::add);
        return lines.recorded(recordedLines());
    }

    private void present(Release.Part part, SeedRow row, FormerLines lines) {
        Table table = present.table(part.table().table());
        NavigableMap<String, Written> image = Present.compared(table, present.image(table, part, row));
        RowKey key = present.identify(table, image, table.key());
        if (key.whole()) {
            lines.addPresent(key);
        }
        FormerEntry entry = entries.get(key.id());
        if (entry != null) {
            entry.present(key.whole() ? Collections.emptyNavigableMap() : withoutKey(image, key));
            row.directives()
                    .was()
                    .forEach((column, values) ->
                            values.forEach(value -> entry.known(table.spelled(column), Written.recorded(value))));
        }
    }

    /** What the file says already, row by row, to be compared with what it should say. */
    private List<FormerLines.Said> recordedLines() {
        List<FormerLines.Said> said = new ArrayList<>();
        for (FormerLine line : recorded) {
            Table table = present.table(line.table());
            NavigableMap<String, Written> key = image(table, line.key());
            NavigableMap<String, List<Written>> was = new TreeMap<>();
            line.was()
                    .forEach((column, values) -> was.put(
                            table.spelled(column),
                            values.stream().map(Written::recorded).toList()));
            said.add(new FormerLines.Said(
                    present.identify(table, key, List.copyOf(line.key().keySet())),
                    key,
                    was,
                    table.spelled(List.copyOf(line.absent())),
                    line.now() == null ? null : image(table, line.now())));
        }
        return said;
    }
}

package dev.seedbed.record;

import dev.seedbed.source.FormerText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the lines of the record, and compares them with those that were there. */
final class FormerLines {
    /** A line that was there, or will be. */
    record Said(
            RowKey row,
            NavigableMap<String, Written> key,
            NavigableMap<String, List<Written>> was,
            List<String> absent,
            @Nullable NavigableMap<String, Written> now) {}

    private final Sensitive sensitive;
    private final Notes notes;
    private final List<Said> lines = new ArrayList<>();
    private final Set<String> presentWholes = new HashSet<>();
    private final Set<String> hiddenKeys = new TreeSet<>();
    private int rows;

    FormerLines(Sensitive sensitive, Notes notes) {
        this.sensitive = sensitive;
        this.notes = notes;
    }

    /** A row of a table without a declared key that the seeds declare now. */
    void addPresent(RowKey whole) {
        if (sensitive.has(whole.table())) {
            presentWholes.add(RowKey.id(whole.table(), shown(whole.table(), whole.columns())));
        }
    }

    void add(FormerEntry entry) {
        RowKey row = entry.key();
        NavigableMap<String, List<Written>> was = entry.was(sensitive);
        Set<String> absent = entry.absent(sensitive);
        NavigableMap<String, Written> key = key(row);
        boolean saysSomething = !was.isEmpty() || !absent.isEmpty();
        if (key == null
                || (entry.isPresent() && (row.whole() ? was.isEmpty() : !saysSomething))
                || (row.whole() && was.isEmpty() && presentWholes.contains(RowKey.id(row.table(), key)))) {
            return;
        }
        rows++;
        lines.add(new Said(row, key, was, List.copyOf(absent), null));
    }

    /** A row that is declared now. */
    void addState(RowKey row, NavigableMap<String, Written> image) {
        NavigableMap<String, Written> now = new TreeMap<>(image);
        NavigableMap<String, Written> key = row.whole() ? new TreeMap<>() : key(row);
        if (key == null) {
            return;
        }
        now.keySet().removeAll(key.keySet());
        now.replaceAll((column, value) -> sensitive.hides(row.table(), column, value) ? Written.UNRECORDED : value);
        lines.add(new Said(row, key, new TreeMap<>(), List.of(), now));
    }

    /** Null where nothing of the key may be shown. */
    private @Nullable NavigableMap<String, Written> key(RowKey row) {
        NavigableMap<String, Written> shown = shown(row.table(), row.columns());
        if (shown.isEmpty() || (!row.whole() && shown.size() < row.columns().size())) {
            hiddenKeys.add(row.table().name());
            return null;
        }
        return shown;
    }

    private NavigableMap<String, Written> shown(Table table, NavigableMap<String, Written> columns) {
        NavigableMap<String, Written> shown = new TreeMap<>(columns);
        shown.entrySet()
                .removeIf(column ->
                        !column.getValue().isRecorded() || sensitive.hides(table, column.getKey(), column.getValue()));
        return shown;
    }

    Recorded recorded(List<Said> before) {
        for (String table : hiddenKeys) {
            notes.once(
                    "Rows of table \"" + table + "\" are not recorded, since their key is sensitive.",
                    null,
                    "choose a key that may be read, or say former defaults with \"$was\"");
        }
        // Lines begin with table and key.
        Set<String> texts = new TreeSet<>();
        lines.forEach(line -> texts.add(text(line)));
        StringBuilder text = new StringBuilder(FormerText.HEADER).append('\n');
        texts.forEach(line -> text.append(line).append('\n'));
        return new Recorded(text.toString(), rows, missing(before), leaks(before), notes.all());
    }

    private List<Recorded.Missing> missing(List<Said> before) {
        Map<String, Map<String, Set<String>>> said = new HashMap<>();
        Set<String> states = new HashSet<>();
        for (Said line : before) {
            if (line.now() != null) {
                states.add(text(line));
                if (line.was().isEmpty() && line.absent().isEmpty()) {
                    continue;
                }
            }
            Map<String, Set<String>> columns = said.computeIfAbsent(id(line), id -> new HashMap<>());
            line.was()
                    .forEach((column, values) ->
                            values.forEach(value -> columns.computeIfAbsent(column, name -> new HashSet<>())
                                    .add(value.identity())));
            line.key()
                    .forEach((column, value) -> columns.computeIfAbsent(column, name -> new HashSet<>())
                            .add(value.identity()));
            columns.computeIfAbsent("", none -> new HashSet<>()).addAll(line.absent());
        }
        TreeMap<String, Recorded.Missing> missing = new TreeMap<>();
        for (Said line : lines) {
            if (line.now() != null) {
                if (!states.contains(text(line))) {
                    missing.putIfAbsent(text(line), missing(line, Set.of()));
                }
                continue;
            }
            Map<String, Set<String>> columns = said.get(id(line));
            Set<String> lacking = new TreeSet<>();
            line.was()
                    .forEach((column, values) -> values.forEach(value -> {
                        if (columns == null
                                || !columns.getOrDefault(column, Set.of()).contains(value.identity())) {
                            lacking.add(column);
                        }
                    }));
            line.absent().stream()
                    .filter(column -> columns == null
                            || !columns.getOrDefault("", Set.of()).contains(column))
                    .forEach(lacking::add);
            if (columns == null || !lacking.isEmpty()) {
                missing.put(text(line), missing(line, lacking));
            }
        }
        // A row of which a former default is to be recorded is not named once more for what it is now.
        Set<List<String>> former = new HashSet<>();
        missing.values().stream()
                .filter(row -> !row.columns().isEmpty())
                .forEach(row -> former.add(List.of(row.table(), row.key())));
        return missing.values().stream()
                .filter(row -> !row.columns().isEmpty() || !former.contains(List.of(row.table(), row.key())))
                .toList();
    }

    /** By what is shown of it, since that is all that a line can say. */
    private static String id(Said line) {
        return line.row().whole()
                ? RowKey.id(line.row().table(), line.key())
                : line.row().id();
    }

    private Recorded.Missing missing(Said line, Set<String> columns) {
        return new Recorded.Missing(
                line.row().table().name(),
                json(
                        line.key().isEmpty() && line.now() != null
                                ? shown(line.row().table(), line.now())
                                : line.key()),
                List.copyOf(columns));
    }

    private List<Recorded.Missing> leaks(List<Said> before) {
        List<Recorded.Missing> leaks = new ArrayList<>();
        for (Said line : before) {
            Table table = line.row().table();
            Set<String> columns = new TreeSet<>();
            line.was()
                    .forEach((column, values) -> values.forEach(value -> {
                        if (sensitive.hides(table, column, value)) {
                            columns.add(column);
                        }
                    }));
            Map<String, Written> others = new TreeMap<>(line.key());
            if (line.now() != null) {
                others.putAll(line.now());
            }
            others.forEach((column, value) -> {
                if (value.isRecorded() && sensitive.hides(table, column, value)) {
                    columns.add(column);
                }
            });
            if (!columns.isEmpty()) {
                boolean ofKey = line.key().keySet().stream().anyMatch(columns::contains);
                leaks.add(new Recorded.Missing(table.name(), ofKey ? "" : json(line.key()), List.copyOf(columns)));
            }
        }
        return leaks;
    }

    private static String text(Said line) {
        StringBuilder text = new StringBuilder("{\"table\":")
                .append(FormerText.quote(line.row().table().name()));
        if (!line.key().isEmpty()) {
            text.append(",\"key\":").append(json(line.key()));
        }
        if (!line.was().isEmpty()) {
            text.append(",\"was\":{");
            for (Iterator<Map.Entry<String, List<Written>>> each =
                            line.was().entrySet().iterator();
                    each.hasNext(); ) {
                Map.Entry<String, List<Written>> column = each.next();
                text.append(FormerText.quote(column.getKey())).append(":[");
                text.append(String.join(
                        ",", column.getValue().stream().map(Written::json).toList()));
                text.append(each.hasNext() ? "]," : "]");
            }
            text.append('}');
        }
        if (!line.absent().isEmpty()) {
            text.append(",\"absent\":[")
                    .append(String.join(
                            ",", line.absent().stream().map(FormerText::quote).toList()))
                    .append(']');
        }
        if (line.now() != null) {
            text.append(",\"now\":").append(json(line.now()));
        }
        return text.append('}').toString();
    }

    private static String json(NavigableMap<String, Written> columns) {
        List<String> fields = new ArrayList<>();
        columns.forEach((column, value) -> fields.add(FormerText.quote(column) + ":" + value.json()));
        return "{" + String.join(",", fields) + "}";
    }
}

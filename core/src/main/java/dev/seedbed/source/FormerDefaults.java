package dev.seedbed.source;

import dev.seedbed.seed.Attachments;
import dev.seedbed.seed.FormerRow;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the {@code former.jsonl} of all seeds locations say, by table as it was written then. Contents of files become {@code $file} values that
 * the seeders' own attachments answer, so that they are bound as {@code $file} is.
 */
final class FormerDefaults {
    private final Map<String, List<FormerRow>> rows = new LinkedHashMap<>();
    private final Map<String, byte[]> contents = new HashMap<>();

    private FormerDefaults() {}

    static FormerDefaults read(Collection<SeedRoot> roots, Problems problems) {
        FormerDefaults former = new FormerDefaults();
        for (SeedRoot root : roots) {
            FormerReader.read(root, problems, former::add);
        }
        return former;
    }

    private void add(FormerLine line) {
        if (line.key().isEmpty()) {
            return;
        }
        Map<String, SeedValue> key = new LinkedHashMap<>();
        for (Map.Entry<String, SeedValue> column : line.key().entrySet()) {
            key.put(column.getKey(), asDeclared(column.getValue()));
        }
        Map<String, List<SeedValue>> was = new LinkedHashMap<>();
        for (Map.Entry<String, List<SeedValue>> column : line.was().entrySet()) {
            List<SeedValue> values = new ArrayList<>(column.getValue().size());
            for (SeedValue value : column.getValue()) {
                values.add(asDeclared(value));
            }
            was.put(column.getKey(), List.copyOf(values));
        }
        List<FormerRow> known = rows.get(line.table());
        if (known == null) {
            known = new ArrayList<>();
            rows.put(line.table(), known);
        }
        known.add(new FormerRow(line.table(), key, was, line.absent(), line.at()));
    }

    private SeedValue asDeclared(SeedValue value) {
        byte[] content = FormerValues.content(value);
        if (content == null) {
            return value;
        }
        // No file of a seeds directory has such a path.
        String path = "/" + value.at().compact() + "#" + contents.size();
        contents.put(path, content);
        return new SeedValue.Fields(Map.of("$file", new SeedValue.Text(path, false, value.at())), value.at());
    }

    /** The seeder with the former rows of the tables it declares. */
    SeedUnit addTo(SeedUnit unit) {
        if (rows.isEmpty()) {
            return unit;
        }
        List<FormerRow> own = new ArrayList<>();
        for (Map.Entry<String, List<FormerRow>> table : rows.entrySet()) {
            if (declares(unit, table.getKey())) {
                own.addAll(table.getValue());
            }
        }
        if (own.isEmpty()) {
            return unit;
        }
        Attachments declared = unit.attachments();
        return new SeedUnit(
                unit.name(),
                unit.group(),
                unit.environments(),
                unit.after(),
                unit.tables(),
                unit.sql(),
                contents.isEmpty()
                        ? declared
                        : (path, at) -> {
                            byte[] content = contents.get(path);
                            return content == null ? declared.read(path, at) : content.clone();
                        },
                unit.at(),
                own,
                unit.warnings());
    }

    private static boolean declares(SeedUnit unit, String former) {
        for (SeedTable table : unit.tables()) {
            if (isSame(table.table().toLowerCase(Locale.ROOT), former.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    /** The catalogue decides in the end; here a name with its schema may be the one without, and case counts for nothing. */
    private static boolean isSame(String declared, String former) {
        return declared.equals(former) || declared.endsWith("." + former) || former.endsWith("." + declared);
    }
}

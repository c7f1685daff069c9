package dev.seedbed.testkit.proof.history;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Draws releases, each out of the one before. */
final class Releases {
    private final Random random;
    private final Values values;
    private int number;

    Releases(Random random, Values values) {
        this.random = random;
        this.values = values;
    }

    Release first() {
        Release release = new Release(Map.of());
        for (Table table : Table.ALL) {
            release = release.with(table, new Release.Part(Set.of(), Set.of(), false, "", List.of(), List.of()));
        }
        for (Table table : Table.ALL) {
            release = flags(release, table);
            int rows = 1 + random.nextInt(3);
            for (int i = 0; i < rows; i++) {
                release = adding(release, table);
            }
        }
        return release.whole();
    }

    Release next(Release before) {
        Release release = before;
        number++;
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            Table table = Table.ALL.get(List.of(0, 0, 0, 1, 1, 2).get(random.nextInt(6)));
            int draw = random.nextInt(20);
            release = switch (draw) {
                case 0, 1 -> adding(release, table);
                case 2 -> removing(release, table);
                case 3, 4, 5 -> retiring(release, table);
                case 6, 7, 8 -> renaming(release, table);
                case 9 -> flags(release, table);
                case 10 -> leavingOut(release, table);
                case 11 -> restoring(release, table);
                default -> changing(release, table);
            };
            release = release.whole();
        }
        return release;
    }

    private @Nullable Declared any(Release release, Table table) {
        List<Declared> rows = release.part(table).rows();
        return rows.isEmpty() ? null : rows.get(random.nextInt(rows.size()));
    }

    private static Release replacing(Release release, Table table, Declared old, Declared now) {
        List<Declared> rows = new ArrayList<>(release.part(table).rows());
        rows.set(rows.indexOf(old), now);
        return release.with(table, release.part(table).withRows(rows));
    }

    /** A value that the row may have in this release. */
    private @Nullable String value(Release release, Column column) {
        if (column.unique()) {
            Set<@Nullable String> taken = new HashSet<>();
            release.part(Table.TIER)
                    .rows()
                    .forEach(row -> taken.add(row.values().get(column.name())));
            List<String> free =
                    Values.NAMES.stream().filter(it -> !taken.contains(it)).toList();
            return free.isEmpty() || random.nextInt(6) == 0 ? null : free.get(random.nextInt(free.size()));
        }
        if (column.refers()) {
            Declared tier = random.nextInt(5) == 0 ? null : any(release, Table.TIER);
            return tier == null ? null : tier.values().get("code");
        }
        return values.nullable(column);
    }

    private Release adding(Release release, Table table) {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        List<Declared> rows = new ArrayList<>(release.part(table).rows());
        if (table == Table.GRANT) {
            Declared tier = any(release, Table.TIER);
            if (tier == null) {
                return release;
            }
            texts.put("tier_id", tier.values().get("code"));
            texts.put("feature", values.key(table).get(1));
        } else {
            List<String> free = values.keysBesides(table, rows);
            if (free.isEmpty()) {
                return release;
            }
            texts.put("code", free.get(random.nextInt(free.size())));
        }
        table.seedable().forEach(column -> {
            if (random.nextInt(4) > 0) {
                texts.put(column.name(), value(release, column));
            }
        });
        Declared row = Declared.of(texts);
        if (rows.stream().anyMatch(it -> it.key(table).equals(row.key(table)))) {
            return release;
        }
        rows.add(row);
        return declaring(release.with(table, release.part(table).withRows(rows)), table, row.key(table));
    }

    /** A key that is declared is not retired, nor the former key of another row. */
    private static Release declaring(Release release, Table table, List<String> key) {
        Release.Part part = release.part(table);
        return release.with(
                table,
                part.withRetired(part.retired().stream()
                                .filter(it -> !it.key(table).equals(key))
                                .toList())
                        .withRows(part.rows().stream()
                                .map(row -> row.withFormerly(row.formerly().stream()
                                        .filter(code -> !List.of(code).equals(key))
                                        .toList()))
                                .toList()));
    }

    private Release removing(Release release, Table table) {
        Declared row = any(release, table);
        return row == null ? release : release.without(table, row);
    }

    private Release retiring(Release release, Table table) {
        Declared row = any(release, table);
        if (row == null) {
            return release;
        }
        List<Column> columns =
                table.seedable().filter(column -> !column.unique()).toList();
        Column column = columns.get(random.nextInt(columns.size()));
        Map<String, @Nullable String> key = new LinkedHashMap<>();
        table.key().forEach(name -> key.put(name, row.values().get(name)));
        if (random.nextBoolean()) {
            // Names what it was planted with, where nothing else may tell.
            key.putAll(row.values());
        }
        Declared retired = Declared.of(key);
        if (!column.refers() && random.nextInt(3) == 0) {
            Map<String, @Nullable String> set = new LinkedHashMap<>();
            set.put(column.name(), values.nullable(column));
            retired = retired.withSet(set);
        }
        Release less = release.without(table, row);
        List<Declared> all = new ArrayList<>(less.part(table).retired());
        all.add(retired);
        return less.with(table, less.part(table).withRetired(all));
    }

    private Release renaming(Release release, Table table) {
        Declared row = any(release, table);
        if (row == null || table == Table.GRANT) {
            return release;
        }
        List<String> free = values.keysBesides(table, release.part(table).rows());
        if (free.isEmpty()) {
            return release;
        }
        String before = Objects.requireNonNull(row.values().get("code"));
        String now = free.get(random.nextInt(free.size()));
        List<String> formerly = new ArrayList<>(row.formerly());
        formerly.add(0, before);
        formerly.remove(now);
        Release renamed = declaring(replacing(release, table, row, row.with("code", now)), table, List.of(now));
        // Only afterwards, since a former key of its own may be the new one.
        Declared fresh = renamed.part(table).rows().stream()
                .filter(it -> now.equals(it.values().get("code")))
                .findFirst()
                .orElseThrow();
        renamed = replacing(renamed, table, fresh, fresh.withFormerly(formerly));
        return table == Table.TIER ? following(renamed, before, now) : renamed;
    }

    private static Release following(Release release, String before, String now) {
        Release next = release;
        for (Table table : Table.ALL) {
            List<Declared> rows = next.part(table).rows().stream()
                    .map(row -> following(table, row, before, now))
                    .toList();
            List<Declared> retired = next.part(table).retired().stream()
                    .map(row -> following(table, row, before, now))
                    .toList();
            next = next.with(table, next.part(table).withRows(rows).withRetired(retired));
        }
        return next;
    }

    private static Declared following(Table table, Declared row, String before, String now) {
        Declared next = row;
        for (Column column : table.references().toList()) {
            if (before.equals(row.values().get(column.name()))) {
                next = next.with(column.name(), now);
            }
        }
        return next;
    }

    private Release flags(Release release, Table table) {
        Release.Part part = release.part(table);
        List<String> columns = table.seedable()
                .filter(column -> !column.unique() && !column.refers())
                .map(Column::name)
                .collect(Collectors.toCollection(ArrayList::new));
        Set<String> managed = new HashSet<>();
        Set<String> insertOnly = new HashSet<>();
        if (random.nextInt(2) == 0) {
            managed.add(columns.remove(random.nextInt(columns.size())));
        }
        if (!columns.isEmpty() && random.nextInt(2) == 0) {
            insertOnly.add(columns.remove(random.nextInt(columns.size())));
        }
        return release.with(
                table,
                new Release.Part(
                        managed,
                        insertOnly,
                        table == Table.GRANT ? random.nextBoolean() : random.nextInt(6) == 0,
                        table == Table.TIER && random.nextBoolean() ? "r" + number : "",
                        part.rows(),
                        part.retired()));
    }

    private Release leavingOut(Release release, Table table) {
        Declared row = any(release, table);
        if (row == null) {
            return release;
        }
        List<Column> columns = table.seedable()
                .filter(column -> row.values().containsKey(column.name()))
                .toList();
        return columns.isEmpty()
                ? release
                : replacing(
                        release,
                        table,
                        row,
                        row.without(columns.get(random.nextInt(columns.size())).name()));
    }

    private Release restoring(Release release, Table table) {
        Declared row = any(release, table);
        return row == null ? release : replacing(release, table, row, row.withRestore(random.nextInt(3) > 0));
    }

    private Release changing(Release release, Table table) {
        Declared row = any(release, table);
        if (row == null) {
            return release;
        }
        List<Column> columns = table.seedable().toList();
        Column column = columns.get(random.nextInt(columns.size()));
        String name = column.name();
        String now = value(release, column);
        Declared changed = row.with(name, now);
        // What the row was declared with before, and now and then a text that it never had.
        List<@Nullable String> was = new ArrayList<>();
        if (row.values().containsKey(name) && random.nextInt(5) < 2) {
            was.addAll(row.was().getOrDefault(name, List.of()));
            was.add(row.values().get(name));
        } else if (!column.refers() && random.nextInt(10) == 0) {
            was.add(values.text(column));
        }
        was.removeIf(text -> Objects.equals(text, now));
        if (column.refers()) {
            was.removeIf(text -> text != null && release.tier(text) == null);
        }
        if (!was.isEmpty()) {
            changed = changed.withWas(name, was.stream().distinct().toList());
        } else if (row.was().containsKey(name)) {
            changed = changed.without(name).with(name, now);
        }
        return replacing(release, table, row, changed);
    }
}

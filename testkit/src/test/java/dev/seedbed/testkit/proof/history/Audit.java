package dev.seedbed.testkit.proof.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a database before and after a run for what administrators have lost, whatever the engine says of it and
 * whatever the oracle expected.
 */
final class Audit {
    private final World before;
    private final @Nullable Memory memory;
    private final Release release;
    private final Former ever;
    private final Step.Run run;

    /** Edits and deletions that were lost with good reason: nothing in the database could tell them. */
    int excusedEdits;

    int excusedDeletions;
    final List<String> sins = new ArrayList<>();

    /**
     * Before a run.
     *
     * @param memory what the ledger knows; null without one
     * @param ever what earlier releases declared, whether that stands beside the seeds or not
     */
    Audit(World before, @Nullable Memory memory, Release release, Former ever, Step.Run run) {
        this.before = before;
        this.memory = memory;
        this.release = release;
        this.ever = ever;
        this.run = run;
    }

    void look(Map<String, Map<String, Map<String, @Nullable String>>> after) {
        for (Table table : Table.ALL) {
            before.rows(table).forEach(row -> edits(table, row, after.get(table.name())));
            deletions(table, after.get(table.name()));
        }
    }

    private void edits(Table table, World.Row row, Map<String, Map<String, @Nullable String>> after) {
        List<String> key = before.key(table, row);
        List<String> now = after.containsKey(name(key)) ? key : renamed(table, key, after);
        Map<String, @Nullable String> texts = now == null ? null : after.get(name(now));
        Declared declared = now == null ? null : declared(table, now);
        for (String column : row.byHand) {
            String text = before.text(row, table.column(column));
            boolean asBefore = texts != null
                    && (Objects.equals(texts.get(column), text)
                            || (text != null && table.column(column).refers() && isNow(text, texts.get(column))));
            boolean restored =
                    column.equals(table.softDelete()) && (run.restore() || (declared != null && declared.restore()));
            boolean owned = declared != null && release.part(table).managed().contains(column);
            if (asBefore || restored || owned || table.key().contains(column) || column.equals("touched")) {
                continue;
            }
            boolean told = memory != null && memory.entry(table, key) != null;
            if (told ? tellsNothing(table, key, column, text) : landsOnDefault(table, key, now, column, text)) {
                excusedEdits++;
            } else {
                sins.add("lost edit: " + table + " " + name(key) + " had " + column + " = " + text + " by hand, now "
                        + (texts == null ? "the row is gone" : column + " = " + texts.get(column)));
            }
        }
    }

    /** With the ledger only a value that equals what Seedbed wrote there last cannot be told from it. */
    private boolean tellsNothing(Table table, List<String> key, String column, @Nullable String text) {
        Memory.Entry entry =
                Objects.requireNonNull(Objects.requireNonNull(memory).entry(table, key));
        return (entry.images.containsKey(column) && Objects.equals(entry.images.get(column), text))
                // What was not declared when it wrote or met the row goes with a row that is retired.
                || !entry.declared.contains(column);
    }

    private boolean landsOnDefault(
            Table table, List<String> key, @Nullable List<String> now, String column, @Nullable String text) {
        Column of = table.column(column);
        if (!of.seedable()) {
            return true;
        }
        Former.Row row = ever.row(table, now == null ? key : now);
        Declared declared = now == null ? null : declared(table, now);
        return (row != null
                        && (row.was.getOrDefault(column, Set.of()).stream().anyMatch(was -> equalled(of, was, text))
                                || (row.absent.contains(column) && Objects.equals(of.ordinarily(), text))
                                || !row.was.containsKey(column)))
                // Nor is the catalogue's default in a row of which nothing else is told.
                || release.part(table).retired().stream()
                        .filter(it -> it.key(table).equals(now == null ? key : now))
                        .anyMatch(it -> Objects.equals(of.ordinarily(), text)
                                || (it.values().containsKey(column)
                                        && equalled(of, it.values().get(column), text)))
                || (declared != null
                        && declared.was().getOrDefault(column, List.of()).stream()
                                .anyMatch(was -> equalled(of, was, text)));
    }

    private boolean equalled(Column column, @Nullable String was, @Nullable String text) {
        return Objects.equals(column.through(was), text) || (column.refers() && (isNow(was, text) || isNow(text, was)));
    }

    private boolean isNow(@Nullable String code, @Nullable String now) {
        Declared tier = release.tier(now);
        return code != null && tier != null && tier.formerly().contains(code);
    }

    private void deletions(Table table, Map<String, Map<String, @Nullable String>> after) {
        for (Declared row : release.part(table).rows()) {
            List<String> key = row.key(table);
            if (!after.containsKey(name(key)) || before.find(table, key) != null || wasRenamed(table, row, after)) {
                continue;
            }
            for (List<String> name : names(table, row)) {
                if (before.deletedByHand(table).contains(name)) {
                    Memory.Entry entry = memory == null ? null : memory.entry(table, name);
                    if (entry != null && entry.present && !run.restore() && !row.restore()) {
                        sins.add("resurrection: " + table + " " + name(key) + ", deleted by hand as " + name(name));
                    } else {
                        excusedDeletions++;
                    }
                }
            }
        }
    }

    /** The keys that a row has had. */
    private List<List<String>> names(Table table, Declared row) {
        List<List<String>> names = new ArrayList<>();
        names.add(row.key(table));
        if (table == Table.GRANT) {
            Declared tier = release.tier(row.key(table).get(0));
            if (tier != null) {
                tier.formerly()
                        .forEach(code -> names.add(List.of(code, row.key(table).get(1))));
            }
        } else {
            row.formerly().forEach(code -> names.add(List.of(code)));
        }
        return names;
    }

    private boolean wasRenamed(Table table, Declared row, Map<String, Map<String, @Nullable String>> after) {
        return names(table, row).stream()
                .skip(1)
                .anyMatch(name -> before.find(table, name) != null && !after.containsKey(name(name)));
    }

    private @Nullable List<String> renamed(
            Table table, List<String> key, Map<String, Map<String, @Nullable String>> after) {
        if (table == Table.GRANT) {
            return release.part(Table.TIER).rows().stream()
                    .filter(tier -> tier.formerly().contains(key.get(0)))
                    .map(tier -> List.of(tier.key(Table.TIER).get(0), key.get(1)))
                    .filter(now -> after.containsKey(name(now)) && before.find(table, now) == null)
                    .findFirst()
                    .orElse(null);
        }
        return release.part(table).rows().stream()
                .filter(row -> names(table, row).contains(key) && before.find(table, row.key(table)) == null)
                .map(row -> row.key(table))
                .filter(now -> after.containsKey(name(now)))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Declared declared(Table table, List<String> key) {
        return release.part(table).rows().stream()
                .filter(row -> row.key(table).equals(key))
                .findFirst()
                .orElse(null);
    }

    private static String name(List<String> key) {
        return String.join("/", key);
    }
}

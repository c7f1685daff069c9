package dev.seedbed.testkit.proof.history;

import dev.seedbed.testkit.proof.history.Decision.Fate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an engine says of a plan or a run.
 *
 * @param said its own words where it failed; empty otherwise
 * @param counts by table
 * @param changes by table and key
 */
record Told(Ending ending, String said, Map<String, Counts> counts, Map<String, Change> changes) {
    /** How it ended. */
    enum Ending {
        /** A plan, or a run that wrote or found nothing to do. */
        DONE,
        /** Rows are blocked and nothing was written. */
        BLOCKED,
        /** Something failed. */
        FAILED
    }

    /** The rows of one table by their fates; skipped tables have none. */
    record Counts(
            long inserted,
            long renamed,
            long updated,
            long customised,
            long unchanged,
            long leftOut,
            long blocked,
            long retired) {}

    /** One row that is not simply unchanged. */
    record Change(String action, String code) {}

    Told {
        counts = Map.copyOf(counts);
        changes = new TreeMap<>(changes);
    }

    static Told failed(Ending ending, String said) {
        return new Told(ending, said, Map.of(), Map.of());
    }

    boolean writes() {
        return counts.values().stream().anyMatch(it -> it.inserted() + it.renamed() + it.updated() + it.retired() > 0);
    }

    /** What is to be said of this outcome. */
    static Told of(Oracle.Outcome outcome, Release release) {
        Map<String, Counts> counts = new LinkedHashMap<>();
        Map<String, Change> changes = new TreeMap<>();
        for (Table table : Table.ALL) {
            Map<Fate, Long> fates = new LinkedHashMap<>();
            for (Decision it : outcome.decisions()) {
                if (it.table == table) {
                    boolean declared = release.part(table).rows().contains(it.row);
                    if (declared || it.fate == Fate.RETIRE) {
                        fates.merge(it.fate, 1L, Long::sum);
                    }
                    if (it.fate != Fate.UNCHANGED && it.listed) {
                        changes.put(it.name(), new Change(label(it.fate), it.code));
                    }
                }
            }
            counts.put(
                    table.name(),
                    new Counts(
                            fates.getOrDefault(Fate.INSERT, 0L),
                            fates.getOrDefault(Fate.RENAME, 0L),
                            fates.getOrDefault(Fate.UPDATE, 0L),
                            fates.getOrDefault(Fate.KEEP, 0L),
                            fates.getOrDefault(Fate.UNCHANGED, 0L),
                            fates.getOrDefault(Fate.LEAVE_OUT, 0L),
                            fates.getOrDefault(Fate.BLOCKED, 0L),
                            fates.getOrDefault(Fate.RETIRE, 0L)));
        }
        return new Told(Ending.DONE, "", counts, changes);
    }

    private static String label(Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where this differs from what an engine was to say; the codes of rows only where they are laid down. */
    List<String> differences(Told actual, Oracle.Outcome outcome) {
        List<String> differences = new ArrayList<>();
        for (Table table : Table.ALL) {
            if (outcome.skipped().contains(table.seeder())) {
                continue;
            }
            Counts counts = actual.counts().get(table.name());
            if (!this.counts.get(table.name()).equals(counts)) {
                differences.add(
                        "counts of " + table + ": expected " + this.counts.get(table.name()) + ", told " + counts);
            }
        }
        Map<String, Change> rest = new TreeMap<>(actual.changes());
        changes.forEach((name, expected) -> {
            Change told = rest.remove(name);
            if (skips(outcome, name)) {
                return;
            }
            if (told == null
                    || !told.action().equals(expected.action())
                    || !(expected.code().isEmpty() || told.code().equals(expected.code()))) {
                differences.add(name + ": expected " + expected + ", told " + told);
            }
        });
        rest.forEach((name, told) -> {
            boolean silent = outcome.decisions().stream()
                    .anyMatch(it -> !it.listed && it.name().equals(name));
            if (!silent && !skips(outcome, name)) {
                differences.add(name + ": expected nothing, told " + told);
            }
        });
        return differences;
    }

    private static boolean skips(Oracle.Outcome outcome, String name) {
        return outcome.skipped()
                .contains(Table.named(name.substring(0, name.indexOf(' '))).seeder());
    }
}

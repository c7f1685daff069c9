package dev.seedbed.testkit.proof.history;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Takes away from a history that fails whatever it still fails without. */
final class Shrinking {
    private static final int MOST_TRIES = 600;

    private final Predicate<History> fails;
    private int tries;

    private Shrinking(Predicate<History> fails) {
        this.fails = fails;
    }

    static History of(History history, Predicate<History> fails) {
        return new Shrinking(fails).shrunk(history);
    }

    private History shrunk(History history) {
        History smallest = history;
        boolean smaller = true;
        while (smaller && tries < MOST_TRIES) {
            smaller = false;
            for (int i = smallest.steps().size() - 1; i >= 0; i--) {
                List<Step> fewer = new ArrayList<>(smallest.steps());
                Step gone = fewer.remove(i);
                if (fails(smallest.with(fewer))) {
                    smallest = smallest.with(fewer);
                    smaller = true;
                    continue;
                }
                for (Step simpler : simpler(gone)) {
                    List<Step> steps = new ArrayList<>(smallest.steps());
                    steps.set(i, simpler);
                    if (fails(smallest.with(steps))) {
                        smallest = smallest.with(steps);
                        smaller = true;
                        break;
                    }
                }
            }
        }
        return smallest;
    }

    private boolean fails(History history) {
        return tries++ < MOST_TRIES && fails.test(history);
    }

    private static List<Step> simpler(Step step) {
        List<Step> simpler = new ArrayList<>();
        if (step instanceof Step.Run run && run.restore()) {
            simpler.add(new Step.Run(run.mode(), run.allowBlocked(), false, run.breaks(), run.fresh()));
        }
        if (step instanceof Step.Publish publish) {
            Release release = publish.release();
            for (Table table : Table.ALL) {
                Release.Part part = release.part(table);
                for (Declared row : part.rows()) {
                    simpler.add(new Step.Publish(release.without(table, row)));
                }
                if (!part.retired().isEmpty()) {
                    simpler.add(new Step.Publish(release.with(table, part.withRetired(List.of()))));
                }
                for (Declared row : part.rows()) {
                    table.seedable()
                            .filter(column -> row.values().containsKey(column.name()))
                            .forEach(column -> {
                                List<Declared> rows = new ArrayList<>(part.rows());
                                rows.set(rows.indexOf(row), row.without(column.name()));
                                simpler.add(new Step.Publish(release.with(table, part.withRows(rows))));
                            });
                }
            }
        }
        return simpler;
    }
}

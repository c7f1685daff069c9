package dev.seedbed.testkit.proof.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Plays a history in a place, and compares the place with the oracle after each step. */
final class Player {
    private final Place place;
    private final Former ever = new Former();
    private World world = new World();
    private @Nullable Memory memory;
    private @Nullable Release release;
    private boolean former;

    /** Runs that wrote something. */
    int writingRuns;

    int excusedEdits;
    int excusedDeletions;

    Player(Place place) {
        this.place = place;
    }

    /** What went wrong first; null where nothing did. */
    @Nullable
    String play(History history) {
        former = history.former();
        for (int i = 0; i < history.steps().size(); i++) {
            Step step = history.steps().get(i);
            List<String> wrong = new ArrayList<>();
            try {
                step(step, wrong);
            } catch (RuntimeException e) {
                wrong.add("the step fails: " + e);
            }
            if (!wrong.isEmpty()) {
                String what = step instanceof Step.Publish ? "release" : step.toString();
                return "step " + (i + 1) + ", " + what + ":\n  " + String.join("\n  ", wrong);
            }
        }
        return null;
    }

    private void step(Step step, List<String> wrong) {
        if (step instanceof Step.Publish publish) {
            if (release != null) {
                ever.add(release);
            }
            release = publish.release();
            ever.follow(release);
            place.publish(release, former ? ever : null);
        } else if (step instanceof Step.EnableLedger) {
            if (memory == null) {
                memory = new Memory();
                place.enableLedger();
            }
        } else if (step instanceof Step.Run run) {
            if (release != null) {
                run(run, wrong);
            }
        } else if (world.byHand(step)) {
            place.byHand(step);
            compare(world, place.seen(), "by hand", wrong);
        }
    }

    private void run(Step.Run run, List<String> wrong) {
        Oracle.Outcome outcome = outcome(run);
        if (run.breaks() > 0) {
            broken(run, outcome, wrong);
            return;
        }
        Told expected = Told.of(outcome, Objects.requireNonNull(release));
        // A plan costs as much as a run with nothing to do.
        if (run.fresh() || outcome.refused()) {
            Told plan = place.plan(run);
            if (plan.ending() != Told.Ending.DONE) {
                wrong.add("plan: " + plan.ending() + " " + plan.said());
                return;
            }
            expected.differences(plan, outcome).forEach(it -> wrong.add("plan: " + it));
            compare(world, place.seen(), "after the plan", wrong);
        }

        Told told = place.run(run);
        Map<String, Map<String, Map<String, @Nullable String>>> after = place.seen();
        audit(run, after, wrong);
        if (outcome.refused()) {
            if (told.ending() != Told.Ending.BLOCKED) {
                wrong.add("rows are blocked, told " + told);
            }
        } else if (told.ending() != Told.Ending.DONE) {
            wrong.add("the run fails: " + told.said());
        } else {
            expected.differences(told, outcome).forEach(it -> wrong.add("run: " + it));
        }
        compare(outcome.world(), after, "after the run", wrong);
        writingRuns += outcome.writes() ? 1 : 0;
        world = outcome.world();
        memory = outcome.memory();
        if (wrong.isEmpty() && !outcome.refused()) {
            again(run, outcome, wrong);
        }
    }

    /** An immediate second run. */
    private void again(Step.Run run, Oracle.Outcome first, List<String> wrong) {
        // A second init finds rows, and so skips what the first one planted.
        Step.Run same = run.mode() == Step.Mode.INIT
                ? new Step.Run(Step.Mode.FILL, run.allowBlocked(), run.restore(), 0, false)
                : run;
        if (run.mode() == Step.Mode.INIT && !first.skipped().isEmpty()) {
            return;
        }
        Oracle.Outcome outcome = outcome(same);
        // A row that somebody stood in the way of may find the way free once that one is written.
        if (outcome.writes() && (first.blocks() || first.empties())) {
            return;
        }
        if (outcome.writes()) {
            wrong.add("the oracle itself would write in a second run: " + outcome.decisions());
            return;
        }
        String mark = place.mark();
        Told told = place.run(same);
        if (told.ending() != Told.Ending.DONE) {
            wrong.add("second run: " + told.ending() + " " + told.said());
        } else if (told.writes()) {
            wrong.add("the second run writes: " + told);
        } else if (!place.mark().equals(mark)) {
            wrong.add("the second run has written something that it does not tell");
        }
        compare(world, place.seen(), "after the second run", wrong);
        memory = outcome.memory();
    }

    /** All or nothing. */
    private void broken(Step.Run run, Oracle.Outcome outcome, List<String> wrong) {
        Told told = place.run(run);
        Map<String, Map<String, Map<String, @Nullable String>>> after = place.seen();
        audit(run, after, wrong);
        boolean done = told.ending() == Told.Ending.DONE;
        compare(
                done ? outcome.world() : world,
                after,
                done ? "after a run that was cut too late" : "after a cut",
                wrong);
        if (done) {
            world = outcome.world();
            memory = outcome.memory();
        }
    }

    private void audit(
            Step.Run run, Map<String, Map<String, Map<String, @Nullable String>>> after, List<String> wrong) {
        Audit audit = new Audit(world, memory, Objects.requireNonNull(release), ever, run);
        audit.look(after);
        wrong.addAll(audit.sins);
        excusedEdits += audit.excusedEdits;
        excusedDeletions += audit.excusedDeletions;
    }

    private Oracle.Outcome outcome(Step.Run run) {
        return Oracle.of(new Rules(), world, Objects.requireNonNull(release), former ? ever : null, memory, run);
    }

    private static void compare(
            World expected,
            Map<String, Map<String, Map<String, @Nullable String>>> actual,
            String when,
            List<String> wrong) {
        expected.seen().forEach((table, rows) -> {
            Map<String, Map<String, @Nullable String>> live = actual.get(table);
            rows.forEach((key, texts) -> {
                if (!texts.equals(live.get(key))) {
                    wrong.add(table + " " + key + " " + when + ": expected " + texts + ", there is " + live.get(key));
                }
            });
            live.forEach((key, texts) -> {
                if (!rows.containsKey(key)) {
                    wrong.add(table + " " + key + " " + when + ": expected no row, there is " + texts);
                }
            });
        });
    }
}

package dev.seedbed.admin.run;

import dev.seedbed.SeedGraph;
import dev.seedbed.Seedbed;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.Progress;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Confirmation;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.run.ReportJson;
import dev.seedbed.run.RunRecord;
import dev.seedbed.run.SavedPlan;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.Drift;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is administered: seeds and the database that they are planted in. Thread-safe. */
final class Seeds {
    /** The reason of a run for which nobody gave one, wherever it is told. */
    static final String NO_REASON = "plan applied in the admin service";

    private final Seedbed seedbed;

    Seeds(Seedbed seedbed) {
        this.seedbed = seedbed;
    }

    /** What came of something, and the report on it as JSON. */
    record Answer(Outcome outcome, String report) {
        static Answer of(Report report) {
            return new Answer(report.outcome(), ReportJson.of(report));
        }

        static Answer of(SeedException e) {
            Outcome outcome = Outcome.of(e.kind());
            return new Answer(outcome, ReportJson.ofFailure(outcome, e.problems()));
        }
    }

    /**
     * A plan to be kept, with the report on it.
     *
     * @param writes rows that it would write
     * @param adopts rows that it would write down in the ledger, which has not met them yet
     * @param isIdle true where to apply it would leave all as it is, the ledger too
     * @param target name of the database
     */
    record Planned(
            SavedPlan plan,
            Answer answer,
            long writes,
            long adopts,
            boolean isIdle,
            @Nullable String target) {
        static Planned of(SavedPlan plan, Report report) {
            long writes = 0;
            for (TableCounts table : report.tables()) {
                writes += table.inserted() + table.updated() + table.renamed() + table.retired();
            }
            Report.Target target = report.target();
            return new Planned(
                    plan,
                    Answer.of(report),
                    writes,
                    report.adopted(),
                    writes == 0 && report.adopted() == 0 && report.sql().isEmpty(),
                    target == null ? null : target.database());
        }
    }

    /**
     * A mode that may be asked for from afar.
     *
     * @throws Refused with status 422 for any other
     */
    static Mode mode(String label) {
        for (Mode mode : Mode.values()) {
            if (mode.label().equals(label) && mode != Mode.RESET) {
                return mode;
            }
        }
        throw new Refused(
                422,
                "no-mode",
                new Problem("There is no mode \"" + label + "\" here.", "mode", "choose init, fill or update"));
    }

    /** What a run would do now; only reads. */
    Answer look(Mode mode) {
        try {
            return Answer.of(seedbed.plan(mode));
        } catch (SeedException e) {
            return Answer.of(e);
        }
    }

    /** The same for people: with every row that differs counted. */
    Look status(Mode mode) {
        Drift drift = new Drift();
        try {
            Report report = seedbed.look(mode, drift);
            return new Look(report, drift.kinds(report), report.errors());
        } catch (SeedException e) {
            return new Look(null, List.of(), e.problems());
        }
    }

    /** @throws Refused with status 409 where the seeds are wrong */
    SeedGraph graph() {
        try {
            return seedbed.graph();
        } catch (SeedException e) {
            // Seeds that are wrong are nobody's failure here; a database that does not answer is.
            if (e.getCause() == null) {
                throw new Refused(409, "failed", e.problems().get(0));
            }
            throw e;
        }
    }

    /** @throws Refused with status 409 where nothing can be planned; its report says why */
    Planned plan(Mode mode) {
        AtomicReference<SavedPlan> saved = new AtomicReference<>();
        try {
            Report report = seedbed.plan(mode, saved::set);
            SavedPlan plan = saved.get();
            if (plan != null) {
                return Planned.of(plan, report);
            }
            throw new SeedException(report.errors());
        } catch (SeedException e) {
            throw new Refused(
                    409,
                    "no-plan",
                    e.problems().isEmpty()
                            ? new Problem("The seeds cannot be planned.", null, "look at the status of the seeds")
                            : e.problems().get(0));
        }
    }

    /**
     * Does exactly what the plan says, or nothing.
     *
     * @param runRecord what the service keeps of the run
     */
    Answer apply(SavedPlan plan, By by, String confirmed, Progress progress, RunRecord runRecord) {
        String reason = Objects.requireNonNullElse(by.reason(), NO_REASON);
        try {
            return Answer.of(seedbed.askedBy(by.actor(), reason, Confirmation.of(confirmed), progress, runRecord)
                    .apply(plan));
        } catch (SeedException e) {
            return Answer.of(e);
        }
    }
}

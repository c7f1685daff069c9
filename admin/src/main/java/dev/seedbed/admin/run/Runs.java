package dev.seedbed.admin.run;

import dev.seedbed.Seedbed;
import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.audit.Counts;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.run.Confirmation;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.RunRecord;
import dev.seedbed.run.SavedPlan;
import dev.seedbed.seed.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

/**
 * Applies plans, one after the other, each at most once and exactly as it was looked at. Thread-safe; to be closed, which
 * waits for the run that goes on.
 */
public final class Runs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final int THREADS = 3;

    private final RunRecords records;
    private final Plans plans;
    private final Seeds seeds;
    private final boolean production;
    private final boolean secondPerson;
    private final Duration lastWait;
    private final Counts counts;
    private final Map<UUID, Run.Progress> going = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor workers;
    private final ScheduledFuture<?> givingUp;

    /** The connections of the service are closed behind a run that takes too long: what it says from then on is of no use. */
    private volatile boolean isLeft;

    /**
     * @param secondPerson whether whoever applies a plan in production must be another than who made it
     * @param lastWait how long the run that goes on may do so when this is closed
     */
    public Runs(
            AdminDatabase database,
            Trail trail,
            Plans plans,
            Seedbed seedbed,
            boolean secondPerson,
            Duration lastWait,
            Counts counts) {
        this.lastWait = lastWait;
        this.counts = counts;
        this.records = new RunRecords(database, trail, going);
        this.plans = plans;
        this.seeds = new Seeds(seedbed);
        this.production = seedbed.environment().equals("production");
        this.secondPerson = secondPerson && production;
        this.workers = new ScheduledThreadPoolExecutor(THREADS, work -> {
            Thread thread = new Thread(work, "seedbed-admin-run");
            thread.setDaemon(true);
            return thread;
        });
        // A run that a stop waits for is alive still.
        workers.setContinueExistingPeriodicTasksAfterShutdownPolicy(true);
        workers.setRemoveOnCancelPolicy(true);
        this.givingUp =
                every(RunRecords.LOST, "Runs of processes that are gone could not be given up.", records::giveUp);
    }

    /**
     * Begins to apply a plan.
     *
     * @param confirmed the database's name, which is compared in production
     * @param asked whose reason, where they give none, is the one for which the plan was made; where there is none either,
     *     ledger, trail and run have the same words in its place
     * @throws Refused with status 404 for no plan, 403 where a second person is needed, which no program is, 422 for another name, which leaves
     *     the plan as it is, 409 for a plan that was applied before and while another run goes on in this process
     */
    public Run start(UUID plan, String confirmed, By asked) {
        Plans.Plan planned = plans.get(plan);
        By by = asked.reason() == null
                ? asked.because(Objects.requireNonNullElse(planned.reason(), Seeds.NO_REASON))
                : asked;
        if (isOnlyForAnother(planned, by.actor())) {
            throw new Refused(
                    403,
                    "second-person",
                    new Problem(
                            isProgram(by.actor())
                                    ? "In production a plan is applied by a second person, and a program is none."
                                    : "In production a plan is applied by somebody else than who made it.",
                            "plan " + plan,
                            "have another administrator look at the plan, and apply it"));
        }
        String name = planned.target();
        if (production && name != null && !Confirmation.matches(confirmed, name)) {
            throw new Refused(
                    422,
                    "not-confirmed",
                    new Problem(
                            confirmed.isBlank()
                                    ? "The name of the database is missing."
                                    : "\"" + confirmed + "\" is not the name of the database.",
                            "confirm",
                            "write " + name + ", if that is the one that you mean"));
        }
        SavedPlan saved = plans.saved(plan);
        UUID id = UUID.randomUUID();
        if (!begin(id)) {
            throw new Refused(
                    409,
                    "run-going",
                    new Problem("A run is going on.", null, "wait until it has ended, and look at its report"));
        }
        try {
            records.begin(id, planned, by);
            Run begun = records.get(id);
            workers.execute(() -> apply(id, saved, confirmed, by));
            return begun;
        } catch (DuplicateKeyException e) {
            going.remove(id);
            throw new Refused(
                    409,
                    "plan-applied",
                    new Problem(
                            "The plan was applied before.",
                            "plan " + plan,
                            "make a new plan, look at it, and apply that"));
        } catch (RuntimeException e) {
            going.remove(id);
            throw e;
        }
    }

    /** Whether a plan can be applied by somebody, and what it takes. */
    public Approval approval(Plans.Plan plan, String actor) {
        return new Approval(
                records.of(plan.id()),
                going.keySet().stream().findFirst().orElse(null),
                isOnlyForAnother(plan, actor),
                secondPerson,
                production ? plan.target() : null);
    }

    private boolean isOnlyForAnother(Plans.Plan plan, String actor) {
        return secondPerson && (isProgram(actor) || plan.madeBy().equalsIgnoreCase(actor));
    }

    private static boolean isProgram(String actor) {
        return actor.startsWith(Caller.Kind.TOKEN.prefix());
    }

    private synchronized boolean begin(UUID id) {
        return going.isEmpty() && going.put(id, new Run.Progress("waiting", "", 0, -1)) == null;
    }

    private void apply(UUID id, SavedPlan plan, String confirmed, By by) {
        var beat = every(BEAT, "It could not be said that a run goes on.", () -> records.isAlive(id));
        long begun = System.nanoTime();
        Outcome outcome = Outcome.UNKNOWN;
        try {
            Seeds.Answer answer = seeds.apply(
                    plan,
                    by,
                    confirmed,
                    (activity, table, rows, of) -> going.put(id, new Run.Progress(activity, table, rows, of)),
                    new RunRecord(id.toString(), connection -> records.applied(connection, id, by)));
            outcome = answer.outcome();
            records.ended(id, answer.outcome(), answer.report(), by);
        } catch (RuntimeException e) {
            if (isLeft) {
                LOG.warn("Run {} was not done when the service stopped; the next start says what became of it.", id);
            } else {
                LOG.error("Run {} ended in an error that is none of the seeds'.", id, e);
                records.ended(id, Outcome.UNKNOWN, "{}", by);
            }
        } finally {
            beat.cancel(false);
            going.remove(id);
            counts.run(plan.mode().label(), outcome.label(), Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private ScheduledFuture<?> every(Duration pause, String failed, Runnable work) {
        Runnable tried = () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                // The next time may be a better one; once the service has stopped there is none.
                if (!isLeft) {
                    LOG.warn(failed, e);
                }
            }
        };
        return workers.scheduleWithFixedDelay(tried, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The latest, newest first, without their reports. */
    public List<Run> list(int most) {
        return list(most, null);
    }

    /** @param before only those that started earlier; null for the latest */
    public List<Run> list(int most, @Nullable Instant before) {
        records.giveUp();
        return records.list(most, before);
    }

    /** @throws Refused with status 404 */
    public Run get(UUID id) {
        records.giveUp();
        return records.get(id);
    }

    /** Those of some runs, by the ids that the ledger has for them, that were started here. */
    public Set<String> ofService(Set<String> ids) {
        return records.known(ids);
    }

    /** The only id of a run that has these digits in front of its first hyphen; null where none has, or several have. */
    public @Nullable String beginning(String start) {
        return records.beginning(start);
    }

    @Override
    public void close() {
        givingUp.cancel(false);
        workers.shutdown();
        try {
            if (!workers.awaitTermination(lastWait.toMillis(), TimeUnit.MILLISECONDS)) {
                isLeft = true;
                LOG.warn("A run goes on while the service stops; the database does all of it, or nothing.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

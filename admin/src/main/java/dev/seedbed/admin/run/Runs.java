package dev.seedbed.admin.run;

import dev.seedbed.Seedbed;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.audit.Counts;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.SavedPlan;
import dev.seedbed.seed.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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
    private static final Duration LOST = Duration.ofMinutes(1);

    private final AdminDatabase database;
    private final Trail trail;
    private final Plans plans;
    private final Seeds seeds;
    private final boolean secondPerson;
    private final Duration lastWait;
    private final Counts counts;
    private final Map<UUID, Run.Progress> going = new ConcurrentHashMap<>();
    private final ScheduledExecutorService workers;

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
        this.database = database;
        this.trail = trail;
        this.plans = plans;
        this.seeds = new Seeds(seedbed);
        this.secondPerson = secondPerson && seedbed.environment().equals("production");
        this.workers = Executors.newScheduledThreadPool(2, work -> {
            Thread thread = new Thread(work, "seedbed-admin-run");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins to apply a plan.
     *
     * @param confirmed the database's name, which is compared in production
     * @throws Refused with status 404 for no plan, 403 where a second person is needed, 409 for a plan that was applied
     *     before and while another run goes on in this process
     */
    public Run start(UUID plan, String confirmed, By by) {
        Plans.Plan planned = plans.get(plan);
        if (secondPerson && planned.madeBy().equals(by.actor())) {
            throw new Refused(
                    403,
                    "second-person",
                    new Problem(
                            "In production a plan is applied by somebody else than who made it.",
                            "plan " + plan,
                            "have another administrator look at the plan, and apply it"));
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
            database.together(() -> {
                OffsetDateTime now = database.now();
                database.write("""
                        insert into seedbed_admin_run (id, plan_id, mode, started_by, started_at, reason, alive_at)
                        values (?, ?, ?, ?, ?, ?, ?)""", id, plan, planned.mode(), by.actor(), now, by.reason(), now);
                trail.change(by, "run.started", id.toString(), null, "plan " + plan);
            });
            Run begun = get(id);
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

    private synchronized boolean begin(UUID id) {
        return going.isEmpty() && going.put(id, new Run.Progress("waiting", "", 0, -1)) == null;
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void apply(UUID id, SavedPlan plan, String confirmed, By by) {
        var beat = workers.scheduleAtFixedRate(
                () -> database.write(
                        "update seedbed_admin_run set alive_at = ? where id = ? and finished_at is null",
                        database.now(),
                        id),
                BEAT.toMillis(),
                BEAT.toMillis(),
                TimeUnit.MILLISECONDS);
        long begun = System.nanoTime();
        Outcome outcome = Outcome.UNKNOWN;
        try {
            Seeds.Answer answer = seeds.apply(
                    plan,
                    by.actor(),
                    Objects.requireNonNullElse(by.reason(), "plan applied in the admin service"),
                    confirmed,
                    (activity, table, rows, of) -> going.put(id, new Run.Progress(activity, table, rows, of)));
            outcome = answer.outcome();
            finish(id, answer, by);
        } catch (RuntimeException e) {
            LOG.error("Run {} ended in an error that is none of the seeds'.", id, e);
            finish(id, new Seeds.Answer(Outcome.UNKNOWN, "{}"), by);
        } finally {
            beat.cancel(false);
            going.remove(id);
            counts.run(plan.mode().label(), outcome.label(), Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private void finish(UUID id, Seeds.Answer answer, By by) {
        database.together(() -> {
            OffsetDateTime now = database.now();
            database.write(
                    "update seedbed_admin_run set alive_at = ?, finished_at = ?, outcome = ?, report = ? where id = ?",
                    now,
                    now,
                    answer.outcome().label(),
                    answer.report(),
                    id);
            trail.change(
                    by, "run.finished", id.toString(), null, answer.outcome().label());
        });
    }

    /** The latest, newest first, without their reports. */
    public List<Run> list(int most) {
        return database.sql()
                .sql("""
                        select id, plan_id, mode, started_by, started_at, reason, alive_at, finished_at, outcome,
                          cast(null as varchar(1)) as report
                        from seedbed_admin_run order by started_at desc, id limit ?""")
                .params(most)
                .query((row, number) -> run(row))
                .list();
    }

    /** @throws Refused with status 404 */
    public Run get(UUID id) {
        return database.sql()
                .sql("select * from seedbed_admin_run where id = ?")
                .params(id)
                .query((row, number) -> run(row))
                .optional()
                .orElseThrow(() -> new Refused(
                        404,
                        "no-run",
                        new Problem("There is no run \"" + id + "\".", null, "take an id out of the list of runs")));
    }

    private Run run(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        OffsetDateTime alive = row.getObject("alive_at", OffsetDateTime.class);
        String state = row.getString("outcome");
        if (finished == null) {
            state = alive.isBefore(database.now().minus(LOST)) ? "lost" : "running";
        }
        return new Run(
                id,
                row.getObject("plan_id", UUID.class),
                row.getString("mode"),
                row.getString("started_by"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getString("reason"),
                state,
                finished == null ? null : finished.toInstant(),
                finished == null ? progress(id) : null,
                row.getString("report"));
    }

    private Run.@Nullable Progress progress(UUID id) {
        return going.get(id);
    }

    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(lastWait.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A run goes on while the service stops; the database does all of it, or nothing.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

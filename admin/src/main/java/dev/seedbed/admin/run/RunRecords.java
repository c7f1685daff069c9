package dev.seedbed.admin.run;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.ReportJson;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * What is written down of runs, in the tables of the service and its trail. That a run was applied stands there by the
 * transaction that applied it, and by nothing else. One that is not so written down may be given up by anybody, any time:
 * it finds itself given up before COMMIT, and is rolled back.
 */
final class RunRecords {
    /** A run of which nothing was heard for so long is given up: its process is gone, or as good as gone. */
    static final Duration LOST = Duration.ofSeconds(30);

    /** In the ledger stand runs of others too, with ids of another form. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final AdminDatabase database;
    private final Trail trail;
    private final Map<UUID, Run.Progress> going;

    /** @param going how far the runs of this process are */
    RunRecords(AdminDatabase database, Trail trail, Map<UUID, Run.Progress> going) {
        this.database = database;
        this.trail = trail;
        this.going = going;
    }

    /** @throws org.springframework.dao.DuplicateKeyException for a plan that was applied before */
    void begin(UUID id, Plans.Plan plan, By by) {
        database.together(() -> {
            OffsetDateTime now = database.now();
            database.write("""
                    insert into seedbed_admin_run (id, plan_id, mode, started_by, started_at, reason, alive_at)
                    values (?, ?, ?, ?, ?, ?, current_timestamp)""", id, plan.id(), plan.mode(), by.actor(), now, by.reason());
            trail.change(by, "run.started", id.toString(), null, "plan " + plan.id());
        });
    }

    /** By the clock of the database, which is one for all processes. */
    void isAlive(UUID id) {
        database.write(
                "update seedbed_admin_run set alive_at = current_timestamp where id = ? and finished_at is null", id);
    }

    /**
     * Writes down that a run was applied.
     *
     * @param connection in the transaction of the run
     * @throws SeedException for one that was given up
     */
    void applied(Connection connection, UUID id, By by) throws SQLException {
        try {
            AdminDatabase within = database.on(connection);
            if (!end(within, id, Outcome.APPLIED, null)) {
                throw new SeedException(new Problem(
                        "The run was given up, since nothing was heard of it for " + LOST.toSeconds()
                                + " seconds; nothing was written.",
                        "run " + id,
                        "make a new plan, and apply that"));
            }
            trail.on(within).change(by, "run.finished", id.toString(), null, Outcome.APPLIED.label());
        } catch (DataAccessException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * Writes down how a run ended; of one that was applied the report, since all else is there.
     *
     * @param outcome as the run itself tells it, which for a connection that was lost is a guess
     */
    void ended(UUID id, Outcome outcome, String report, By by) {
        if (outcome == Outcome.APPLIED) {
            trail.stays("run.finished");
            database.write("update seedbed_admin_run set report = ? where id = ? and outcome = 'applied'", report, id);
            return;
        }
        Outcome known = outcome == Outcome.UNKNOWN ? Outcome.FAILED : outcome;
        String told = outcome == known ? report : nothingWritten("its connection was lost");
        database.together(() -> {
            // A transaction that is not settled yet has the row: it is for giveUp, once it is.
            if (!unfinished("id = ?", id).isEmpty()) {
                end(database, id, known, told);
                trail.change(by, "run.finished", id.toString(), null, known.label());
            }
        });
    }

    /** Gives up the runs whose processes are gone. */
    void giveUp() {
        String lost = "alive_at < current_timestamp - interval '" + LOST.toSeconds() + "' second";
        boolean areNone = database.sql()
                .sql("select id from seedbed_admin_run where finished_at is null and " + lost)
                .query(UUID.class)
                .list()
                .isEmpty();
        if (areNone) {
            return;
        }
        By service = new By(By.SERVICE.actor(), By.SERVICE.source(), "its process ended; nothing was written", null);
        database.together(() -> unfinished(lost).forEach(id -> {
            end(database, id, Outcome.FAILED, nothingWritten("its process ended"));
            trail.change(service, "run.finished", id.toString(), null, Outcome.FAILED.label());
        }));
    }

    /** Those that are not being committed either; nobody else writes them until the transaction ends. */
    private List<UUID> unfinished(String condition, Object... values) {
        return database.sql()
                .sql("select id from seedbed_admin_run where finished_at is null and " + condition
                        + " for update skip locked")
                .params(values)
                .query(UUID.class)
                .list();
    }

    private static String nothingWritten(String why) {
        return ReportJson.ofFailure(
                Outcome.FAILED,
                List.of(new Problem(
                        "The run was not finished: " + why + ". Nothing was written.",
                        null,
                        "make a new plan, look at it, and apply that")));
    }

    private static boolean end(AdminDatabase within, UUID id, Outcome outcome, @Nullable String report) {
        return within.write("""
                        update seedbed_admin_run set finished_at = ?, outcome = ?, report = ?
                        where id = ? and finished_at is null""", within.now(), outcome.label(), report, id) == 1;
    }

    /** The run that took up a plan; null where none has. */
    @Nullable
    UUID of(UUID plan) {
        return database.sql()
                .sql("select id from seedbed_admin_run where plan_id = ?")
                .params(plan)
                .query(UUID.class)
                .optional()
                .orElse(null);
    }

    /**
     * The latest, newest first, without their reports.
     *
     * @param before only those that started earlier; null for all
     */
    List<Run> list(int most, @Nullable Instant before) {
        OffsetDateTime earlier = before == null ? null : before.atOffset(ZoneOffset.UTC);
        return database.sql()
                .sql("""
                        select id, plan_id, mode, started_by, started_at, reason, finished_at, outcome,
                          cast(null as varchar(1)) as report
                        from seedbed_admin_run
                        where cast(? as timestamp with time zone) is null or started_at < ?
                        order by started_at desc, id limit ?""")
                .params(Arrays.asList(earlier, earlier, most))
                .query((row, number) -> run(row))
                .list();
    }

    /** @throws Refused with status 404 */
    Run get(UUID id) {
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

    /** Those of some ids, as texts, that runs have. */
    Set<String> known(Set<String> ids) {
        List<UUID> wanted = ids.stream()
                .filter(id -> ID.matcher(id).matches())
                .map(UUID::fromString)
                .toList();
        return wanted.isEmpty()
                ? Set.of()
                : database
                        .sql()
                        .sql("select id from seedbed_admin_run where id in (:ids)")
                        .param("ids", wanted)
                        .query(UUID.class)
                        .set()
                        .stream()
                        .map(UUID::toString)
                        .collect(Collectors.toSet());
    }

    /** The only id that has these digits in front of its first hyphen; null where none has, or several have. */
    @Nullable
    String beginning(String start) {
        List<String> ids = database.sql()
                .sql("select cast(id as varchar(36)) from seedbed_admin_run where cast(id as varchar(36)) like ?"
                        + " fetch first 2 rows only")
                .param(start + "-%")
                .query(String.class)
                .list();
        return ids.size() == 1 ? ids.get(0) : null;
    }

    private Run run(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        // One of this process has ended once its report is there.
        Run.Progress progress = going.get(id);
        OffsetDateTime finished = progress != null ? null : row.getObject("finished_at", OffsetDateTime.class);
        return new Run(
                id,
                row.getObject("plan_id", UUID.class),
                row.getString("mode"),
                row.getString("started_by"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getString("reason"),
                finished == null ? "running" : row.getString("outcome"),
                finished == null ? null : finished.toInstant(),
                progress,
                row.getString("report"));
    }
}

package dev.seedbed.admin.run;

import dev.seedbed.SeedGraph;
import dev.seedbed.Seedbed;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.run.SavedPlan;
import dev.seedbed.seed.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Plans that are kept for people to look at before they are applied. Thread-safe. */
public final class Plans {
    /** A plan that nobody applied is forgotten after so long. */
    private static final Duration KEPT = Duration.ofDays(7);

    private final AdminDatabase database;
    private final Trail trail;
    private final Seeds seeds;

    public Plans(AdminDatabase database, Trail trail, Seedbed seedbed) {
        this.database = database;
        this.trail = trail;
        this.seeds = new Seeds(seedbed);
    }

    /**
     * A plan that is kept.
     *
     * @param reason that its maker gave; null for none
     * @param writes rows that it would write; null of a plan that an earlier release made
     * @param adopts rows that it would write down in the ledger, which has not met them yet; null as before
     * @param isIdle true where to apply it would leave all as it is, the ledger too: it waits for nobody
     * @param target name of the database; null as before
     * @param report what it would do, as JSON; null in a list
     */
    public record Plan(
            UUID id,
            String mode,
            String madeBy,
            Instant madeAt,
            @Nullable String reason,
            @Nullable Long writes,
            @Nullable Long adopts,
            boolean isIdle,
            @Nullable String target,
            @Nullable String report) {}

    /**
     * How the database differs from its seeds, as JSON: what a mode would do now.
     *
     * @throws Refused with status 422 for an unknown mode
     */
    public String status(String mode) {
        return seeds.look(Seeds.mode(mode)).report();
    }

    /**
     * The same for people to read.
     *
     * @throws Refused with status 422 for an unknown mode
     */
    public Look look(String mode) {
        return seeds.status(Seeds.mode(mode));
    }

    /**
     * The seeders in the order in which they are planted.
     *
     * @throws Refused with status 409 where the seeds are wrong
     */
    public SeedGraph graph() {
        return seeds.graph();
    }

    /**
     * Plans, and keeps the plan.
     *
     * @throws Refused with status 422 for an unknown mode, 409 where nothing can be planned
     */
    public Plan make(String mode, By by) {
        Seeds.Planned planned = seeds.plan(Seeds.mode(mode));
        UUID id = UUID.randomUUID();
        OffsetDateTime now = database.now();
        database.together(() -> {
            database.write("""
                    delete from seedbed_admin_plan p
                    where made_at < ? and not exists (select 1 from seedbed_admin_run r where r.plan_id = p.id)""", now.minus(KEPT));
            database.write(
                    """
                    insert into seedbed_admin_plan
                      (id, mode, made_by, made_at, reason, writes, adopts, idle, target, saved, report)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    id,
                    mode,
                    by.actor(),
                    now,
                    by.reason(),
                    planned.writes(),
                    planned.adopts(),
                    planned.isIdle(),
                    planned.target(),
                    planned.plan().json(),
                    planned.answer().report());
            trail.change(by, "plan.made", id.toString(), null, mode);
        });
        return get(id);
    }

    /** @throws Refused with status 404 */
    public Plan get(UUID id) {
        return database.sql()
                .sql("""
                        select id, mode, made_by, made_at, reason, writes, adopts, idle, target, report
                        from seedbed_admin_plan where id = ?""")
                .params(id)
                .query((row, number) -> plan(row))
                .optional()
                .orElseThrow(() -> new Refused(
                        404,
                        "no-plan",
                        new Problem(
                                "There is no plan \"" + id + "\".",
                                null,
                                "make one; a plan that nobody applies is forgotten after 7 days")));
    }

    /** The latest that nobody has applied and that would change something, newest first, without their reports. */
    public List<Plan> waiting(int most) {
        return database.sql()
                .sql("""
                        select id, mode, made_by, made_at, reason, writes, adopts, idle, target,
                          cast(null as varchar(1)) as report
                        from seedbed_admin_plan p
                        where not idle and not exists (select 1 from seedbed_admin_run r where r.plan_id = p.id)
                        order by made_at desc, id limit ?""")
                .params(most)
                .query((row, number) -> plan(row))
                .list();
    }

    /**
     * What somebody may want to see to.
     *
     * @param waiting plans that nobody has applied and that would change something
     * @param running runs that go on, or whose process has ended without a word
     */
    public record Outlook(long waiting, long running) {
        public static final Outlook NOTHING = new Outlook(0, 0);
    }

    public Outlook outlook() {
        return database.sql()
                .sql("""
                        select (select count(*) from seedbed_admin_plan p
                                where not idle and not exists
                                  (select 1 from seedbed_admin_run r where r.plan_id = p.id)) as waiting,
                               (select count(*) from seedbed_admin_run where finished_at is null) as running""")
                .query((row, number) -> new Outlook(row.getLong("waiting"), row.getLong("running")))
                .single();
    }

    private static Plan plan(ResultSet row) throws SQLException {
        return new Plan(
                row.getObject("id", UUID.class),
                row.getString("mode"),
                row.getString("made_by"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getString("reason"),
                row.getObject("writes", Long.class),
                row.getObject("adopts", Long.class),
                row.getBoolean("idle"),
                row.getString("target"),
                row.getString("report"));
    }

    SavedPlan saved(UUID id) {
        return SavedPlan.of(
                database.sql()
                        .sql("select saved from seedbed_admin_plan where id = ?")
                        .params(id)
                        .query(String.class)
                        .single(),
                "plan " + id);
    }
}

package dev.seedbed.cli.demo;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.show.Drift;
import dev.seedbed.show.Heading;
import dev.seedbed.show.Paint;
import dev.seedbed.show.ReportText;
import dev.seedbed.show.StatusText;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/** Shows the main job on real tables, and checks that everything is as it says. */
public final class Story {
    private final DemoDatabase database;
    private final PrintWriter out;
    private final Paint paint;
    private int chapter;

    public Story(DemoDatabase database, PrintWriter out, Paint paint) {
        this.database = database;
        this.out = out;
        this.paint = paint;
    }

    /**
     * Tells it from beginning to end.
     *
     * @throws NotAsTold where something turned out otherwise
     */
    public void tell() throws SQLException {
        try (DemoFiles files = DemoFiles.unpack()) {
            opening();
            firstRelease(files);
            decisions(files);
            secondRelease(files);
            drift(files);
            ending();
        }
    }

    private void opening() throws SQLException {
        say("Seedbed plants the data an application cannot run without, and keeps it current.");
        say("This demo runs on " + database.description() + ".");
        chapter("The tables are there, and empty");
        int tables = 0;
        for (String system : List.of("dashtam", "inventory")) {
            for (String statement : DemoFiles.schema(system)) {
                execute(statement);
                tables += statement.strip().startsWith("create table") ? 1 : 0;
            }
        }
        say(
                "Migrations made " + tables + " tables for two applications: a finance service (access",
                "rules, providers) and an inventory service (permissions, roles, tiers, units).",
                "Their seeds are files beside the code, such as seeds/inventory/tiers.yaml:");
        out.println();
        quote(
                "- {key: starter, name: Starter, price: 12, user_limit: 5}",
                "…",
                "- tier_id: {key: starter}                  # a reference, by natural key",
                "  permission_id: {$each: {declared: permission, where: {name: \"inventory.*\"}}}");
    }

    private void firstRelease(DemoFiles files) throws SQLException {
        chapter("What would be planted");
        prompt("seedbed plan --mode fill");
        Report plan = seedbed(files).plan(Mode.FILL);
        show(report("plan").brief(plan));
        expect(plan.outcome() == Outcome.PLANNED && plan.inserted() > 0, "the plan has rows to insert");
        expect(count("permission") == 0, "a plan writes nothing");

        chapter("Plant it");
        prompt("seedbed fill");
        Report fill = seedbed(files).fill();
        show(report("fill").brief(fill));
        expect(fill.outcome() == Outcome.APPLIED, "the seeds are planted");
        expect(fill.inserted() == plan.inserted(), "as many rows are planted as the plan said");
        expect(count("casbin_rule") == 16 && count("providers") == 3, "there are 16 rules and 3 providers");
        expect(count("casbin_rule where v2 = ''") == 2, "an empty text stays an empty text");
        expect(count("permission") == 40 && count("subscription_tier") == 3, "there are 40 permissions and 3 tiers");
        expect(count("unit where base_unit_id is not null") == 7, "units refer to their base units");
        expect(count("app_user") == 0, "the account for development stays out of production");

        chapter("Again, as on every deploy: nothing is written");
        prompt("seedbed fill");
        Report again = seedbed(files).fill();
        show(report("fill").focused(again));
        expect(again.outcome() == Outcome.NOTHING_TO_DO, "a second run has nothing to do");
        expect(count("casbin_rule") == 16, "a second run plants nothing twice");
    }

    private void decisions(DemoFiles files) throws SQLException {
        chapter("Somebody decides otherwise, and that survives");
        edit("update subscription_tier set price = 39 where \"key\" = 'team'");
        edit("update providers set name = 'Schwab' where slug = 'schwab'");
        prompt("seedbed fill");
        Report report = seedbed(files).fill();
        show(report("fill").focused(report));
        expect(report.outcome() == Outcome.NOTHING_TO_DO, "rows that differ are no reason to write");
        decisionsStand();
    }

    private void decisionsStand() throws SQLException {
        expect(
                Objects.equals(text("select price from subscription_tier where \"key\" = 'team'"), "39.00"),
                "the price that somebody set stays");
        expect(
                Objects.equals(text("select name from providers where slug = 'schwab'"), "Schwab"),
                "the name that somebody gave stays");
    }

    private void secondRelease(DemoFiles files) throws SQLException {
        chapter("The next release brings new seeds");
        files.release2();
        quote(
                "+ {name: products.bulk_import, category: products}",
                "+ {key: enterprise, name: Enterprise, price: 199, user_limit: null}",
                "~ {key: starter, …, price: 15, $was: {price: [12]}}      # it was 12");
        out.println();
        prompt("seedbed plan");
        Report plan = seedbed(files).plan(Mode.UPDATE);
        show(report("plan").focused(plan));
        // A permission, a tier, its 41 permissions, and the new permission for exempt, team and org_owner.
        expect(plan.inserted() == 46, "the plan has 46 rows, not " + plan.inserted());
        out.println();
        prompt("seedbed update");
        Report update = seedbed(files).update();
        show(report("update")
                        .brief(update)
                        .lines()
                        .reduce((first, last) -> last)
                        .orElse("") + "\n");
        expect(update.outcome() == Outcome.APPLIED && update.inserted() == 46, "the new release is planted");
        expect(
                Objects.equals(text("select price from subscription_tier where \"key\" = 'starter'"), "15.00"),
                "a new default reaches a row that nobody had touched");
        expect(count("permission") == 41 && count("subscription_tier") == 4, "the new rows are there");
        decisionsStand();
    }

    private void drift(DemoFiles files) throws SQLException {
        chapter("How the database differs from its seeds");
        prompt("seedbed status");
        Drift drift = new Drift();
        Report status = builder(files).changes(drift).build().plan(Mode.UPDATE);
        show(new StatusText(new Heading("status", null, null), paint, false).of(status, drift));
        expect(!status.writes(), "nothing waits any more");
        expect(status.changes().size() == 2, "two rows differ, both by decision");
        decisionsStand();
    }

    private void ending() {
        chapter("On your own database");
        quote(
                "seedbed new                                        a first seeder",
                "seedbed plan --url postgres://app@localhost/app    what would be planted",
                "seedbed fill --url postgres://app@localhost/app    plant it, on every deploy",
                "seedbed update --url postgres://app@localhost/app  a new release");
    }

    private Seedbed seedbed(DemoFiles files) {
        return builder(files).build();
    }

    private Seedbed.Builder builder(DemoFiles files) {
        return Seedbed.on(database.dataSource())
                .seeds("seeds")
                .baseDirectory(files.directory())
                .environment("production", "default");
    }

    private ReportText report(String command) {
        return new ReportText(new Heading(command, null, null), paint, false);
    }

    private void chapter(String title) {
        out.println();
        out.println(paint.bold(paint.green(++chapter + ". " + title)));
        out.println();
    }

    private void say(String... lines) {
        for (String line : lines) {
            out.println(line);
        }
    }

    private void quote(String... lines) {
        for (String line : lines) {
            out.println(" " + paint.cyan(line));
        }
    }

    private void prompt(String command) {
        out.println(paint.dim("$ ") + paint.bold(command));
    }

    private void show(String text) {
        text.lines().forEach(line -> out.println(line.isEmpty() ? "" : " " + line));
        out.flush();
    }

    private static void expect(boolean truth, String what) {
        if (!truth) {
            throw new NotAsTold(what);
        }
    }

    private void edit(String sql) throws SQLException {
        out.println(paint.dim("sql> ") + sql + ";");
        execute(sql);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String rows) throws SQLException {
        return Long.parseLong(text("select count(*) from " + rows));
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? String.valueOf(result.getString(1)) : "";
        }
    }
}

package dev.seedbed.cli.demo;

import dev.seedbed.Seedbed;
import dev.seedbed.rows.Edits;
import dev.seedbed.rows.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A small system that has been in use for a while: planted by its first release, changed by people, by way of the service and
 * past it, with the seeds of a second release waiting. On a PostgreSQL of its own that goes with it.
 */
public final class ServedDemo implements AutoCloseable {
    private static final List<String> SYSTEMS = List.of("dashtam", "inventory", "served");

    private final DemoDatabase database;
    private final DemoFiles files;
    private boolean closed;

    private ServedDemo(DemoDatabase database, DemoFiles files) {
        this.database = database;
        this.files = files;
    }

    /** Brings all of it up. */
    public static ServedDemo start() throws SQLException {
        return on(PostgresDemo.start());
    }

    /** Brings it up on a database that is empty, and ends with it. */
    public static ServedDemo on(DemoDatabase database) throws SQLException {
        ServedDemo demo = new ServedDemo(database, DemoFiles.unpackServed());
        try {
            demo.live();
            return demo;
        } catch (SQLException | RuntimeException e) {
            demo.close();
            throw e;
        }
    }

    public DataSource dataSource() {
        return database.dataSource();
    }

    /** What it runs on, in words. */
    public String description() {
        return database.description();
    }

    public Seedbed seedbed() {
        return seedbed("demo", null);
    }

    private Seedbed seedbed(String actor, @Nullable String reason) {
        return Seedbed.on(database.dataSource())
                .seeds("seeds")
                .baseDirectory(files.directory())
                .environment("development", "--demo")
                .actor(actor)
                .reason(reason)
                .build();
    }

    private void live() throws SQLException {
        for (String system : SYSTEMS) {
            for (String statement : DemoFiles.schema(system)) {
                execute(statement);
            }
        }
        Seedbed first = seedbed("deploy", "release 1.0");
        first.ledger().enable();
        first.update();
        decisions(first.tables());
        pastTheService();
        files.release2();
        files.servedRelease2();
    }

    /** What people decided by way of the service, each with a reason. */
    private static void decisions(Tables tables) {
        Edits maria = tables.by("maria", "spring offer, until June");
        change(maria, tables, "subscription_tier", Map.of("key", "team"), Map.of("price", "39"));
        Edits jon = tables.by("jon", "asked for by sales");
        jon.create("subscription_tier", Map.of("key", "nonprofit", "name", "Non-profit", "price", "5"));
        tables.by("jon", "the contract has ended")
                .delete("providers", Map.of("slug", "alpaca"), version(tables, "providers", Map.of("slug", "alpaca")));
        change(
                tables.by("amara", "customers outside our own time zone"),
                tables,
                "app_setting",
                Map.of("name", "support.hours"),
                Map.of("setting_value", "00:00-24:00"));
        tables.by("amara", "agreed with our bank; no release changes it")
                .pin("app_setting", Map.of("name", "invoice.due_days"), null, "setting_value");
    }

    private static void change(
            Edits by, Tables tables, String table, Map<String, String> key, Map<String, String> values) {
        by.change(table, Map.copyOf(key), version(tables, table, key), Map.copyOf(values));
    }

    private static String version(Tables tables, String table, Map<String, String> key) {
        return Objects.requireNonNull(tables.row(table, Map.copyOf(key)).version());
    }

    /** What somebody did in SQL, of which nothing is known but what came of it. */
    private void pastTheService() throws SQLException {
        execute("update providers set name = 'Schwab' where slug = 'schwab'");
        execute("update country set name = 'Great Britain' where code = 'GB'");
        execute("delete from country where code = 'AQ'");
        execute("insert into unit (name, symbol, factor) values ('pallet', 'plt', 1)");
        execute("insert into organization (name, tier_id) select 'Northern Bakery', id from subscription_tier"
                + " where \"key\" = 'starter'");
        execute("insert into role (name, organization_id) select 'baker', id from organization"
                + " where name = 'Northern Bakery'");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Also at the end of the process, which may come while it is being closed. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            database.close();
        } finally {
            files.close();
        }
    }
}

package dev.seedbed.maven;

import dev.seedbed.Seedbed;
import dev.seedbed.connect.Database;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.Call;
import dev.seedbed.show.Heading;
import dev.seedbed.show.Paint;
import dev.seedbed.show.ReportText;
import java.io.File;
import java.util.List;
import java.util.function.Consumer;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that looks at a database or writes to it. */
abstract class DatabaseMojo extends SeedbedMojo {
    /**
     * The database: jdbc:…, postgres://user@host/database, sqlite:file or h2:./file. Else SEEDBED_URL, DATABASE_URL, PGHOST
     * and its kin, or url in seedbed.yaml.
     */
    @Parameter(property = "seedbed.url")
    @Nullable
    String url;

    /** Database user. Else SEEDBED_USER, the address, or user in seedbed.yaml. */
    @Parameter(property = "seedbed.user")
    @Nullable
    String user;

    /** Environment variable with the password. Default: SEEDBED_PASSWORD. */
    @Parameter(property = "seedbed.password-env")
    @Nullable
    String passwordEnv;

    /** The password itself, for a property of settings.xml; a variable or a file keep it out of the log of processes. */
    @Parameter(property = "seedbed.password")
    @Nullable
    String password;

    /** File whose first line is the password. */
    @Parameter(property = "seedbed.password-file")
    @Nullable
    File passwordFile;

    /** Where tables without a schema are looked for. Else SEEDBED_SCHEMA, or schema in seedbed.yaml. */
    @Parameter(property = "seedbed.schema")
    @Nullable
    String schema;

    /** What the database is for. Else SEEDBED_ENV, or environment in seedbed.yaml. Default: production. */
    @Parameter(property = "seedbed.env")
    @Nullable
    String env;

    /** Only these seeders. */
    @Parameter(property = "seedbed.seeder")
    @Nullable
    List<String> seeders;

    /** Only these tables. */
    @Parameter(property = "seedbed.table")
    @Nullable
    List<String> tables;

    /** Plants held rows too, and those that were deleted by hand. */
    @Parameter(property = "seedbed.restore", defaultValue = "false")
    boolean restore;

    /** Plants the other rows where some are blocked. */
    @Parameter(property = "seedbed.allow-blocked", defaultValue = "false")
    boolean allowBlocked;

    /** Goes on where an update in production is to be confirmed. */
    @Parameter(property = "seedbed.yes", defaultValue = "false")
    boolean yes;

    /** Who asks for this; stands in the report and in the ledger. Default: the user of this machine. */
    @Parameter(property = "seedbed.actor")
    @Nullable
    String actor;

    /** Why; stands in the report and in the ledger. */
    @Parameter(property = "seedbed.reason")
    @Nullable
    String reason;

    /** Lists inserts. */
    @Parameter(property = "seedbed.verbose", defaultValue = "false")
    boolean verbose;

    private ConnectionSettings connection() {
        return new ConnectionSettings(url, user, password, passwordEnv, passwordFile, schema);
    }

    final @Nullable Database database(Places places) {
        return connection().database(places, variables);
    }

    final Seedbed.Builder on(Places places, @Nullable Database database) {
        Seedbed.Builder builder = (database == null ? Seedbed.unconnected() : Seedbed.on(database))
                .configured()
                .config(places.config())
                .seeds(places.seeds().toArray(String[]::new))
                .baseDirectory(places.directory())
                .classLoader(places.classPath())
                .schema(connection().schema(places, variables))
                .onlySeeders(seeders == null ? List.of() : seeders)
                .onlyTables(tables == null ? List.of() : tables)
                .restore(restore)
                .allowBlocked(allowBlocked)
                .actor(actor == null ? System.getProperty("user.name") : actor)
                .reason(reason)
                .confirmation(this::confirms)
                .environmentVariables(variables);
        return env == null ? builder : builder.environment(env, "flag");
    }

    /** Nobody is there to be asked. */
    private boolean confirms(String what, String name) {
        if (!yes) {
            throw SeedException.refused("\"" + what + "\" was not confirmed.", name, "add --yes");
        }
        return true;
    }

    final Seedbed seedbed() {
        return seedbed(null);
    }

    /** @param changes is given every change; null where nobody wants them */
    final Seedbed seedbed(@Nullable Consumer<RowChange> changes) {
        Places places = places();
        Database database = database(places);
        if (database == null) {
            throw SeedException.usage(
                    "No database is named.",
                    "--url, SEEDBED_URL, DATABASE_URL, PGHOST or PGDATABASE, and url in seedbed.yaml are not set",
                    "name the database, with its tables already made by your migrations, such as\n"
                            + "-Dseedbed.url=postgres://app@localhost/app    password in SEEDBED_PASSWORD");
        }
        return on(places, database).changes(changes).build();
    }

    final Heading heading(String command) {
        return new Heading(command, actor, reason, Call.of(FORM));
    }

    /** Tells what came of it, and fails where it failed. */
    final void tell(String command, Report report) {
        say(new ReportText(heading(command), Paint.OFF, verbose).of(report));
        report.throwIfFailed();
    }

    final void run(Mode mode) {
        tell(mode.label(), seedbed().run(mode));
    }
}

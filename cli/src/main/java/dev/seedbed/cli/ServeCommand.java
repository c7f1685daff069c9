package dev.seedbed.cli;

import dev.seedbed.Seedbed;
import dev.seedbed.cli.demo.ServedDemo;
import dev.seedbed.cli.serve.AdminService;
import dev.seedbed.cli.serve.ServeRequest;
import dev.seedbed.cli.serve.Served;
import dev.seedbed.connect.Database;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Report;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.ExitCode;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

final class ServeCommand extends SeedbedCommand {
    private static final List<String> ACCOUNTS_OF_DEMO = List.of("readonly", "user", "admin");

    /** Nobody keeps the log of a demonstration. */
    private static final String NO_HEADS = "--seedbed.admin.trail.heads=0s";

    private static final String KEY = "--seedbed.admin.secret-key=";
    private static final int KEY_BYTES = 32;

    private final ServeOptions options = new ServeOptions();

    ServeCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Serves the admin console, which is pages for people, and the admin API for programs.",
                        "They are for one database and its seeds, until the command is ended (Ctrl-C).",
                        "Its own tables come into the same database, which is PostgreSQL or H2.",
                        "Properties of the service and of Spring Boot are options too: --server.ssl.bundle=web.")
                .footer(
                        "Examples:",
                        "  seedbed serve --demo                                  nothing to install",
                        "  seedbed serve --url postgres://app@localhost/app      password in SEEDBED_PASSWORD",
                        "  seedbed serve --port 9000 --management-port 9001 --seedbed.admin.second-person=true");
        options.addTo(spec);
        connectionOptions(spec);
        session.seeds.addPlacesTo(spec);
        session.seeds.addEnvironmentTo(spec);
        session.output.addConfigTo(spec);
        session.output.addLookTo(spec);
    }

    @Override
    public Integer call() throws SQLException {
        List<String> properties = options.properties();
        AdminService service = ServiceLoader.load(AdminService.class)
                .findFirst()
                .orElseThrow(() -> new SeedException(new Problem(
                        "The admin service is not in this jar.",
                        "seedbed serve",
                        "start it with ./seedbed serve in a checkout, or with java -jar seedbed-serve.jar")));
        if (options.demo) {
            serveDemo(service, properties);
        } else {
            serveDatabase(service, properties);
        }
        return ExitCode.DONE;
    }

    private void serveDatabase(AdminService service, List<String> properties) {
        Settings settings = session.settings();
        Database database = settings.database();
        if (database == null) {
            throw NoDatabase.toServe();
        }
        if (database.shown().startsWith("jdbc:sqlite:")) {
            throw SeedException.usage(
                    "The admin service cannot keep its tables in SQLite.", "use PostgreSQL 14 or later, or H2 2");
        }
        Seedbed seedbed = session.on(database).build();
        Report plan = plan(seedbed, database);
        try (Served served = service.start(request(database, seedbed, List.of(), properties))) {
            session.answer(new ServeText(session.paint()).ofDatabase(served, database, settings.environment(), plan));
            served.await();
        }
    }

    /** Null where the seeds, or the tables they are for, are not yet what they should be: those who are served see to that. */
    private @Nullable Report plan(Seedbed seedbed, Database database) {
        // Where there is no database, nobody waits for a service to find out.
        try (Connection connection = database.getConnection()) {
            connection.getMetaData();
        } catch (SQLException e) {
            throw new SeedException(
                    new Problem("The connection to the database broke: " + e.getMessage(), null, "try again"), e);
        }
        try {
            Report plan = seedbed.plan(Mode.UPDATE);
            warn(plan.errors());
            return plan;
        } catch (SeedException e) {
            if (e.kind() != SeedException.Kind.FAILED) {
                throw e;
            }
            warn(e.problems());
            return null;
        }
    }

    private void warn(List<Problem> problems) {
        for (Problem problem : problems) {
            session.world.err().print(session.problems().warning(problem));
        }
        session.world.err().flush();
    }

    private void serveDemo(AdminService service, List<String> properties) throws SQLException {
        refuseBesideDemo();
        session.answer("Bringing up a PostgreSQL with a small system in it …\n");
        List<String> all = Stream.concat(Stream.of(NO_HEADS, KEY + key()), properties.stream())
                .toList();
        try (ServedDemo demo = ServedDemo.start();
                Served served = service.start(request(demo.dataSource(), demo.seedbed(), ACCOUNTS_OF_DEMO, all))) {
            // The end of the process does not wait for this thread.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(served, demo), "seedbed-demo-end"));
            session.answer(new ServeText(session.paint()).ofDemo(served, demo.description()));
            served.await();
        }
    }

    /** As good as one that is kept: what it is for goes when it goes. */
    private static String key() {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static void end(Served served, ServedDemo demo) {
        served.close();
        demo.close();
    }

    private void refuseBesideDemo() {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("--url", session.connection.url != null);
        given.put("--seeds", !session.seeds.seeds.isEmpty());
        given.put("--env", session.seeds.environment != null);
        given.put("--first-account", options.isFirstAccountNamed());
        given.forEach((option, is) -> {
            if (is) {
                throw SeedException.usage(
                        "--demo has a database, seeds, an environment and accounts of its own.",
                        "leave out " + option + ", or --demo");
            }
        });
    }

    private ServeRequest request(DataSource database, Seedbed seedbed, List<String> accounts, List<String> properties) {
        return new ServeRequest(
                database,
                seedbed,
                options.port,
                options.managementPort,
                accounts,
                account -> session.answer(new ServeText(session.paint()).ofFirst(account)),
                session.output.verbose,
                properties);
    }
}

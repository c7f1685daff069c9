package dev.seedbed.cli;

import dev.seedbed.Seedbed;
import dev.seedbed.cli.demo.ServedDemo;
import dev.seedbed.cli.serve.AdminService;
import dev.seedbed.cli.serve.ServeRequest;
import dev.seedbed.cli.serve.Served;
import dev.seedbed.connect.Database;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.show.ExitCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.UnmatchedArgsBinding;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

final class ServeCommand extends SeedbedCommand {
    private static final Pattern PROPERTY = Pattern.compile("--[a-z][\\w-]*(\\.[\\w\\[\\]-]+)+=.*", Pattern.DOTALL);

    private final List<String> others = new ArrayList<>();
    private @Nullable CommandSpec spec;
    private @Nullable Integer port;
    private @Nullable Integer managementPort;
    private boolean demo;

    ServeCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        this.spec = spec;
        spec.usageMessage()
                .description(
                        "Serves the admin API for a database and its seeds, until it is told to end (Ctrl-C). Its own tables"
                                + " come into the same database: PostgreSQL or H2.",
                        "Properties of Spring Boot stand among the options: --server.ssl.bundle=web.")
                .footer(
                        "Examples:",
                        "  seedbed serve --demo                                        on a database of its own",
                        "  seedbed serve --url postgres://app@localhost/app",
                        "  seedbed serve --port 9000 --management-port 9001 --seedbed.admin.second-person=true");
        spec.addOption(Value.flag(() -> demo = true, "--demo")
                .order(0)
                .description(
                        "A PostgreSQL of its own with a small system in it, and three accounts. Gone when it ends.")
                .build());
        spec.addOption(Value.option("--port", "N", Integer.class, value -> port = value)
                .converters(new Port())
                .order(1)
                .description(
                        "Where it listens; 0 for any that is free. Default: 8282, on this machine alone:",
                        "--server.address=0.0.0.0 lets others in.")
                .build());
        spec.addOption(Value.option("--management-port", "N", Integer.class, value -> managementPort = value)
                .converters(new Port())
                .order(1)
                .description(
                        "Health, metrics and information, on this machine alone unless",
                        "--management.server.address says otherwise. Default: health alone, on the other port.")
                .build());
        connectionOptions(spec);
        session.seeds.addPlacesTo(spec);
        session.seeds.addEnvironmentTo(spec);
        session.output.addConfigTo(spec);
        session.output.addLookTo(spec);
        spec.addUnmatchedArgsBinding(UnmatchedArgsBinding.forStringArrayConsumer(new Others()));
    }

    /** No lambda, as all that picocli calls back. */
    private final class Others implements ISetter {
        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"}) // as picocli declares it
        public <T> T set(T unmatched) {
            // By null picocli begins anew.
            others.clear();
            if (unmatched != null) {
                others.addAll(List.of((String[]) unmatched));
            }
            return unmatched;
        }
    }

    @Override
    public Integer call() throws SQLException {
        session.command = "serve";
        checkOthers();
        AdminService service = ServiceLoader.load(AdminService.class)
                .findFirst()
                .orElseThrow(() -> new SeedException(new Problem(
                        "The admin service is not in this jar.",
                        "seedbed serve",
                        "start it with ./seedbed serve in a checkout, or with java -jar seedbed-serve.jar")));
        return demo ? serveDemo(service) : serveDatabase(service);
    }

    /** What picocli does not know is a property of the service, or a mistake. */
    private void checkOthers() {
        List<String> unknown = new ArrayList<>(others);
        unknown.removeIf(each -> PROPERTY.matcher(each).matches());
        if (!unknown.isEmpty()) {
            throw new UnmatchedArgumentException(Objects.requireNonNull(spec).commandLine(), unknown);
        }
    }

    private int serveDatabase(AdminService service) {
        Settings settings = session.settings();
        Database database = settings.database();
        if (database == null) {
            throw NoDatabase.isNamed("seedbed serve");
        }
        Seedbed seedbed = session.on(database).build();
        // Where there is no database, nobody waits for a service to find out.
        close(database.getConnection());
        ServeText text = new ServeText(session.paint());
        try (Served served = service.start(request(database, seedbed, List.of()))) {
            session.answer(text.ofDatabase(served, database, settings));
            served.await();
        }
        return ExitCode.DONE;
    }

    private int serveDemo(AdminService service) throws SQLException {
        refuseBesideDemo();
        session.answer("Bringing up a PostgreSQL with a small system in it …\n");
        try (ServedDemo database = ServedDemo.start();
                Served served = service.start(
                        request(database.dataSource(), database.seedbed(), List.of("readonly", "user", "admin")))) {
            // The end of the process does not wait for this thread.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(served, database), "seedbed-demo-end"));
            session.answer(new ServeText(session.paint()).ofDemo(served, database.description()));
            served.await();
        }
        return ExitCode.DONE;
    }

    private static void end(Served served, ServedDemo database) {
        served.close();
        database.close();
    }

    private void refuseBesideDemo() {
        for (Map.Entry<String, Boolean> given : Map.of(
                        "--url", session.connection.url != null,
                        "--seeds", !session.seeds.seeds.isEmpty(),
                        "--env", session.seeds.environment != null)
                .entrySet()) {
            if (given.getValue()) {
                throw SeedException.usage(
                        "--demo has a database, seeds and an environment of its own.",
                        given.getKey(),
                        "leave out " + given.getKey() + ", or --demo");
            }
        }
    }

    private ServeRequest request(DataSource database, Seedbed seedbed, List<String> accounts) {
        return new ServeRequest(database, seedbed, port, managementPort, accounts, session.output.verbose, others);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new SeedException(
                    new Problem("The connection to the database broke: " + e.getMessage(), null, "try again"), e);
        }
    }

    /** A number from 0 to 65535. */
    static final class Port implements ITypeConverter<Integer> {
        private static final int MOST = 65_535;

        @Override
        public Integer convert(String text) {
            try {
                int port = Integer.parseInt(text);
                if (port >= 0 && port <= MOST) {
                    return port;
                }
            } catch (NumberFormatException e) {
                throw notOne(text);
            }
            throw notOne(text);
        }

        private static TypeConversionException notOne(String text) {
            return new TypeConversionException("\"" + text + "\" is not a port, which is a number from 0 to 65535");
        }
    }
}

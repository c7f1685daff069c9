package dev.seedbed;

import dev.seedbed.export.ExportReport;
import dev.seedbed.export.ExportRequest;
import dev.seedbed.export.Exporter;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.PlanMemory;
import dev.seedbed.plan.Progress;
import dev.seedbed.plan.RowChange;
import dev.seedbed.rows.Tables;
import dev.seedbed.run.Confirmation;
import dev.seedbed.run.MarkerTable;
import dev.seedbed.run.Report;
import dev.seedbed.run.RunRecord;
import dev.seedbed.run.RunRequest;
import dev.seedbed.run.Runner;
import dev.seedbed.run.SavedPlan;
import dev.seedbed.seed.Group;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.Seeder;
import dev.seedbed.source.SeedReadings;
import dev.seedbed.source.SeedbedConfig;
import dev.seedbed.source.SourceRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The one entry point.
 *
 * <pre>{@code
 * Report report = Seedbed.on(dataSource).seeds("classpath:seeds").environment("production").build().fill();
 * }</pre>
 *
 * <p>An instance may be used any number of times, its runs following each other; each run sees the seeds as their files
 * are then. Between runs it remembers, as long as the seeds are of moderate size, what it has read and what the database
 * told it about the tables, and reads again what has changed.
 */
public final class Seedbed {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(60);
    private static final String ENVIRONMENT_VARIABLE = "SEEDBED_ENV";

    private final Setup setup;
    private final PlanMemory memory = new PlanMemory();
    private final SeedReadings readings = new SeedReadings();
    private final Object makingTables = new Object();
    private @Nullable Tables tables;
    private Setup.@Nullable Chosen chosen;

    private Seedbed(Setup setup) {
        this.setup = setup;
    }

    /** Runs own their connections: each is taken from {@code dataSource}, committed and given back. */
    public static Builder on(DataSource dataSource) {
        return new Builder(dataSource, null);
    }

    /**
     * Runs join the caller's transaction: they lock, plan once and write, and never commit or retry. The connection must
     * not be in auto-commit mode. What a run writes stands behind a savepoint, so that one that fails leaves the transaction
     * as it was; where the transaction takes none, as under JTA, a run with something to write is an error and nothing is
     * written.
     */
    public static Builder on(Connection connection) {
        return new Builder(null, connection);
    }

    /** For what needs no database: {@link #lint} and {@link #graph}. */
    public static Builder unconnected() {
        return new Builder(null, null);
    }

    /**
     * The same seeds on the same database, asked for by somebody else: for services that run on behalf of those who call
     * them. What this instance remembers between runs is not shared, so that neither waits for the other.
     *
     * @param actor who asks, for the ledger
     * @param reason why, for the ledger; null where nobody says
     */
    public Seedbed askedBy(String actor, @Nullable String reason, Confirmation confirmation, Progress progress) {
        return askedBy(actor, reason, confirmation, progress, RunRecord.NONE);
    }

    /**
     * The same, where the caller keeps a record of its runs that is never to say otherwise than the database and its ledger.
     *
     * @param runRecord what it gives to the run that it asks for
     */
    public Seedbed askedBy(
            String actor, @Nullable String reason, Confirmation confirmation, Progress progress, RunRecord runRecord) {
        return new Seedbed(setup.askedBy(
                new Asked(actor, reason, confirmation, progress, setup.asked().changes(), runRecord)));
    }

    /**
     * The same seeds on the same database, with other connections to it: for services that have a pool of them.
     *
     * @param connections to the database that this instance is on
     */
    public Seedbed through(DataSource connections) {
        return new Seedbed(setup.through(connections));
    }

    /**
     * The same, remembering by itself: for those who look while a run goes on, such as a probe of health. This instance
     * itself where runs join the caller's transaction, which is one for all.
     */
    public Seedbed apart() {
        return setup.target().connection() == null ? new Seedbed(setup) : this;
    }

    /**
     * Other seeds in the same database and environment: for modules that bring tables of their own and plant what stands in
     * them. No seeder of the application takes part, and the tables are looked for where the connection itself does.
     *
     * @param loader where {@code classpath:} locations are looked for
     */
    public Seedbed seeding(ClassLoader loader, String... locations) {
        return new Seedbed(setup.seeding(new SourceRequest(List.of(locations), List.of(), false, loader, Path.of(""))));
    }

    /** The environment that runs are for. */
    public String environment() {
        return setup.target().environment();
    }

    /**
     * The first launch: plants the seeders whose tables are all empty, but for those of {@link Group#UPDATE}.
     *
     * @throws SeedException where seeds, database or environment are wrong; nothing was written then
     */
    public Report init() {
        return run(Mode.INIT);
    }

    /**
     * After migrations: plants the rows that are missing, but for those of {@link Group#UPDATE}, and changes nothing that
     * is there.
     *
     * @throws SeedException where seeds, database or environment are wrong; nothing was written then
     */
    public Report fill() {
        return run(Mode.FILL);
    }

    /**
     * For a release: plants the rows that are missing, and changes those of which nobody has decided otherwise.
     *
     * @throws SeedException where seeds, database or environment are wrong; nothing was written then
     */
    public Report update() {
        return run(Mode.UPDATE);
    }

    /**
     * What the configuration has follow migrations: {@code fill} unless it says otherwise. Rows that are blocked keep
     * nothing back, unless it says {@code on-blocked: fail}: the rest is planted, and they are logged as errors.
     *
     * @return empty where nothing is to follow migrations
     * @throws SeedException for whatever keeps the run from writing, so that what called it ends, too: seeds, database or
     *     environment are wrong, a row is blocked and nothing is to be written then, the database is a standby, or the
     *     outcome cannot be told
     */
    public Optional<Report> afterMigrations() {
        return new AfterMigrations(this, setup).run();
    }

    /**
     * Empties the seeded tables and plants them anew, in one transaction. Only in development and test, and only on a
     * database that is marked so or lives in memory.
     *
     * @throws SeedException refused anywhere else, and where rows of other tables refer to the seeded ones; also where
     *     seeds, database or environment are wrong; nothing was written then
     */
    public Report reset() {
        return run(Mode.RESET);
    }

    /**
     * Marks the database for the environment of this instance, in place of a mark that is there. From then on every run
     * for another environment is refused, and every run on a copy of the database until that is marked itself.
     *
     * @throws SeedException refused where a mark for another environment is there and nobody confirms the change; a usage
     *     error for an environment that is not known, and where runs join the caller's transaction, which DDL may commit
     */
    public synchronized MarkerTable.Marked mark() {
        if (setup.target().connection() != null) {
            throw SeedException.usage(
                    "A mark cannot be written in the transaction of a caller, which DDL would commit.",
                    "use Seedbed.on(dataSource)");
        }
        Selection.known(setup.target().environment(), setup.target().environmentDeclaredBy(), setup.environments());
        return setup.target()
                .writing((connection, dialect) -> MarkerTable.write(
                        connection,
                        dialect,
                        setup.target().schema(),
                        setup.target().environment(),
                        setup.clock().instant().toString(),
                        setup.asked().confirmation()));
    }

    /**
     * A run in any mode. Rows that are blocked, a standby with something to do, and a lost COMMIT are told by the
     * report's outcome; everything else that keeps the run from writing is thrown.
     *
     * @throws SeedException where seeds, database or environment are wrong; nothing was written then
     */
    public Report run(Mode mode) {
        return run(mode, setup.wanted().allowBlocked());
    }

    synchronized Report run(Mode mode, boolean allowBlocked) {
        Connection joined = setup.target().connection();
        try {
            Runner runner = new Runner(setup.request(mode, chosen(), memory, allowBlocked));
            return joined == null ? runner.run(setup.target().connections()) : runner.run(joined);
        } catch (RuntimeException e) {
            memory.forget();
            throw e;
        }
    }

    /** What a run would do now; only reads. */
    public Report plan(Mode mode) {
        return plan(mode, null);
    }

    /**
     * The same, to be applied later.
     *
     * @param saving takes the plan; null for nobody
     */
    public synchronized Report plan(Mode mode, @Nullable Consumer<SavedPlan> saving) {
        Connection joined = setup.target().connection();
        return remembering(
                () -> setup.request(mode, chosen(), memory, null, saving),
                runner -> joined == null ? runner.plan(setup.target().connections()) : runner.plan(joined));
    }

    /**
     * What a run would do now, with every change told, also those past what a report lists; only reads.
     *
     * @param changes in place of the builder's
     */
    public synchronized Report look(Mode mode, Consumer<RowChange> changes) {
        Connection joined = setup.target().connection();
        return remembering(
                () -> setup.looking(mode, chosen(), memory, changes),
                runner -> joined == null ? runner.plan(setup.target().connections()) : runner.plan(joined));
    }

    /**
     * Does what a saved plan says, or nothing: it is planned again under the lock, and where changes, seeds, options,
     * environment or database are others by now, the run is refused and its report says what has moved.
     *
     * @throws SeedException where seeds, database or environment are wrong; nothing was written then
     */
    public synchronized Report apply(SavedPlan plan) {
        Connection joined = setup.target().connection();
        return remembering(
                () -> setup.request(plan.mode(), chosen(), memory, plan, null),
                runner -> joined == null ? runner.run(setup.target().connections()) : runner.run(joined));
    }

    /**
     * The rows marked {@code $required} that the database lacks, whatever keeps them away; only reads, and where no row is
     * marked so, not even that. A row that is there under a former key is not lacking.
     *
     * @throws SeedException where seeds, database or environment are wrong
     */
    public synchronized List<RowChange> missingRequired() {
        if (new RequiredRows(chosen().selection().planted()).areNone()) {
            return List.of();
        }
        return RequiredRows.missing(changes -> look(Mode.UPDATE, changes));
    }

    /** What has failed leaves nothing that the next run would rely on. */
    private Report remembering(Supplier<RunRequest> request, Function<Runner, Report> work) {
        try {
            return work.apply(new Runner(request.get()));
        } catch (RuntimeException e) {
            memory.forget();
            throw e;
        }
    }

    /**
     * Writes rows that are in the database to seed files, which plant the same rows elsewhere. The database is only read,
     * in one transaction; the builder's seeds do not count.
     *
     * @throws SeedException where a table or key is not there, nothing can be exported, or a file would be overwritten;
     *     no file was written then
     */
    public ExportReport export(ExportRequest request) {
        return setup.target()
                .reading((connection, dialect) ->
                        Exporter.export(connection, dialect, setup.target().schema(), request));
    }

    /** Checks the seeds, and with a database their fit to it; what is wrong is in the report, not thrown. */
    public LintReport lint() {
        return new Lint(setup).run();
    }

    /** The seeders and their order; with a database its foreign keys count too. */
    public synchronized SeedGraph graph() {
        return new Graphs(setup, units()).run();
    }

    /** The memory in the database, where it has one, and the pins in it. */
    public Ledger ledger() {
        return new Ledger(setup, this::units);
    }

    /** The seeded tables and their rows, as people see and change them; several threads may use it at once. */
    public Tables tables() {
        synchronized (makingTables) {
            if (tables == null) {
                tables = new Tables(new SeedRowsAccess(setup));
            }
            return tables;
        }
    }

    private List<SeedUnit> units() {
        return readings.read(setup.wanted().source());
    }

    /** The same as before where the seeds are. */
    @SuppressWarnings("ReferenceEquality")
    private Setup.Chosen chosen() {
        List<SeedUnit> units = units();
        Setup.Chosen before = chosen;
        if (before != null && before.units() == units) {
            return before;
        }
        Setup.Chosen now = setup.choose(units);
        chosen = now;
        return now;
    }

    /** How a {@link Seedbed} is put together. */
    public static final class Builder {
        private final @Nullable DataSource dataSource;
        private final @Nullable Connection connection;
        private @Nullable String environment;
        private @Nullable List<String> locations;
        private Path baseDirectory = Path.of("");
        private ClassLoader classLoader;
        private List<Seeder> seeders = List.of();
        private boolean discoverSeeders = true;
        private @Nullable SeedbedConfig config;
        private boolean configured;
        private String environmentDeclaredBy = "builder";
        private SeedbedConfig.@Nullable AfterMigrate afterMigrate;
        private SeedbedConfig.@Nullable OnBlocked onBlocked;
        private @Nullable String schema;
        private Set<String> onlySeeders = Set.of();
        private Set<String> onlyTables = Set.of();
        private boolean allowBlocked;
        private boolean restore;
        private @Nullable Duration lockTimeout;
        private @Nullable Duration statementTimeout;
        private Function<String, @Nullable String> variables = System::getenv;
        private Clock clock = Clock.systemUTC();
        private Progress progress = Progress.NONE;
        private @Nullable Consumer<RowChange> changes;
        private @Nullable String actor;
        private @Nullable String reason;
        private Confirmation confirmation = Confirmation.GIVEN;

        private Builder(@Nullable DataSource dataSource, @Nullable Connection connection) {
            this.dataSource = dataSource;
            this.connection = connection;
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            this.classLoader = context == null ? Seedbed.class.getClassLoader() : context;
        }

        /**
         * Directories, files, or {@code classpath:} places with seeds; none by default, so that only Java seeders count,
         * or what {@link #configured} finds.
         */
        public Builder seeds(String... locations) {
            this.locations = List.of(locations);
            return this;
        }

        /** Where relative locations start; default: the working directory. */
        public Builder baseDirectory(Path directory) {
            baseDirectory = directory;
            return this;
        }

        /** Where {@code classpath:} locations and discovered seeders are looked for; default: the thread's own. */
        public Builder classLoader(ClassLoader loader) {
            classLoader = loader;
            return this;
        }

        /** Seeders written in Java, besides those that are discovered. */
        public Builder seeders(Seeder... seeders) {
            this.seeders = List.of(seeders);
            return this;
        }

        /** Whether {@link java.util.ServiceLoader} is asked for seeders; default: true. */
        public Builder discoverSeeders(boolean discover) {
            discoverSeeders = discover;
            return this;
        }

        /**
         * Takes schema, environment, columns, variables, time limits and what follows migrations from a configuration;
         * whatever this builder is told itself goes before it.
         */
        public Builder config(SeedbedConfig config) {
            this.config = config;
            return this;
        }

        /**
         * For programs that have their seeds with them: takes the configuration and the seeds that
         * {@link SeedbedConfig#find} finds in the base directory and on the class path, where this builder is told of no
         * others, and the environment that the variable {@code SEEDBED_ENV} declares before that of the configuration.
         */
        public Builder configured() {
            configured = true;
            return this;
        }

        /** What {@link Seedbed#afterMigrations} does; default: as the configuration says, which is to fill. */
        public Builder afterMigrate(SeedbedConfig.AfterMigrate afterMigrate) {
            this.afterMigrate = afterMigrate;
            return this;
        }

        /**
         * What {@link Seedbed#afterMigrations} does about blocked rows; default: as the configuration says, which is to
         * report them and plant the rest.
         */
        public Builder onBlocked(SeedbedConfig.OnBlocked onBlocked) {
            this.onBlocked = onBlocked;
            return this;
        }

        /** The environment of the run; default: {@code production}. */
        public Builder environment(String name) {
            return environment(name, "builder");
        }

        /** The environment of the run, and who declared it, for the report. */
        public Builder environment(String name, String declaredBy) {
            environment = name;
            environmentDeclaredBy = declaredBy;
            return this;
        }

        /** Where tables without a schema are looked for; null, the default, for the connection's own search path. */
        public Builder schema(@Nullable String schema) {
            this.schema = schema;
            return this;
        }

        /** Only these seeders; default: all. */
        public Builder onlySeeders(Collection<String> names) {
            onlySeeders = new LinkedHashSet<>(names);
            return this;
        }

        /** Only these tables, as the seeds write them; default: all. */
        public Builder onlyTables(Collection<String> names) {
            onlyTables = new LinkedHashSet<>(names);
            return this;
        }

        /** Plants the rest where rows are blocked; default: false, nothing is written. */
        public Builder allowBlocked(boolean allow) {
            allowBlocked = allow;
            return this;
        }

        /** Brings back rows that are held or deleted by hand; default: false. */
        public Builder restore(boolean restore) {
            this.restore = restore;
            return this;
        }

        /** How long to wait for another run and for other locks; default: 60 seconds. */
        public Builder lockTimeout(Duration timeout) {
            lockTimeout = timeout;
            return this;
        }

        /** The longest that one statement may take; default: zero, no limit. */
        public Builder statementTimeout(Duration timeout) {
            statementTimeout = timeout;
            return this;
        }

        /** What {@code $env} reads, and what holds the key of the ledger; default: the environment of the process. */
        public Builder environmentVariables(Function<String, @Nullable String> variables) {
            this.variables = variables;
            return this;
        }

        /** What {@code $now} reads; default: the system's clock. */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        public Builder progress(Progress progress) {
            this.progress = progress;
            return this;
        }

        /** Is given every change of a plan or run, also past those that the report lists. */
        public Builder changes(@Nullable Consumer<RowChange> consumer) {
            changes = consumer;
            return this;
        }

        /** Who asks for it, for the ledger; null, the default, for the user of the database. */
        public Builder actor(@Nullable String actor) {
            this.actor = actor;
            return this;
        }

        /** Why, for the ledger; default: null, nobody says. */
        public Builder reason(@Nullable String reason) {
            this.reason = reason;
            return this;
        }

        /**
         * Who is asked before a reset, an update in production, and a mark that takes the place of another; default:
         * {@link Confirmation#GIVEN}, since a program that calls this says so itself. What people launch should ask them.
         */
        public Builder confirmation(Confirmation confirmation) {
            this.confirmation = confirmation;
            return this;
        }

        /**
         * What is said to the builder afterwards changes nothing of what was built.
         *
         * @throws SeedException where the configuration that {@link #configured} found is wrong
         */
        public Seedbed build() {
            SeedbedConfig settings = settings();
            DeclaredEnvironment declared = declared(settings);
            Target target = new Target(
                    dataSource,
                    connection,
                    schema == null ? settings.schema() : schema,
                    declared.name(),
                    declared.by(),
                    first(lockTimeout, settings.lockTimeout(), LOCK_TIMEOUT),
                    first(statementTimeout, settings.statementTimeout(), Duration.ZERO));
            Setup.Wanted wanted = new Setup.Wanted(
                    new SourceRequest(places(settings), seeders, discoverSeeders, classLoader, baseDirectory),
                    Objects.requireNonNullElse(afterMigrate, settings.afterMigrate()),
                    Objects.requireNonNullElse(onBlocked, settings.onBlocked()),
                    onlySeeders,
                    onlyTables,
                    allowBlocked,
                    restore);
            Asked asked = new Asked(actor, reason, confirmation, progress, changes, RunRecord.NONE);
            return new Seedbed(new Setup(target, wanted, asked, settings, variables, clock));
        }

        private SeedbedConfig settings() {
            if (config != null) {
                return config;
            }
            if (!configured) {
                return SeedbedConfig.DEFAULTS;
            }
            return locations == null
                    ? SeedbedConfig.find(baseDirectory, classLoader)
                    : SeedbedConfig.findFile(baseDirectory, classLoader);
        }

        private List<String> places(SeedbedConfig settings) {
            if (locations != null) {
                return locations;
            }
            return configured ? settings.seeds() : List.of();
        }

        private record DeclaredEnvironment(String name, String by) {}

        private DeclaredEnvironment declared(SeedbedConfig settings) {
            if (environment != null) {
                return new DeclaredEnvironment(environment, environmentDeclaredBy);
            }
            String variable = configured ? variables.apply(ENVIRONMENT_VARIABLE) : null;
            if (variable != null && !variable.isEmpty()) {
                return new DeclaredEnvironment(variable, "variable");
            }
            return settings.environment() == null
                    ? new DeclaredEnvironment("production", "default")
                    : new DeclaredEnvironment(settings.environment(), "configuration");
        }

        private static Duration first(@Nullable Duration told, @Nullable Duration configured, Duration otherwise) {
            return told != null ? told : Objects.requireNonNullElse(configured, otherwise);
        }
    }
}

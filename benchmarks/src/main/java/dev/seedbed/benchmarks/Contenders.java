package dev.seedbed.benchmarks;

import dev.seedbed.Seedbed;
import dev.seedbed.ledger.LedgerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Every way to bring the rows of a CSV file into the table {@code item} by a whole process. */
final class Contenders {
    static final String LIMIT = "LIMIT: psql by hand";
    static final String SEEDBED = "Seedbed";

    private static final String ANTI_JOIN = """
            insert into item select s.* from stage s
              where not exists (select 1 from item t where t.code = s.code) on conflict do nothing;
            """;

    private static final String UPDATE = update();

    private final Options options;
    private final Database database;
    private final Processes processes;
    private final Path target;
    private final AtomicInteger comments = new AtomicInteger();

    Contenders(Options options, Database database, Path target) {
        this.options = options;
        this.database = database;
        this.target = target;
        this.processes = new Processes(target);
    }

    private String launcher() {
        return options.home().resolve("seedbed").toString();
    }

    Contender seedbed(Path seeds, String... jvmOptions) {
        return seedbed("fill", seeds, jvmOptions);
    }

    /** @param mode {@code fill} or {@code update} */
    Contender seedbed(String mode, Path seeds, String... jvmOptions) {
        return commandLine(mode, seeds, List.of(), Map.of("SEEDBED_JAVA_OPTS", String.join(" ", jvmOptions)));
    }

    /** In a schema that has a ledger, which is sealed with a key. */
    Contender seedbedWithLedger(String mode, Path seeds, String schema, String ledgerKey) {
        return commandLine(mode, seeds, List.of("--schema", schema), Map.of(LedgerKey.VARIABLE, ledgerKey));
    }

    /** Makes the ledger of a schema. */
    void enableLedger(String schema, String ledgerKey) {
        Seedbed.on(database.dataSource())
                .schema(schema)
                .environmentVariables(Map.of(LedgerKey.VARIABLE, ledgerKey)::get)
                .build()
                .ledger()
                .enable();
    }

    private Contender commandLine(String mode, Path seeds, List<String> more, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(launcher(), mode, "--url", database.url()));
        // An environment in which no update has to be confirmed.
        command.addAll(List.of("--seeds", seeds.toString(), "--env", "staging", "--quiet"));
        command.addAll(more);
        return () -> processes.run(command, environment);
    }

    Contender bareProgram() {
        return processes.java(BareProgram.class, List.of("postgresql"), List.of(), List.of(database.url()));
    }

    Contender batch(Path csv) {
        return processes.java(
                BatchProgram.class,
                List.of("postgresql", "fastcsv"),
                List.of(),
                List.of(database.url(), csv.toString()));
    }

    /** Flyway, its file touched before each run. */
    Contender flyway(Path csv) {
        Path folder = target.resolve("flyway-" + csv.getName(csv.getNameCount() - 2));
        Contender program = processes.java(
                FlywayProgram.class,
                List.of("flyway", "postgresql", "slf4j", "jackson", "tools.jackson", "gson"),
                List.of(),
                List.of(database.url(), folder.toString()));
        return () -> {
            OthersFiles.flyway(csv, folder, "touched " + comments.incrementAndGet());
            return program.run();
        };
    }

    Contender liquibase(Path csv) throws IOException {
        Path folder = target.resolve("liquibase-" + csv.getName(csv.getNameCount() - 2));
        OthersFiles.liquibase(csv, folder);
        return processes.java(
                LiquibaseProgram.class,
                List.of("liquibase", "postgresql", "opencsv", "snakeyaml-2", "jaxb", "commons", "slf4j"),
                List.of(),
                List.of(database.url(), folder.toString()));
    }

    /** A first load, or a load with nothing new; null without psql. */
    @Nullable
    Contender byHand(Path csv) throws IOException {
        return psql("by-hand", csv, "begin;\n" + stage(csv) + ANTI_JOIN + "commit;\n");
    }

    /** A load that also brings changed rows up to date; null without psql. */
    @Nullable
    Contender byHandWithUpdate(Path csv) throws IOException {
        return psql("by-hand-update", csv, "begin;\n" + stage(csv) + UPDATE + ANTI_JOIN + "commit;\n");
    }

    /**
     * What the server does at least: the rows stand in a table already, nobody else writes, and nothing is in the way;
     * null without psql.
     */
    @Nullable
    Contender serverAlone(Path csv) throws IOException {
        return psql(
                "server-alone",
                csv,
                "begin;\n"
                        + (UPDATE + ANTI_JOIN.replace(" on conflict do nothing", "")).replace("stage s", "item_kept s")
                        + "commit;\n");
    }

    /** COPY into the table itself, which works for an empty one; null without psql. */
    @Nullable
    Contender straightCopy(Path csv) throws IOException {
        return psql("straight", csv, "\\copy item from '" + csv + "' with (format csv, header)\n");
    }

    /** psql that connects and runs SELECT 1; null without psql. */
    @Nullable
    Contender barePsql(Path csv) throws IOException {
        return psql("bare", csv, "select 1;\n");
    }

    private static String stage(Path csv) {
        return "create temporary table stage (like item) on commit drop;\n" + "\\copy stage from '" + csv
                + "' with (format csv, header)\n";
    }

    private static String update() {
        List<String> sets = new ArrayList<>();
        List<String> live = new ArrayList<>();
        List<String> declared = new ArrayList<>();
        for (String column : Data.COLUMNS) {
            if (!column.equals("code")) {
                sets.add(column + " = s." + column);
                live.add("t." + column);
                declared.add("s." + column);
            }
        }
        return "update item t set " + String.join(", ", sets) + " from stage s where t.code = s.code and ("
                + String.join(", ", live) + ") is distinct from (" + String.join(", ", declared) + ");\n";
    }

    private @Nullable Contender psql(String name, Path csv, String script) throws IOException {
        Path psql = database.psql();
        if (psql == null) {
            return null;
        }
        Path file = target.resolve(name + "-" + csv.getName(csv.getNameCount() - 2) + ".sql");
        Files.writeString(file, script);
        List<String> command = List.of(
                psql.toString(), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file.toString(), "-d", database.uri());
        return () -> processes.run(command, Map.of());
    }
}

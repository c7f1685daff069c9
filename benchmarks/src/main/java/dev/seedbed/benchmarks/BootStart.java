package dev.seedbed.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the starter adds to the start of an application on Spring Boot when there is nothing to do. */
final class BootStart {
    private static final String PART = "spring-boot";
    private static final String WITHOUT = "the same application without the starter";
    private static final String PROGRAM = "dev.seedbed.benchmarks.spring.BootProgram";
    private static final double GOAL_MILLIS = 60;

    private static final String BY_HAND =
            "by hand: its YAML parser, a batch of INSERT … ON CONFLICT DO NOTHING a table";
    private static final String FLYWAY = "Flyway, no migration waits (no row is looked at)";
    private static final String LIQUIBASE = "Liquibase, loadUpdateData of the same rows";

    /** What the jars of each contender begin with, beside those of the application. */
    private static final Map<String, List<String>> BROUGHT = Map.of(
            Contenders.SEEDBED,
            List.of("seedbed-core", "seedbed-spring-boot-", "fastcsv", "snakeyaml-engine"),
            FLYWAY,
            List.of("flyway", "spring-boot-flyway", "spring-boot-starter-flyway"),
            LIQUIBASE,
            List.of("liquibase", "spring-boot-liquibase", "spring-boot-starter-liquibase", "opencsv", "commons-"));

    private final Options options;
    private final Database database;
    private final Processes processes;
    private final Path target;
    private final Path application;

    BootStart(Options options, Database database, Path target) {
        this.options = options;
        this.database = database;
        this.processes = new Processes(target);
        this.target = target;
        this.application = options.home().resolve("benchmarks/spring/target");
    }

    List<Comparison> all() throws Exception {
        try (Kinds kinds = new Kinds(database)) {
            List<String> arguments = List.of(
                    "--spring.datasource.url=" + database.url(),
                    // Else the other connections of the pool are opened meanwhile, and by then the other application
                    // has ended.
                    "--spring.datasource.hikari.minimum-idle=1",
                    "--spring.main.banner-mode=off",
                    "--logging.level.root=warn",
                    "--logging.level.liquibase=off");
            Map<String, Started> all = new LinkedHashMap<>();
            all.put(WITHOUT, new Started("without", jars(WITHOUT), arguments));
            all.put(
                    Contenders.SEEDBED,
                    new Started("with", jars(Contenders.SEEDBED), and(arguments, "--seedbed.seeds=" + kinds.seeds())));
            all.put(
                    BY_HAND,
                    new Started("by-hand", all.get(WITHOUT).jars(), and(arguments, "--by-hand=" + kinds.seeds())));
            process(all.get(Contenders.SEEDBED), List.of()).run();
            if (!database.ask("select count(*) from kind_20").equals("25")) {
                throw new IllegalStateException("The application did not plant.");
            }
            others(kinds, arguments, all);
            List<Comparison> comparisons = new ArrayList<>();
            Comparison plain = new Comparison(PART, "Start of an application, whole process");
            Comparison archived =
                    new Comparison(PART, "Start of an application with an archive of its classes, whole process");
            for (Map.Entry<String, Started> each : all.entrySet()) {
                add(plain, each.getKey(), process(each.getValue(), List.of()));
                add(archived, each.getKey(), archived(each.getValue()));
            }
            for (Comparison comparison : List.of(plain, archived)) {
                comparisons.add(comparison.millisGoal(GOAL_MILLIS).measure(options, database, 2, options.runs(20)));
            }
            try (URLClassLoader own = loader(jars(Contenders.SEEDBED));
                    URLClassLoader others = loader(jars(WITHOUT))) {
                comparisons.add(new Comparison(PART, "Start of an application in a warm JVM")
                        .limit(WITHOUT, again(others, all.get(WITHOUT).arguments()))
                        .add(
                                Contenders.SEEDBED,
                                again(own, all.get(Contenders.SEEDBED).arguments()))
                        .add(BY_HAND, again(others, all.get(BY_HAND).arguments()))
                        .millisGoal(GOAL_MILLIS)
                        .measure(options, database, options.quick() ? 5 : 30, options.runs(40)));
            }
            return comparisons;
        }
    }

    /** An application as it is started. */
    private record Started(String name, List<Path> jars, List<String> arguments) {}

    /** The other tools, with the rows that the database has by now. */
    private void others(Kinds kinds, List<String> arguments, Map<String, Started> all) throws Exception {
        Path flyway = Files.createDirectories(target.resolve("spring-boot-flyway"));
        Files.writeString(flyway.resolve("V2__kinds.sql"), kinds.inserts());
        all.put(
                FLYWAY,
                new Started(
                        "flyway",
                        jars(FLYWAY),
                        and(
                                arguments,
                                "--spring.flyway.locations=filesystem:" + flyway,
                                "--spring.flyway.baseline-on-migrate=true")));
        Path liquibase = Files.createDirectories(target.resolve("spring-boot-liquibase"));
        kinds.changelog(liquibase);
        all.put(
                LIQUIBASE,
                new Started(
                        "liquibase",
                        jars(LIQUIBASE),
                        and(
                                arguments,
                                "--spring.liquibase.change-log="
                                        + liquibase.resolve("changelog.xml").toUri())));
    }

    private static void add(Comparison comparison, String name, Contender contender) {
        if (name.equals(WITHOUT)) {
            comparison.limit(name, contender);
        } else {
            comparison.add(name, contender);
        }
    }

    private static List<String> and(List<String> arguments, String... more) {
        return Stream.concat(arguments.stream(), Stream.of(more)).toList();
    }

    private List<Path> jars(String contender) throws IOException {
        List<String> others = BROUGHT.entrySet().stream()
                .filter(each -> !each.getKey().equals(contender))
                .flatMap(each -> each.getValue().stream())
                .toList();
        try (Stream<Path> own = Files.list(application);
                Stream<Path> libraries = Files.list(application.resolve("lib"))) {
            return Stream.concat(own, libraries)
                    .filter(jar -> jar.toString().endsWith(".jar"))
                    .filter(jar -> jar.getFileName().toString().startsWith("commons-logging")
                            || others.stream().noneMatch(jar.getFileName().toString()::startsWith))
                    .sorted()
                    .toList();
        }
    }

    private Contender process(Started started, List<String> jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(started.jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(PROGRAM);
        command.addAll(started.arguments());
        return () -> processes.run(command, Map.of());
    }

    private Contender archived(Started started) throws Exception {
        Path archive = target.resolve("spring-boot-" + started.name() + ".jsa");
        Files.deleteIfExists(archive);
        process(started, List.of("-XX:ArchiveClassesAtExit=" + archive)).run();
        return process(started, List.of("-XX:SharedArchiveFile=" + archive));
    }

    private static URLClassLoader loader(List<Path> jars) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static Contender again(URLClassLoader loader, List<String> arguments) throws ReflectiveOperationException {
        MethodHandle program = MethodHandles.publicLookup()
                .findStatic(loader.loadClass(PROGRAM), "main", MethodType.methodType(void.class, String[].class));
        return Contender.inside(() -> {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                program.invoke(arguments.toArray(String[]::new));
            } catch (Exception e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            } finally {
                thread.setContextClassLoader(before);
            }
        });
    }
}

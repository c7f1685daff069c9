package dev.seedbed.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the starter adds to the start of an application on Spring Boot when there is nothing to do. */
final class BootStart {
    private static final double GOAL_MILLIS = 60;

    /** What comes with the starter. */
    private static final List<String> BROUGHT =
            List.of("seedbed-core", "seedbed-spring-boot-starter", "fastcsv", "snakeyaml-engine");

    private final Options options;
    private final Database database;
    private final Processes processes;
    private final Path application;

    BootStart(Options options, Database database, Path target) {
        this.options = options;
        this.database = database;
        this.processes = new Processes(target);
        this.application = options.home().resolve("benchmarks/spring/target");
    }

    List<Comparison> all() throws Exception {
        try (Kinds kinds = new Kinds(database)) {
            Contender with = started(jar -> true, kinds.seeds());
            with.run();
            if (!database.ask("select count(*) from kind_20").equals("25")) {
                throw new IllegalStateException("The application did not plant.");
            }
            return List.of(new Comparison("spring-boot", "20 tables, 500 rows, nothing to do, start of an application")
                    .limit("the same application without the starter", started(BootStart::isNotBrought, kinds.seeds()))
                    .add(Contenders.SEEDBED, with)
                    .millisGoal(GOAL_MILLIS)
                    .measure(options, database, 2, options.runs(20)));
        }
    }

    private static boolean isNotBrought(Path jar) {
        return BROUGHT.stream().noneMatch(jar.getFileName().toString()::startsWith);
    }

    private Contender started(Predicate<Path> jars, Path seeds) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-cp",
                classPath(jars),
                "dev.seedbed.benchmarks.spring.BootProgram",
                "--spring.datasource.url=" + database.url(),
                "--seedbed.seeds=" + seeds));
        return () -> processes.run(command, Map.of());
    }

    private String classPath(Predicate<Path> wanted) throws IOException {
        try (Stream<Path> own = Files.list(application);
                Stream<Path> libraries = Files.list(application.resolve("lib"))) {
            return Stream.concat(own, libraries)
                    .filter(jar -> jar.toString().endsWith(".jar"))
                    .filter(wanted)
                    .sorted()
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}

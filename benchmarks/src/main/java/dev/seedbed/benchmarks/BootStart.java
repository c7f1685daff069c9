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

    /** What comes with the starter. */
    private static final List<String> BROUGHT =
            List.of("seedbed-core", "seedbed-spring-boot-", "fastcsv", "snakeyaml-engine");

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
        List<Path> with = jars(true);
        List<Path> without = jars(false);
        try (Kinds kinds = new Kinds(database)) {
            List<String> arguments = List.of(
                    "--spring.datasource.url=" + database.url(),
                    // Else the other connections of the pool are opened meanwhile, and by then the other application
                    // has ended.
                    "--spring.datasource.hikari.minimum-idle=1",
                    "--spring.main.banner-mode=off",
                    "--logging.level.root=warn",
                    "--seedbed.seeds=" + kinds.seeds());
            Contender process = process(with, List.of(), arguments);
            process.run();
            if (!database.ask("select count(*) from kind_20").equals("25")) {
                throw new IllegalStateException("The application did not plant.");
            }
            List<Comparison> comparisons = new ArrayList<>();
            comparisons.add(new Comparison(PART, "Start of an application, whole process")
                    .limit(WITHOUT, process(without, List.of(), arguments))
                    .add(Contenders.SEEDBED, process)
                    .millisGoal(GOAL_MILLIS)
                    .measure(options, database, 2, options.runs(20)));
            comparisons.add(
                    new Comparison(PART, "Start of an application with an archive of its classes, whole process")
                            .limit(WITHOUT, archived("without", without, arguments))
                            .add(Contenders.SEEDBED, archived("with", with, arguments))
                            .millisGoal(GOAL_MILLIS)
                            .measure(options, database, 2, options.runs(20)));
            try (URLClassLoader own = loader(with);
                    URLClassLoader others = loader(without)) {
                comparisons.add(new Comparison(PART, "Start of an application in a warm JVM")
                        .limit(WITHOUT, again(others, arguments))
                        .add(Contenders.SEEDBED, again(own, arguments))
                        .millisGoal(GOAL_MILLIS)
                        .measure(options, database, options.quick() ? 5 : 30, options.runs(40)));
            }
            return comparisons;
        }
    }

    private List<Path> jars(boolean starter) throws IOException {
        try (Stream<Path> own = Files.list(application);
                Stream<Path> libraries = Files.list(application.resolve("lib"))) {
            return Stream.concat(own, libraries)
                    .filter(jar -> jar.toString().endsWith(".jar"))
                    .filter(jar -> starter
                            || BROUGHT.stream().noneMatch(jar.getFileName().toString()::startsWith))
                    .sorted()
                    .toList();
        }
    }

    private Contender process(List<Path> jars, List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(PROGRAM);
        command.addAll(arguments);
        return () -> processes.run(command, Map.of());
    }

    private Contender archived(String name, List<Path> jars, List<String> arguments) throws Exception {
        Path archive = target.resolve("spring-boot-" + name + ".jsa");
        Files.deleteIfExists(archive);
        process(jars, List.of("-XX:ArchiveClassesAtExit=" + archive), arguments).run();
        return process(jars, List.of("-XX:SharedArchiveFile=" + archive), arguments);
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

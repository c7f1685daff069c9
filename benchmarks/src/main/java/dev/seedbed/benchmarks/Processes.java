package dev.seedbed.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs programs as whole processes, from their start to their exit. */
final class Processes {
    /** The options of the launcher of the command line. */
    private static final List<String> LAUNCHER_OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:CICompilerCount=1",
            "-XX:CompileThresholdScaling=3",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xlog:disable",
            "-Xlog:all=error:stderr");

    private final Path target;
    private final String java =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    Processes(Path target) {
        this.target = target;
    }

    /** Runs a command; its output is shown only where it fails. */
    Samples.Sample run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        Path output = Files.createTempFile(target, "output", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            long start = System.nanoTime();
            Process process = builder.start();
            Path status = Path.of("/proc", Long.toString(process.pid()), "status");
            long peak = 0;
            while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, peakKilobytes(status));
            }
            long nanos = System.nanoTime() - start;
            if (process.exitValue() != 0) {
                String said = Files.readString(output);
                throw new IOException("exit code " + process.exitValue() + ", "
                        + said.lines()
                                .filter(line -> !line.isBlank())
                                .findFirst()
                                .orElse("without a word"));
            }
            return new Samples.Sample(nanos, 0, peak);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** The most memory a live process has had (Linux); 0 elsewhere. */
    static long peakKilobytes(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .filter(digits -> !digits.isEmpty())
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }

    /**
     * A Java program under the launcher's options, with a class data archive of its own that is made by doing its work
     * once.
     *
     * @param jars what the names of the jars on its class path start with
     */
    Contender java(Class<?> program, List<String> jars, List<String> options, List<String> arguments) {
        return () -> {
            List<String> command = javaCommand(program, jars, options, arguments);
            return run(command, Map.of());
        };
    }

    private List<String> javaCommand(Class<?> program, List<String> jars, List<String> options, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> tail = new ArrayList<>(List.of("-cp", classPath(jars), program.getName()));
        tail.addAll(arguments);
        Path archive = target.resolve(program.getSimpleName() + ".jsa");
        if (!Files.exists(archive)) {
            List<String> making = new ArrayList<>(List.of(java));
            making.addAll(LAUNCHER_OPTIONS);
            making.add("-XX:ArchiveClassesAtExit=" + archive);
            making.addAll(tail);
            run(making, Map.of());
        }
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(LAUNCHER_OPTIONS);
        command.add("-XX:SharedArchiveFile=" + archive);
        command.add("-Xlog:disable");
        command.add("-Xlog:all=error:stderr");
        command.addAll(options);
        command.addAll(tail);
        return command;
    }

    private String classPath(List<String> starts) throws IOException {
        List<String> path = new ArrayList<>();
        try (Stream<Path> own = Files.list(target)) {
            own.filter(jar -> jar.getFileName().toString().matches("seedbed-benchmarks-.*\\.jar"))
                    .forEach(jar -> path.add(jar.toString()));
        }
        try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            libraries
                    .filter(jar -> starts.stream().anyMatch(jar.getFileName().toString()::startsWith))
                    .sorted()
                    .forEach(jar -> path.add(jar.toString()));
        }
        return String.join(File.pathSeparator, path);
    }
}

package dev.seedbed.admin.serve;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service in a process of its own, and what it says. */
record Child(Process process, Path said) {
    private static final int MOST_SECONDS = 120;

    static Child start(Path directory, String... arguments) throws IOException {
        Path temporary = Files.createDirectories(directory.resolve("temporary"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-Dspring.autoconfigure.exclude=" + System.getProperty("spring.autoconfigure.exclude"),
                "-cp",
                System.getProperty("java.class.path")
                        + File.pathSeparator
                        + Path.of("..", "..", "cli", "target", "postgres", "*").toAbsolutePath(),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path said = directory.resolve("said");
        return new Child(
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start(),
                said);
    }

    /** Waits until it says so, and returns what it names there. */
    String says(String pattern) throws IOException, InterruptedException {
        for (int i = 0; i < MOST_SECONDS * 20; i++) {
            String all = Files.readString(said);
            Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(all);
            if (matcher.find()) {
                return matcher.group(1);
            }
            if (!process.isAlive()) {
                throw new AssertionError(all);
            }
            Thread.sleep(50);
        }
        throw new AssertionError("It does not say \"" + pattern + "\":\n" + Files.readString(said));
    }

    /** As a supervisor ends it; the code that it answers. */
    int terminated() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("It does not end.");
        }
        return process.exitValue();
    }
}

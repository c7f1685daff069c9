package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DemoTest extends CommandLineTest {

    private static final int MOST_SECONDS = 120;

    @Test
    void the_story_is_as_told_and_fits_a_terminal() {
        Answer answer = call("demo");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("seedbed status", "Nothing to do", "On your own database");
        // However long it took: three digits on a busy machine are no longer line of ours.
        assertThat(answer.out()
                        .lines()
                        .map(line -> line.replaceFirst("\\(\\d+ ms\\)$", "(9 ms)"))
                        .filter(line -> line.codePointCount(0, line.length()) > 80))
                .isEmpty();
    }

    /** In a process of its own, since the launcher alone puts the server onto the class path. */
    @Test
    void it_is_the_same_on_postgresql_and_leaves_nothing_behind() throws IOException, InterruptedException {
        Path told = directory.resolve("told");
        Path temporary = Files.createDirectories(directory.resolve("temporary"));
        String path = System.getProperty("java.class.path")
                + File.pathSeparator
                + Path.of("target", "postgres", "*").toAbsolutePath();
        Process demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        path,
                        Main.class.getName(),
                        "demo",
                        "--postgres")
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();

        assertThat(demo.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(told).content().contains("PostgreSQL 18", "On your own database");
        assertThat(demo.exitValue()).isZero();
        assertThat(temporary).isEmptyDirectory();
    }
}

package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code seedbed}, with a java that prints its arguments. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    @TempDir
    Path folder;

    private Path work;

    @BeforeEach
    void installed() throws IOException {
        work = Files.createDirectories(folder.resolve("work"));
        Files.copy(Path.of("..", "seedbed"), folder.resolve("seedbed"));
        Files.createDirectories(folder.resolve("cli/target"));
        Files.writeString(folder.resolve("cli/target/seedbed.jar"), "");
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    }

    private String run(Map<String, String> variables, String... arguments) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("sh", folder.resolve("seedbed").toString()).directory(work.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("SEEDBED_"));
        builder.environment().putAll(variables);
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void a_place_of_seeds_is_never_taken_for_what_a_program_is_to_do() throws Exception {
        Files.writeString(work.resolve("kept"), "");

        run(Map.of(), "lint", "--seeds", "-delete");
        run(Map.of(), "lint", "--seeds=-delete");
        run(Map.of("SEEDBED_SEEDS", "-exec,touch,made,;"), "lint");

        assertThat(work).isDirectoryContaining("glob:**kept").isDirectoryNotContaining("glob:**made");
    }

    @Test
    void large_seeds_get_the_thorough_compiler() throws Exception {
        Path seeds = Files.createDirectories(work.resolve("my seeds"));
        assertThat(run(Map.of(), "fill", "--seeds", "my seeds")).contains("-XX:TieredStopAtLevel=1\n");

        try (var large = new RandomAccessFile(seeds.resolve("item.csv").toFile(), "rw")) {
            large.setLength(40L << 20);
        }

        assertThat(run(Map.of(), "fill", "--seeds", "my seeds")).contains("-XX:+TieredCompilation\n");
    }

    @Test
    void who_chooses_a_compiler_has_it_alone() throws Exception {
        assertThat(run(Map.of("SEEDBED_JAVA_OPTS", "-XX:TieredStopAtLevel=4 -Xmx1g"), "fill"))
                .contains("-XX:TieredStopAtLevel=4\n-Xmx1g\n")
                .doesNotContain("CICompilerCount");
    }
}

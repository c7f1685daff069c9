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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code seedbed}, with a java that prints its arguments. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String PRINTS_ITS_ARGUMENTS = "printf '%s\\n' \"$@\"\n";

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
        executable(java, PRINTS_ITS_ARGUMENTS);
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    }

    private ProcessBuilder launcher(Map<String, String> variables, String... arguments) {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", folder.resolve("seedbed").toString()).directory(work.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("SEEDBED_"));
        builder.environment().putAll(variables);
        return builder.redirectErrorStream(true);
    }

    private String run(Map<String, String> variables, String... arguments) throws Exception {
        return said(launcher(variables, arguments).start(), 0);
    }

    private static String said(Process process, int code) throws Exception {
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(code);
        return said;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
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

    @Test
    void an_archive_of_classes_that_is_not_whole_is_made_anew() throws Exception {
        Path archive = Files.writeString(folder.resolve("cli/target/seedbed-17.0.1-12.jsa"), "twelve bytes");
        assertThat(run(Map.of(), "fill")).contains("-XX:SharedArchiveFile=" + archive + "\n");

        Files.writeString(archive, "twelve");
        assertThat(run(Map.of(), "fill")).doesNotContain("SharedArchiveFile");
        assertThat(archive).doesNotExist();

        executable(folder.resolve("jdk/bin/java"), """
                for argument in "$@"; do
                    case $argument in
                    -XX:SharedArchiveFile=*/archive.*) echo "an archive" >"${argument#*=}" ;;
                    esac
                done
                """ + PRINTS_ITS_ARGUMENTS);
        Files.delete(folder.resolve("cli/target/seedbed-17.0.1-0.jsa"));
        Path made = folder.resolve("cli/target/seedbed-17.0.1-11.jsa");
        assertThat(run(Map.of(), "fill")).contains("-XX:SharedArchiveFile=" + made + "\n");
        assertThat(made).hasContent("an archive");
    }

    @Test
    void an_archive_of_classes_whose_making_failed_is_none() throws Exception {
        executable(folder.resolve("jdk/bin/java"), """
                for argument in "$@"; do
                    case $argument in
                    -XX:SharedArchiveFile=*/archive.*) echo "half" >"${argument#*=}"; exit 1 ;;
                    esac
                done
                """ + PRINTS_ITS_ARGUMENTS);
        assertThat(run(Map.of(), "fill")).doesNotContain("SharedArchiveFile");
        assertThat(folder.resolve("cli/target/seedbed-17.0.1-0.jsa")).isEmptyFile();
    }

    @Test
    void a_comma_may_belong_to_the_name_of_large_seeds() throws Exception {
        Path seeds = Files.createDirectories(work.resolve("a, b"));
        try (var large = new RandomAccessFile(seeds.resolve("item.csv").toFile(), "rw")) {
            large.setLength(40L << 20);
        }

        assertThat(run(Map.of(), "fill", "--seeds", "a, b")).contains("-XX:+TieredCompilation\n");
    }

    @Test
    void a_colon_in_the_name_of_its_directory_is_told_before_java_splits_a_class_path_at_it() throws Exception {
        Path elsewhere = Files.createDirectories(work.resolve("a:b"));
        Files.copy(folder.resolve("seedbed"), elsewhere.resolve("seedbed"));
        ProcessBuilder builder = launcher(Map.of(), "fill");
        builder.command().set(1, elsewhere.resolve("seedbed").toString());

        assertThat(said(builder.start(), 1))
                .isEqualTo(
                        "seedbed: the directory \"" + elsewhere + "\" has a colon in its name, which Java takes for the"
                                + " end of a part of its class path. Move it to one without.\n");
    }

    @Test
    void a_shell_that_ends_at_failures_runs_it_too() throws Exception {
        Files.writeString(folder.resolve("cli/target/java"), "");
        ProcessBuilder builder = launcher(Map.of(), "fill");
        builder.command().add(1, "-e");

        assertThat(said(builder.start(), 0)).endsWith("dev.seedbed.cli.Main\nfill\n");
    }

    @Test
    void an_empty_last_part_of_the_path_is_the_working_directory() throws Exception {
        executable(
                work.resolve("java"),
                "[ \"$1\" != -version ] || echo 'openjdk version \"17.0.1\"'\n" + PRINTS_ITS_ARGUMENTS);
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("find", "mktemp", "mv", "readlink", "rm", "sed", "wc")) {
            Path found = Files.exists(Path.of("/usr/bin", tool)) ? Path.of("/usr/bin", tool) : Path.of("/bin", tool);
            executable(tools.resolve(tool), "exec " + found + " \"$@\"\n");
        }
        ProcessBuilder builder = launcher(Map.of("PATH", tools + ":"), "fill");
        builder.environment().remove("JAVA_HOME");

        assertThat(said(builder.start(), 0)).endsWith("dev.seedbed.cli.Main\nfill\n");
    }

    @Test
    void serve_runs_in_the_jar_of_the_service_and_no_other_call_does() throws Exception {
        Path service =
                Files.createDirectories(folder.resolve("admin/serve/target")).resolve("seedbed-serve.jar");
        String missing = "seedbed: \"" + service + "\" is missing\n";
        assertThat(said(launcher(Map.of(), "serve").start(), 1)).isEqualTo(missing);
        assertThat(said(
                        launcher(Map.of(), "--url", "h2:./x", "--quiet", "serve")
                                .start(),
                        1))
                .isEqualTo(missing);
        assertThat(run(Map.of(), "plan", "--seeds", "serve")).endsWith("dev.seedbed.cli.Main\nplan\n--seeds\nserve\n");
        assertThat(run(Map.of(), "--seeds", "serve", "plan")).endsWith("dev.seedbed.cli.Main\n--seeds\nserve\nplan\n");
        assertThat(run(Map.of(), "serve", "--help")).endsWith("dev.seedbed.cli.Main\nserve\n--help\n");
        assertThat(run(Map.of(), "help", "serve")).endsWith("dev.seedbed.cli.Main\nhelp\nserve\n");

        Files.writeString(service, "");

        assertThat(run(Map.of("SEEDBED_JAVA_OPTS", "-Xmx1g"), "--port", "0", "serve", "--demo"))
                .isEqualTo("-Dloader.path=" + folder + "/drivers," + folder + "/cli/target/postgres\n"
                        + "-Dloader.main=dev.seedbed.cli.Main\n-Dseedbed.terminal=\n-Xmx1g\n-jar\n" + service
                        + "\n--port\n0\nserve\n--demo\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_service_is_built_when_it_is_asked_for_and_when_its_sources_are_newer() throws Exception {
        Files.writeString(folder.resolve("pom.xml"), "");
        executable(folder.resolve("mvnw"), "echo \"$@\" >>built\ntouch admin/serve/target/seedbed-serve.jar\n");
        Files.createDirectories(folder.resolve("admin/src/main"));
        Files.createDirectories(folder.resolve("admin/serve/target"));

        assertThat(run(Map.of(), "serve"))
                .startsWith("seedbed: building the admin service (log: " + folder + "/admin/serve/target/build.log)\n");
        assertThat(run(Map.of(), "serve")).doesNotContain("building");
        Path source = Files.createFile(folder.resolve("admin/src/main/New.java"));
        assertThat(source.toFile().setLastModified(System.currentTimeMillis() + 60_000))
                .isTrue();
        assertThat(run(Map.of(), "serve")).contains("building the admin service");

        assertThat(Files.readAllLines(folder.resolve("built")))
                .hasSize(2)
                .allMatch(call -> call.contains("-pl admin/serve") && call.contains("-Dseedbed.launcher"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_second_first_use_says_that_it_waits_for_the_build_of_the_first() throws Exception {
        Files.delete(folder.resolve("cli/target/seedbed.jar"));
        Files.writeString(folder.resolve("pom.xml"), "");
        executable(
                folder.resolve("mvnw"),
                "touch begun\nuntil [ -f go-on ]; do sleep 0.05; done\n" + "true >cli/target/seedbed.jar\n");
        Process first = launcher(Map.of(), "fill").start();
        while (!Files.exists(folder.resolve("begun"))) {
            Thread.sleep(10);
        }
        Process second = launcher(Map.of(), "fill").start();
        String log = folder.resolve("cli/target/build.log") + ")\n";
        String waits = "seedbed: waiting for another call that builds the command line (log: " + log;
        assertThat(second.getInputStream().readNBytes(waits.length()))
                .asString()
                .isEqualTo(waits);
        Files.createFile(folder.resolve("go-on"));

        assertThat(said(first, 0)).startsWith("seedbed: building the command line (log: " + log);
        assertThat(said(second, 0)).doesNotContain("building").endsWith("dev.seedbed.cli.Main\nfill\n");
    }
}

package dev.seedbed.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Maven that runs this build, on a small project whose plugin is what {@code docs/maven.md} tells to write. It takes the
 * plugin from a repository of its own, and everything else, offline, from the one of this build.
 */
class MavenTest {
    private static final String VERSION = System.getProperty("seedbed.version");
    private static final String H2 =
            System.getProperty("java.class.path").replaceAll(".*[/\\\\]h2-([0-9.]+)\\.jar.*", "$1");

    @TempDir
    Path directory;

    @Test
    void the_plugin_of_the_page_lints_and_plants_a_project() throws Exception {
        Path repository = repository();
        Project project = new Project(Files.createDirectory(directory.resolve("project")));
        List<String> page = snippets();
        String plugin = page.get(0)
                .replace("org.postgresql", "com.h2database")
                .replace("<artifactId>postgresql<", "<artifactId>h2<")
                .replaceAll("<version>42[^<]*<", "<version>" + H2 + "<")
                .replace("</dependencies>", "</dependencies>\n" + page.get(1));
        project.file("pom.xml", """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>app</groupId>
                  <artifactId>app</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <build><plugins>%s</plugins></build>
                </project>
                """.formatted(plugin));

        assertThat(maven(project.directory, repository, "validate", "seedbed:fill", "-Dseedbed.env=test"))
                .contains(
                        "[INFO] The seeds were checked against the database: nothing is wrong.",
                        "[INFO] environment test, declared by -Dseedbed.env",
                        "[INFO]   tiers  tier  1 inserted",
                        "[INFO] BUILD SUCCESS");
        assertThat(project.tiers()).containsExactly("starter 12");

        project.seeds("{code: starter, price: dear}");
        assertThat(maven(project.directory, repository, "seedbed:fill", "-Dseedbed.seeder=tiers"))
                .contains("BUILD FAILURE", """
                        Value "dear" does not fit column "price" (INTEGER): it is not a whole number.
                        [ERROR]   where: seeds/tiers.yaml, line 1, column 60 (table tier)
                        [ERROR]   mend:  change the value, or the type of the column""");
        assertThat(project.tiers()).containsExactly("starter 12");

        assertThat(maven(project.directory, repository, "seedbed:fill", "-Dseedbed.seedr=tiers"))
                .contains("BUILD FAILURE", "There is no option -Dseedbed.seedr.", "mend:  write -Dseedbed.seeder");

        Path empty = Files.createDirectory(directory.resolve("empty"));
        String goal = "dev.seedbed:seedbed-maven-plugin:" + VERSION + ":lint";
        assertThat(maven(empty, repository, goal, "-Dseedbed.seeds=" + project.directory.resolve("seeds")))
                .contains("[INFO] The seeds were checked without a database", "BUILD SUCCESS");
    }

    private static List<String> snippets() throws IOException {
        return Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/maven.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private String maven(Path in, Path repository, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("seedbed.maven.home") + "/bin/mvn",
                "--offline",
                "--batch-mode",
                "-Dstyle.color=never",
                "-Dmaven.repo.local=" + repository,
                "-Dmaven.repo.local.tail=" + System.getProperty("seedbed.maven.repository")));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
        environment
                .keySet()
                .removeIf(name -> name.startsWith("SEEDBED_")
                        || name.startsWith("PG")
                        || name.equals("DATABASE_URL")
                        || name.equals("MAVEN_ARGS"));
        builder.start().waitFor();
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    /** Has the modules that the plugin consists of, as they are built. */
    private Path repository() throws IOException {
        Path repository = directory.resolve("repository");
        Path root = Path.of("..").toAbsolutePath().normalize();
        Files.copy(root.resolve("pom.xml"), place(repository, "seedbed-parent", ".pom"));
        for (String module : List.of("core", "history", "maven-plugin")) {
            String artifact = "seedbed-" + module;
            Files.copy(root.resolve(module).resolve("pom.xml"), place(repository, artifact, ".pom"));
            jar(built(root.resolve(module), artifact), place(repository, artifact, ".jar"));
        }
        return repository;
    }

    private static Path place(Path repository, String artifact, String ending) throws IOException {
        Path folder = repository.resolve("dev/seedbed").resolve(artifact).resolve(VERSION);
        return Files.createDirectories(folder).resolve(artifact + "-" + VERSION + ending);
    }

    /** Classes or a jar, whichever this test runs with. */
    private static Path built(Path module, String artifact) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> entry.startsWith(module.resolve("target"))
                        && (entry.endsWith("classes")
                                || entry.getFileName().toString().startsWith(artifact)))
                .findFirst()
                .orElseThrow();
    }

    private static void jar(Path built, Path jar) throws IOException {
        if (Files.isRegularFile(built)) {
            Files.copy(built, jar);
            return;
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file);
                Stream<Path> classes = Files.walk(built)) {
            for (Path each : classes.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(built.relativize(each).toString()));
                Files.copy(each, entries);
            }
        }
    }
}

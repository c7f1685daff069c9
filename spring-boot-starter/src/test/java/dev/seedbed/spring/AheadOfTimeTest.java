package dev.seedbed.spring;

import static dev.seedbed.spring.Tiers.ask;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import javax.tools.ToolProvider;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor.Settings;

/** An application whose beans Spring has decided about when it was built, as for a native image. */
class AheadOfTimeTest {
    private static final String PROCESSED = "-Dspring.aot.enabled=true";

    /** What a native image says of itself, which this JVM is not: nothing else tells one here. */
    private static final String NATIVE = "-Dorg.graalvm.nativeimage.imagecode=runtime";

    @TempDir
    static Path built;

    @TempDir
    Path directory;

    private String url;
    private DataSource database;

    @BeforeAll
    static void build() throws IOException {
        Path sources = built.resolve("sources");
        Path classes = Files.createDirectories(built.resolve("classes"));
        new SpringApplicationAotProcessor(
                        MainApplication.class,
                        Settings.builder()
                                .sourceOutput(sources)
                                .resourceOutput(classes)
                                .classOutput(classes)
                                .groupId("app")
                                .artifactId("app")
                                .build(),
                        new String[] {"--spring.datasource.url=jdbc:h2:mem:build", "--spring.liquibase.enabled=false"})
                .process();
        List<String> options =
                new ArrayList<>(List.of("-d", classes.toString(), "-proc:none", "-nowarn", "-cp", classPath()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(options::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new)))
                .isZero();
    }

    @BeforeEach
    void migrations() throws IOException {
        url = "jdbc:h2:file:" + directory.resolve("app");
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL(url);
        h2.setUser("sa");
        database = h2;
        Files.createDirectories(directory.resolve("migrations"));
        Files.writeString(directory.resolve("migrations/V1__tiers.sql"), Tiers.TABLE);
        Tiers.seeds(directory, "Free");
    }

    private static String classPath() {
        return built.resolve("classes") + File.pathSeparator + System.getProperty("java.class.path");
    }

    private String start(int exitCode, List<String> jvm, String... args) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=sa",
                "--spring.flyway.locations=filesystem:" + directory.resolve("migrations"),
                "--spring.liquibase.enabled=false",
                "--seedbed.seeds=" + directory.resolve("seeds")));
        all.addAll(List.of(args));
        return OwnJvm.start(exitCode, classPath(), jvm, all);
    }

    private List<String> codes() {
        return ask(database, "select code from tier order by code");
    }

    @Test
    void a_start_plants_behind_the_migrations() throws IOException, InterruptedException {
        assertThat(start(0, List.of(PROCESSED))).contains("Starting AOT-processed MainApplication");
        assertThat(codes()).containsExactly("free");
    }

    @Test
    void a_look_looks_and_a_run_runs_as_without() throws IOException, InterruptedException {
        start(0, List.of(PROCESSED));
        Tiers.seeds(directory, "Free", "Team");
        assertThat(start(0, List.of(PROCESSED), "--seedbed.run=plan"))
                .contains("1 row to insert; 1 unchanged. Nothing written.");
        assertThat(codes()).containsExactly("free");
        start(4, List.of(PROCESSED), "--seedbed.run=update");
        assertThat(codes()).containsExactly("free");
        assertThat(start(0, List.of(PROCESSED), "--seedbed.run=update", "--seedbed.yes"))
                .contains("Planted 1 row");
        assertThat(codes()).containsExactly("free", "team");
    }

    @Test
    void an_application_that_is_switched_off_plants_nothing() throws IOException, InterruptedException {
        start(0, List.of(PROCESSED), "--seedbed.enabled=false", "--seedbed.data-source=none", "--seedbed.seedr=x");
        assertThat(codes()).isEmpty();
    }

    /** Where it would plant, whatever was asked. */
    @Test
    void a_native_image_refuses_a_run() throws IOException, InterruptedException {
        start(0, List.of(PROCESSED), "--seedbed.enabled=false");
        assertThat(start(2, List.of(NATIVE), "--seedbed.run=plan")).isEqualToNormalizingNewlines("""
                        error: A native image cannot be started for a run: which beans it has was decided when it was built.
                          where: seedbed.run
                          mend:  start the same application on a JVM for it, or call the command line with its seeds
                        """);
        assertThat(start(2, List.of(NATIVE), "--seedbed.run=plan", "--seedbed.format=json"))
                .contains("\"A native image cannot be started for a run");
        assertThat(codes()).isEmpty();
    }
}

package dev.seedbed.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.source.SeedbedConfig.AfterMigrate;
import dev.seedbed.testkit.PostgresServer;
import dev.seedbed.testkit.TestDatabase;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk of {@code docs/flyway.md}, with the files and lines that stand there. */
class FlywayPageTest {
    private static final Path PAGE = Path.of("..", "docs", "flyway.md");
    private static final Path THIS = Path.of("src", "test", "java", "dev", "seedbed", "flyway", "FlywayPageTest.java");
    private static final Pattern BLOCK =
            Pattern.compile("^ *```(\\w+)\\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("^(?:--|#) src/main/resources/(\\S+)\\n");

    @TempDir
    Path resources;

    private final PostgresServer server = PostgresServer.of(18);
    private final DataSource dataSource = server.dataSource(server.newDatabase());
    private final TestDatabase database = new TestDatabase(dataSource, Path.of(""));
    private final Deque<MatchResult> blocks = new ArrayDeque<>();

    private String next(String language) {
        MatchResult block = blocks.remove();
        assertThat(block.group(1)).isEqualTo(language);
        return block.group(2).stripTrailing().stripIndent() + "\n";
    }

    private String nextFile(String language) throws IOException {
        String text = next(language);
        var name = FILE.matcher(text);
        assertThat(name.find()).isTrue();
        Path file = resources.resolve(name.group(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return text;
    }

    /** That the next block stands in this file, where it is compiled and run. */
    private void nextIsHere() throws IOException {
        assertThat(lines(Files.readString(THIS))).contains(lines(next("java")));
    }

    private static String lines(String text) {
        return String.join("\n", text.lines().map(String::strip).toList());
    }

    private interface Start {
        void start();
    }

    /** Starts the program, with what is on its class path by now. */
    private void start(Start program) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader classPath =
                new URLClassLoader(new URL[] {resources.toUri().toURL()}, before)) {
            thread.setContextClassLoader(classPath);
            program.start();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void inTheProgram() {
        Flyway.configure()
                .dataSource(dataSource)
                .callbacks(new SeedbedCallback())
                .load()
                .migrate();
    }

    private String tiers() {
        return String.join(" ", database.rows("select code, price from tier order by id"));
    }

    @Test
    void every_step_of_the_page_does_what_the_page_says() throws IOException {
        BLOCK.matcher(Files.readString(PAGE)).results().forEach(blocks::add);
        assertThat(next("xml")).contains("<artifactId>seedbed-flyway</artifactId>");
        nextFile("sql");
        String first = nextFile("yaml");
        nextIsHere();
        start(this::inTheProgram);
        assertThat(tiers()).isEqualTo("free|0.00 team|49.00");
        String[] property = next("properties").strip().split("=", 2);
        start(() -> Flyway.configure()
                .dataSource(dataSource)
                .configuration(Map.of(property[0], property[1]))
                .load()
                .migrate());

        nextFile("sql");
        String second = nextFile("yaml");
        start(this::inTheProgram);
        assertThat(tiers()).isEqualTo("free|0.00 team|49.00 firm|199.00");
        nextFile("yaml");
        start(this::inTheProgram);
        assertThat(tiers()).isEqualTo("free|0.00 team|59.00 firm|199.00");

        nextIsHere();
        assertThat(new SeedbedCallback(builder -> builder.environment("staging").afterMigrate(AfterMigrate.INIT))
                        .getCallbackName())
                .isEqualTo("seedbed");
        Files.writeString(resources.resolve("seeds/tiers.yaml"), first.replace("49", "much"));
        assertThatThrownBy(() -> start(this::inTheProgram))
                .hasMessage(next("text").strip());
        Files.writeString(resources.resolve("seeds/tiers.yaml"), second);
        start(this::inTheProgram);
        assertThat(blocks).isEmpty();
    }
}

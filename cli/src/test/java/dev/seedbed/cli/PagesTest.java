package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.testkit.PostgresServer;
import dev.seedbed.testkit.walk.Walk;
import dev.seedbed.testkit.walk.Walk.Printed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guide and the pages beside it, done as they stand there, from an empty directory and an empty PostgreSQL database. */
class PagesTest extends CommandLineTest {
    private static final Path DOCS = Path.of("..", "docs");

    private String database;
    private Git git;

    static List<String> pages() throws IOException {
        try (Stream<Path> pages = Files.list(DOCS.resolve("coming-from"))) {
            return Stream.concat(
                            Stream.of("guide.md"),
                            pages.map(page -> "coming-from/" + page.getFileName())
                                    .sorted())
                    .toList();
        }
    }

    @AfterEach
    void close() {
        if (git != null) {
            git.close();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_block_of_the_page_does_what_the_page_says(String page) throws IOException {
        PostgresServer server = PostgresServer.of(18);
        database = server.newDatabase();
        assertThat(new Walk(directory, server.dataSource(database), this::command).through(DOCS.resolve(page)))
                .contains("command", "file");
    }

    private @Nullable Printed command(List<String> words) throws Exception {
        List<String> rest = words.subList(1, words.size());
        switch (words.get(0)) {
            case "seedbed" -> {
                Answer answer = call(rest.toArray(String[]::new));
                return new Printed(answer.code(), answer.out() + answer.err());
            }
            case "export" -> export(rest.get(0));
            case "git" -> git(rest);
            case "rm" -> Files.delete(directory.resolve(rest.get(0)));
            default -> {
                return null;
            }
        }
        return new Printed(0, "");
    }

    private void export(String assignment) {
        String name = assignment.substring(0, assignment.indexOf('='));
        String value = assignment.substring(assignment.indexOf('=') + 1);
        switch (name) {
            case "SEEDBED_URL", "DATABASE_URL" ->
                variables.put(name, PostgresServer.of(18).url(database));
            case "SEEDBED_PASSWORD" -> assertThat(value).isEqualTo("…");
            default -> variables.put(name, value);
        }
    }

    private void git(List<String> words) throws Exception {
        switch (words.get(0)) {
            case "init" ->
                git = Git.init()
                        .setDirectory(directory.toFile())
                        .setInitialBranch("main")
                        .call();
            case "add" -> git.add().addFilepattern(words.get(1)).call();
            case "commit" ->
                git.commit()
                        .setMessage(words.get(2))
                        .setAuthor("Somebody", "somebody@example.org")
                        .setCommitter("Somebody", "somebody@example.org")
                        .setSign(false)
                        .call();
            case "tag" -> git.tag().setName(words.get(1)).setAnnotated(false).call();
            default -> throw new AssertionError("Nobody does this here: git " + words);
        }
    }
}

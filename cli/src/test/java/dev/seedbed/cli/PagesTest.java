package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.cli.CodeBlocks.Block;
import dev.seedbed.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pages of documentation that tell how something is done, done as they stand there, from an empty directory and an empty
 * PostgreSQL database.
 *
 * <ul>
 *   <li>A block whose first line is a comment with a path is written to that file, without that line where its format has no
 *       comments; one of {@code diff} changes it.
 *   <li>Any other block of SQL is executed.
 *   <li>A block without a language is commands; each exits 0, or as its comment {@code # exit 3} says.
 *   <li>A block of {@code text} is what the last command printed: its lines stand in its output in that order, and
 *       {@code …} stands for anything.
 *   <li>Blocks in languages of other systems are what a reader comes from, and only read.
 * </ul>
 */
class PagesTest extends CommandLineTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Set<String> OTHER_LANGUAGES = Set.of("ruby", "php", "csharp", "python", "xml", "java");
    private static final Pattern FILE = Pattern.compile("(?:#|--) ((?:[\\w.-]+/)*[\\w-]+\\.(?:yaml|json|csv|sql))\\n");
    private static final Pattern EXIT = Pattern.compile("# exit (\\d)\\b");

    private String database;
    private Git git;
    private Answer last;

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
    void every_block_of_the_page_does_what_the_page_says(String page) throws Exception {
        database = PostgresServer.of(18).newDatabase();
        Set<String> done = new HashSet<>();
        for (Block block : CodeBlocks.of(Files.readString(DOCS.resolve(page)))) {
            try {
                done.add(take(block));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("in " + page + ":\n" + block.text() + "\n" + e.getMessage(), e);
            }
        }
        assertThat(done).contains("command", "file");
    }

    private String take(Block block) throws Exception {
        Matcher file = FILE.matcher(block.text());
        boolean named = file.lookingAt();
        if (block.language().equals("diff")) {
            assertThat(named).as("names the file").isTrue();
            change(directory.resolve(file.group(1)), block.text().substring(file.end()));
            return "change";
        }
        if (named) {
            boolean commented =
                    block.language().equals("yaml") || block.language().equals("sql");
            write(
                    directory.resolve(file.group(1)),
                    commented ? block.text() : block.text().substring(file.end()));
            return "file";
        }
        switch (block.language()) {
            case "sql" -> execute(block.text());
            case "text" -> compare(block.text());
            case "" -> {
                for (String line : block.text().lines().toList()) {
                    command(line);
                }
                return "command";
            }
            default -> assertThat(OTHER_LANGUAGES).contains(block.language());
        }
        return block.language();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Lines with a minus stand in the file, one below the other, and those with a plus take their place. */
    private static void change(Path file, String diff) throws IOException {
        String text = Files.readString(file);
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (String line : diff.lines().toList()) {
            String content = line.substring(1) + "\n";
            if (line.charAt(0) != '+') {
                before.append(content);
            }
            if (line.charAt(0) != '-') {
                after.append(content);
            }
        }
        assertThat(text).containsOnlyOnce(before);
        Files.writeString(file, text.replace(before, after));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(PostgresServer.of(18).url(database));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void compare(String text) {
        assertThat(last).as("a command went before").isNotNull();
        String printed = last.out() + last.err();
        int from = 0;
        for (String line : text.lines().toList()) {
            Matcher found = Pattern.compile(
                            "^"
                                    + Stream.of(line.split("…", -1))
                                            .map(Pattern::quote)
                                            .reduce((a, b) -> a + ".*" + b)
                                            .orElseThrow()
                                    + "$",
                            Pattern.MULTILINE)
                    .matcher(printed);
            assertThat(found.find(from)).as("\"%s\" in:%n%s", line, printed).isTrue();
            from = found.end();
        }
    }

    private void command(String line) throws Exception {
        String command = line.replaceFirst("(^|\\s)\\s*#.*", "").strip();
        if (command.isEmpty()) {
            return;
        }
        List<String> words = new ArrayList<>(CodeBlocks.words(command));
        switch (words.remove(0)) {
            case "seedbed" -> {
                Matcher exit = EXIT.matcher(line);
                last = call(words.toArray(String[]::new));
                assertThat(last.code())
                        .as("%s%n%s%s", line, last.out(), last.err())
                        .isEqualTo(exit.find() ? Integer.parseInt(exit.group(1)) : 0);
            }
            case "export" -> export(words.get(0));
            case "git" -> git(words);
            case "psql" -> execute(Files.readString(directory.resolve(words.get(words.indexOf("-f") + 1))));
            case "rm" -> Files.delete(directory.resolve(words.get(0)));
            default -> throw new AssertionError("Nobody does this here: " + line);
        }
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

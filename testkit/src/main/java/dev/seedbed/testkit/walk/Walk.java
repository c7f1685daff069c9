package dev.seedbed.testkit.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.testkit.walk.CodeBlocks.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A page of documentation that tells how something is done, and that is done as it stands there.
 *
 * <ul>
 *   <li>A block whose first line is a comment with a path is written to that file, without that line where its format has
 *       no comments; one of {@code diff} changes it.
 *   <li>Any other block of SQL is executed; what it selects is printed, a row a line, with {@code " | "} between values.
 *   <li>A block without a language is commands; each exits 0, or as its comment {@code # exit 3} says.
 *   <li>A block of {@code text} is what was printed last: its lines stand there in that order, and {@code …} stands for
 *       anything.
 *   <li>Blocks in languages of other systems are what a reader comes from, or what another test covers, and only read.
 * </ul>
 */
public final class Walk {
    private static final Set<String> ONLY_READ =
            Set.of("ruby", "php", "csharp", "python", "xml", "java", "conf", "properties", "mermaid");
    private static final Pattern FILE = Pattern.compile("(?:#|--) ((?:[\\w.-]+/)*[\\w-]+\\.(?:yaml|json|csv|sql))\\n");
    private static final Pattern EXIT = Pattern.compile("# exit (\\d)\\b");

    private final Path directory;
    private final DataSource database;
    private final Commands commands;
    private @Nullable String printed;

    /** What came of a command. */
    public record Printed(int code, String text) {}

    /** Does what pages have their readers do. */
    public interface Commands {
        /**
         * Does one command.
         *
         * @param words of the line, without comments and quotes
         * @return null for a command that nobody knows
         */
        @Nullable
        Printed call(List<String> words) throws Exception;
    }

    /** @param directory in which commands are given */
    public Walk(Path directory, DataSource database, Commands commands) {
        this.directory = directory;
        this.database = database;
        this.commands = commands;
    }

    /**
     * Goes through a page.
     *
     * @return what kinds of blocks there were: {@code command}, {@code file}, {@code change}, and languages
     */
    public Set<String> through(Path page) throws IOException {
        Set<String> done = new HashSet<>();
        for (Block block : CodeBlocks.of(Files.readString(page))) {
            try {
                done.add(take(block));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("in " + page + ":\n" + block.text() + "\n" + e.getMessage(), e);
            }
        }
        return done;
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
            default -> assertThat(ONLY_READ).contains(block.language());
        }
        return block.language();
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
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
        StringBuilder rows = new StringBuilder();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (boolean selects = statement.execute(sql);
                    selects || statement.getUpdateCount() >= 0;
                    selects = statement.getMoreResults()) {
                if (selects) {
                    print(statement.getResultSet(), rows);
                }
            }
        }
        printed = rows.toString();
    }

    private static void print(ResultSet selected, StringBuilder rows) throws SQLException {
        while (selected.next()) {
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= selected.getMetaData().getColumnCount(); i++) {
                values.add(String.valueOf(selected.getString(i)));
            }
            rows.append(String.join(" | ", values)).append('\n');
        }
    }

    private void compare(String text) {
        String all = printed;
        if (all == null) {
            throw new AssertionError("nothing was printed before");
        }
        int from = 0;
        for (String line : text.lines().toList()) {
            String pattern =
                    Stream.of(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*", "^", "$"));
            Matcher found = Pattern.compile(pattern, Pattern.MULTILINE).matcher(all);
            assertThat(found.find(from)).as("\"%s\" in:%n%s", line, all).isTrue();
            from = found.end();
        }
    }

    private void command(String line) throws Exception {
        String command = line.replaceFirst("(^|\\s)\\s*#.*", "").strip();
        if (command.isEmpty()) {
            return;
        }
        List<String> words = CodeBlocks.words(command);
        Printed answer = words.get(0).equals("psql") ? psql(words) : commands.call(words);
        if (answer == null) {
            throw new AssertionError("nobody does this here: " + line);
        }
        Matcher exit = EXIT.matcher(line);
        assertThat(answer.code())
                .as("%s%n%s", line, answer.text())
                .isEqualTo(exit.find() ? Integer.parseInt(exit.group(1)) : 0);
        printed = answer.text();
    }

    /** {@code psql DATABASE -f FILE}. */
    private Printed psql(List<String> words) throws IOException, SQLException {
        execute(Files.readString(directory.resolve(words.get(words.indexOf("-f") + 1))));
        return new Printed(0, "");
    }
}

package dev.seedbed.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** Calls the command line in a world of its own: an empty directory, no environment variables, no terminal. */
abstract class CommandLineTest {

    @TempDir
    Path directory;

    final Map<String, String> variables = new HashMap<>();

    /** What a person would type; null where nobody is there. */
    @Nullable
    String typed;

    /** What was asked last. */
    @Nullable
    String asked;

    private @Nullable String answer(String prompt) {
        asked = prompt;
        return typed;
    }

    /** What came of a call. */
    record Answer(int code, String out, String err) {}

    Answer call(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        World world = new World(
                variables::get, directory, new PrintWriter(out), new PrintWriter(err), false, false, this::answer);
        int code = Main.execute(world, args);
        world.out().flush();
        world.err().flush();
        return new Answer(code, out.toString(), err.toString());
    }

    /** The session that the arguments make, without doing anything. */
    Session parsed(String... args) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        Session session =
                new Session(new World(variables::get, directory, nowhere, nowhere, false, false, this::answer));
        Commands.named(session, args).parseArgs(args);
        return session;
    }

    /** Writes the seed file {@code seeds/tiers.yaml}. */
    void seeds(String yaml) throws IOException {
        Files.createDirectories(directory.resolve("seeds"));
        Files.writeString(directory.resolve("seeds/tiers.yaml"), yaml);
    }

    /** Writes a script into {@code db/migration}. */
    void migration(String name, String sql) throws IOException {
        Path file = directory.resolve("db/migration").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, sql);
    }

    /** Runs statements on the H2 database {@code app}. */
    void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + directory.resolve("app"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}

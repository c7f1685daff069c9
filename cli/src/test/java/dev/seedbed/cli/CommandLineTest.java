package dev.seedbed.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
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
}

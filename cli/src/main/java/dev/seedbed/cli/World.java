package dev.seedbed.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the command line touches of the world around it, so that a test can bring its own.
 *
 * @param variables environment variables; an empty one counts as not set
 * @param directory the working directory
 * @param outIsTerminal whether a person reads {@code out}
 * @param errIsTerminal whether a person reads {@code err}
 * @param prompt asks a person for a line; null where nobody is there to answer
 */
record World(
        Function<String, @Nullable String> variables,
        Path directory,
        PrintWriter out,
        PrintWriter err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Function<String, @Nullable String> prompt) {

    /** The real one. The launcher tells in {@code seedbed.terminal} which of out and err are terminals. */
    static World real() {
        String terminals = "dumb".equals(System.getenv("TERM")) ? "" : System.getProperty("seedbed.terminal", "");
        return new World(
                new Variables(),
                Path.of("").toAbsolutePath(),
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                terminals.contains("out"),
                terminals.contains("err"),
                new Terminal());
    }

    /** No lambda, like all that is made before the connection is begun: the first of them costs the most. */
    private static final class Variables implements Function<String, @Nullable String> {
        @Override
        public @Nullable String apply(String name) {
            return System.getenv(name);
        }
    }

    /** From JDK 22 on there is a console without a terminal too: it reads standard input, whose end confirms nothing. */
    private static final class Terminal implements Function<String, @Nullable String> {
        @Override
        @SuppressWarnings("SystemConsoleNull")
        public @Nullable String apply(String prompt) {
            Console console = System.console();
            return console == null ? null : console.readLine("%s", prompt);
        }
    }

    @Nullable
    String variable(String name) {
        String value = variables.apply(name);
        return value == null || value.isEmpty() ? null : value;
    }
}

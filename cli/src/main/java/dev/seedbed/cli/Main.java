package dev.seedbed.cli;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The {@code seedbed} command. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Read by the logger when it is made, which is before any option is parsed.
        if (Arrays.asList(args).contains("--verbose")) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
        }
        System.exit(execute(World.real(), args));
    }

    /** Does what the arguments say and returns the exit code. */
    static int execute(World world, String... args) {
        try (@Nullable Guess guess = Guess.of(world, args)) {
            return execute(world, new Session(world, guess), args);
        }
    }

    private static int execute(World world, Session session, String... args) {
        Errors errors = new Errors(session);
        Ansi ansi = world.outIsTerminal() && world.variable("NO_COLOR") == null ? Ansi.ON : Ansi.OFF;
        return Commands.named(session, args)
                .setOut(world.out())
                .setErr(world.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .execute(args);
    }
}

package dev.seedbed.cli;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** The {@code seedbed} command. */
public final class Main {
    private Main() {}

    /** {@code seedbed} itself. */
    static CommandSpec spec(Session session) {
        CommandSpec spec =
                CommandSpec.wrapWithoutInspection(new NoCommand(session)).name("seedbed");
        spec.usageMessage()
                .headerHeading(
                        "Seedbed keeps the data an application cannot run without current, release after release.%n%n")
                .commandListHeading("%nCommands:%n")
                .footerHeading("%n")
                .footer(
                        "Examples:",
                        "  seedbed demo                                             see it work, nothing to install",
                        "  seedbed new                                              seedbed.yaml and a first seeder",
                        "  seedbed plan --url postgres://app@localhost/app          what would be planted",
                        "  seedbed fill --url postgres://app@localhost/app          plant it");
        session.connection.addTo(spec);
        session.seeds.addTo(spec);
        session.run.addTo(spec);
        session.output.addTo(spec);
        return spec;
    }

    public static void main(String[] args) {
        // Read by the logger when it is made, which is before any option is parsed.
        if (Arrays.asList(args).contains("--verbose")) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
        }
        System.exit(execute(World.real(), args));
    }

    /** Does what the arguments say and returns the exit code. */
    static int execute(World world, String... args) {
        Session session = new Session(world);
        Errors errors = new Errors(session);
        Ansi ansi = world.outIsTerminal() && world.variable("NO_COLOR") == null ? Ansi.ON : Ansi.OFF;
        return Commands.named(session, args)
                .setOut(world.out())
                .setErr(world.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setParameterExceptionHandler(errors::misused)
                .setExecutionExceptionHandler(errors::failed)
                .execute(args);
    }
}

package dev.seedbed.cli;

import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code seedbed} command. */
@Command(
        name = "seedbed",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        headerHeading = "Seedbed keeps the data an application cannot run without current, release after release.%n%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  seedbed demo                                             see it work, nothing to install",
            "  seedbed new                                              seedbed.yaml and a first seeder",
            "  seedbed plan --url postgres://app@localhost/app          what would be planted",
            "  seedbed fill --url postgres://app@localhost/app          plant it",
        })
public final class Main implements Callable<Integer> {
    @Mixin
    final ConnectionOptions connection;

    @Mixin
    final SeedOptions seeds;

    @Mixin
    final RunOptions run;

    @Mixin
    final OutputOptions output;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    Main(Session session) {
        this.connection = session.connection;
        this.seeds = session.seeds;
        this.run = session.run;
        this.output = session.output;
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

    /** Without a command there is nothing to do but to say what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"seedbed " + (version == null ? "(not packaged)" : version)};
        }
    }
}

package dev.seedbed.cli;

import dev.seedbed.show.ExitCode;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The commands, by name. */
final class Commands {
    private static final List<String> ALL = List.of(
            "demo",
            "new",
            "init",
            "fill",
            "update",
            "reset",
            "migrate",
            "mark",
            "plan",
            "apply",
            "status",
            "ledger",
            "pin",
            "unpin",
            "lint",
            "record",
            "export",
            "graph",
            "serve",
            "json-schema",
            "completion");

    /** The options are those of the commands, which describe them; a list of all of them would hide the commands. */
    private static final String OPTIONS_IN_BRIEF = String.join(
            System.lineSeparator(),
            "",
            "Options stand before or after the command; \"seedbed COMMAND --help\" describes them. Most used:",
            "  --url URL        the database: postgres://user@host/db, sqlite:file, h2:./file, jdbc:…",
            "  --seeds PLACE    directory or file with seeds (default: seeds)",
            "  --env NAME       development, test, staging or production (default)",
            "  --format json    one JSON object instead of text, also for errors",
            "  -h, --help       and -V, --version",
            "A flag goes before an environment variable (SEEDBED_URL, SEEDBED_ENV, …), and that before seedbed.yaml.",
            "");

    private Commands() {}

    /** A part of the help that is the same for everybody. */
    private static final class Section implements IHelpSectionRenderer {
        private final String text;

        Section(String text) {
            this.text = text;
        }

        @Override
        public String render(Help help) {
            return text;
        }
    }

    /** The version that the build wrote into the jar. */
    private static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Commands.class.getPackage().getImplementationVersion();
            return new String[] {"seedbed " + (version == null ? "(not packaged)" : version)};
        }
    }

    /** No table of constructors: a run would wait until all of them are linked. */
    private static SeedbedCommand command(String name, Session session) {
        return switch (name) {
            case "demo" -> new DemoCommand(session);
            case "new" -> new NewCommand(session);
            case "init" -> new InitCommand(session);
            case "fill" -> new FillCommand(session);
            case "update" -> new UpdateCommand(session);
            case "reset" -> new ResetCommand(session);
            case "migrate" -> new MigrateCommand(session);
            case "mark" -> new MarkCommand(session);
            case "plan" -> new PlanCommand(session);
            case "apply" -> new ApplyCommand(session);
            case "status" -> new StatusCommand(session);
            case "ledger" -> new LedgerCommand(session);
            case "pin" -> new PinCommand(session);
            case "unpin" -> new UnpinCommand(session);
            case "lint" -> new LintCommand(session);
            case "record" -> new RecordCommand(session);
            case "export" -> new ExportCommand(session);
            case "graph" -> new GraphCommand(session);
            case "serve" -> new ServeCommand(session);
            case "json-schema" -> new JsonSchemaCommand(session);
            case "completion" -> new CompletionCommand(session);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** A command line with every command. */
    static CommandLine all(Session session) {
        CommandLine all = of(session, ALL, true);
        CommandSpec help = CommandSpec.forAnnotatedObject(new CommandLine.HelpCommand());
        help.usageMessage().header("Shows the help of a command, such as: seedbed help update");
        all.addSubcommand("help", help);
        return all;
    }

    /**
     * A command line with the commands that stand among the arguments, or with all where none does: a run with nothing
     * to do should not wait for the others.
     */
    static CommandLine named(Session session, String... args) {
        if (args.length == 1 && args[0].equals("train")) {
            return new CommandLine(seedbed(session).addSubcommand("train", new TrainCommand(session).spec("train")));
        }
        Set<String> named = new LinkedHashSet<>(Arrays.asList(args));
        named.retainAll(ALL);
        boolean help = Arrays.asList(args).contains("help");
        return named.isEmpty() || help ? all(session) : of(session, named, !ALL.contains(args[0]));
    }

    /** @param before whether options may stand before the command */
    private static CommandLine of(Session session, Collection<String> names, boolean before) {
        CommandSpec seedbed = seedbed(session);
        if (before) {
            session.connection.addTo(seedbed);
            session.seeds.addTo(seedbed);
            session.run.addTo(seedbed);
            session.output.addTo(seedbed);
        }
        for (String name : names) {
            CommandSpec spec = command(name, session).spec(name);
            describe(spec);
            seedbed.addSubcommand(name, spec);
        }
        addHelp(seedbed);
        CommandLine line = new CommandLine(seedbed);
        if (before) {
            line.setExecutionStrategy(Commands::executeWithWhatItTakes);
        }
        Map<String, IHelpSectionRenderer> sections = line.getHelpSectionMap();
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new Section(OPTIONS_IN_BRIEF));
        sections.put(
                UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                new Section("Usage: seedbed COMMAND [options]" + System.lineSeparator()));
        sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING, new Section(""));
        return line;
    }

    /** Before the command every option may stand, also one that the command does not take. */
    private static int executeWithWhatItTakes(ParseResult parsed) {
        ParseResult command = parsed.subcommand();
        if (command != null && !command.isUsageHelpRequested()) {
            for (OptionSpec option : parsed.matchedOptions()) {
                if (command.commandSpec().findOption(option.longestName()) == null) {
                    throw new ParameterException(
                            command.commandSpec().commandLine(),
                            notTaken(command.commandSpec().name(), option.longestName()),
                            null,
                            option.longestName());
                }
            }
        }
        return new RunLast().execute(parsed);
    }

    /** Said of an option that only other commands have. */
    static String notTaken(String command, String option) {
        return "The command \"" + command + "\" takes no option " + option + ".";
    }

    /** {@code seedbed} itself, without its commands. */
    private static CommandSpec seedbed(Session session) {
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
        return spec;
    }

    /** What every command's help has in common. */
    private static void describe(CommandSpec command) {
        addHelp(command);
        command.usageMessage()
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .synopsisHeading("Usage: ")
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading("%n")
                .footerHeading("%n");
    }

    private static void addHelp(CommandSpec command) {
        command.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .type(boolean.class)
                .arity("0")
                .description("Show this help message and exit.")
                .build());
        command.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .type(boolean.class)
                .arity("0")
                .description("Print version information and exit.")
                .build());
        command.versionProvider(new Version());
        command.usageMessage().width(100).exitCodeListHeading("%nExit codes:%n").exitCodeList(ExitCode.meanings());
    }
}

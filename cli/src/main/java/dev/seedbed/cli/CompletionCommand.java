package dev.seedbed.cli;

import dev.seedbed.show.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

final class CompletionCommand extends SeedbedCommand {
    private static final String HEADER = """
            # Completes the commands and options of seedbed in bash and zsh, as "seedbed completion" printed it.
            # To use it in a shell: source <(seedbed completion)
            """;

    /** Picocli completes files for options that are paths only; a place of seeds may be on the class path, too. */
    private static final String NO_PLACES = "    '--seeds')\n      return\n";

    private static final String PLACES = """
                '--seeds')
                  local IFS=$'\\n'
                  type compopt &>/dev/null && compopt -o filenames
                  COMPREPLY=( $( compgen -f -- "${curr_word}" ) ) # files
                  return $?
            """;

    /** Words are known of the first parameter alone; what follows names rows of a database. */
    private static final String ANYWHERE = "currIndex >= 0 && currIndex <= 2147483647";

    private static final String FIRST = "currIndex == 0";

    CompletionCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("Prints a script by which bash and zsh complete commands and options.")
                .footer(
                        "Examples:",
                        "  source <(seedbed completion)                 this shell",
                        "  seedbed completion > /etc/bash_completion.d/seedbed");
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash("seedbed", Commands.all(new Session(session.world)));
        session.world
                .out()
                .print(HEADER
                        + script.substring(script.indexOf("\nif [ -n"))
                                .replace(NO_PLACES, PLACES)
                                .replace(ANYWHERE, FIRST)
                                .replaceAll(" \\(see \\[\\d]\\)", ""));
        session.world.out().flush();
        return ExitCode.DONE;
    }
}

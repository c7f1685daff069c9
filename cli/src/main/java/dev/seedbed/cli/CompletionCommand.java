package dev.seedbed.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

final class CompletionCommand extends SeedbedCommand {
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
        session.world.out().print(AutoComplete.bash("seedbed", Commands.all(new Session(session.world))));
        session.world.out().flush();
        return ExitCode.DONE;
    }
}

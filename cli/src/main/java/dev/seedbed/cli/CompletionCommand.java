package dev.seedbed.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {"Prints a script by which bash and zsh complete commands and options."},
        footer = {
            "Examples:",
            "  source <(seedbed completion)                 this shell",
            "  seedbed completion > /etc/bash_completion.d/seedbed"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Session session;

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.world.out().print(AutoComplete.bash("seedbed", Commands.all(new Session(session.world))));
        session.world.out().flush();
        return ExitCode.DONE;
    }
}

package dev.seedbed.cli;

import dev.seedbed.show.ExitCode;
import java.util.concurrent.Callable;

/** Without a command there is nothing to do but to say what there is. */
final class NoCommand implements Callable<Integer> {
    private final Session session;

    NoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Commands.all(session).usage(session.world.err());
        return ExitCode.USAGE;
    }
}

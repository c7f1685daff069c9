package dev.seedbed.cli;

import picocli.CommandLine.Model.CommandSpec;

/** A command that plans or runs on a database. */
abstract class DatabaseCommand extends SeedbedCommand {
    DatabaseCommand(Session session) {
        super(session);
    }

    final void allOptions(CommandSpec spec) {
        connectionOptions(spec);
        seedOptions(spec);
        runOptions(spec);
        outputOptions(spec);
    }
}

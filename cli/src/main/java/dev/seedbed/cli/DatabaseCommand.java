package dev.seedbed.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that plans or runs on a database. */
abstract class DatabaseCommand implements Callable<Integer> {
    @Mixin
    final ConnectionOptions connection;

    @Mixin
    final SeedOptions seeds;

    @Mixin
    final RunOptions run;

    @Mixin
    final OutputOptions output;

    final Session session;

    DatabaseCommand(Session session) {
        this.session = session;
        this.connection = session.connection;
        this.seeds = session.seeds;
        this.run = session.run;
        this.output = session.output;
    }
}

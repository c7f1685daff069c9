package dev.seedbed.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** A command: what it does, and how it is described to those who call it. */
abstract class SeedbedCommand implements Callable<Integer> {
    final Session session;

    SeedbedCommand(Session session) {
        this.session = session;
    }

    /** Adds its description, its examples and its options. */
    abstract void describe(CommandSpec spec);

    /** What is to be called by that name. */
    final CommandSpec spec(String name) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name);
        describe(spec);
        return spec;
    }

    final void connectionOptions(CommandSpec spec) {
        session.connection.addTo(spec);
    }

    final void seedOptions(CommandSpec spec) {
        session.seeds.addTo(spec);
    }

    final void runOptions(CommandSpec spec) {
        session.run.addTo(spec);
    }

    final void outputOptions(CommandSpec spec) {
        session.output.addTo(spec);
    }
}

package dev.seedbed.cli;

import dev.seedbed.Ledger;
import dev.seedbed.cli.show.LedgerJson;
import dev.seedbed.show.ExitCode;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** A command about a row, or one column of it, that runs are to leave as it is. */
abstract class PinningCommand extends SeedbedCommand {
    private final String name;
    private List<String> words = List.of();

    PinningCommand(Session session, String name) {
        super(session);
        this.name = name;
    }

    /**
     * What was done.
     *
     * @param outcome as JSON says it
     * @param text as people read it
     */
    record Done(String outcome, String text) {}

    abstract Done decide(Ledger ledger, RowWords row);

    /** @param whole what is meant where no column is named */
    final void rowAndOptions(CommandSpec spec, String whole) {
        spec.addPositional(Value.parameters(
                "TABLE KEY [COLUMN]",
                values -> words = List.copyOf(values),
                "A row by its table and key, and the column. Default: " + whole));
        connectionOptions(spec);
        session.seeds.addEnvironmentTo(spec);
        session.run.addByWhomTo(spec);
        outputOptions(spec);
    }

    @Override
    public final Integer call() {
        RowWords row = RowWords.of(name, words);
        Done done = decide(session.ledger(name), row);
        if (session.output.json()) {
            session.answer(LedgerJson.outcome(done.outcome()));
        } else {
            session.say(done.text());
        }
        return ExitCode.DONE;
    }
}

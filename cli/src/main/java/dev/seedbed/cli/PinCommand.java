package dev.seedbed.cli;

import dev.seedbed.cli.show.LedgerJson;
import dev.seedbed.cli.show.LedgerText;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

final class PinCommand extends SeedbedCommand {
    private List<String> words = List.of();

    PinCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Decides that a row, or one column of it, stays as it is here, whatever seeds come to declare.",
                        "A value that somebody set to what happens to be a default cannot be told from an untouched one.",
                        "Kept in the ledger, with who decided it and why.")
                .footer(
                        "Examples:",
                        "  seedbed pin tier code=starter price --reason \"agreed with sales\"",
                        "  seedbed pin role name=auditor organization_id=NULL");
        spec.addPositional(Value.parameters(
                "TABLE KEY [COLUMN]",
                values -> words = List.copyOf(values),
                "A row by its table and key, and the column. Default: the whole row."));
        connectionOptions(spec);
        session.seeds.addEnvironmentTo(spec);
        session.run.addByWhomTo(spec);
        outputOptions(spec);
    }

    @Override
    public Integer call() {
        RowWords row = RowWords.of("pin", words);
        boolean pinned = session.ledger("pin").pin(row.table(), row.key(), row.column());
        if (session.output.json()) {
            session.answer(LedgerJson.outcome(pinned ? "pinned" : "nothing-to-do"));
        } else {
            session.say(LedgerText.pinned(row.table(), row.key(), row.column(), pinned));
        }
        return ExitCode.DONE;
    }
}

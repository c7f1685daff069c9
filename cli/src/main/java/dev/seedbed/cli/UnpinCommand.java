package dev.seedbed.cli;

import dev.seedbed.cli.show.LedgerJson;
import dev.seedbed.cli.show.LedgerText;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

final class UnpinCommand extends SeedbedCommand {
    private List<String> words = List.of();

    UnpinCommand(Session session) {
        super(session);
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("Takes back what \"seedbed pin\" decided.")
                .footer("Examples:", "  seedbed unpin tier code=starter price", "  seedbed unpin tier code=starter");
        spec.addPositional(Value.parameters(
                "TABLE KEY [COLUMN]",
                values -> words = List.copyOf(values),
                "A row by its table and key, and the column. Default: every pin of the row."));
        connectionOptions(spec);
        session.seeds.addEnvironmentTo(spec);
        session.run.addByWhomTo(spec);
        outputOptions(spec);
    }

    @Override
    public Integer call() {
        RowWords row = RowWords.of("unpin", words);
        session.ledger("unpin").unpin(row.table(), row.key(), row.column());
        if (session.output.json()) {
            session.answer(LedgerJson.outcome("unpinned"));
        } else {
            session.say(LedgerText.unpinned(row.table(), row.key(), row.column()));
        }
        return ExitCode.DONE;
    }
}

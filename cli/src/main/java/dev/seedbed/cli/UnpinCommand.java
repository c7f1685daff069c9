package dev.seedbed.cli;

import dev.seedbed.Ledger;
import dev.seedbed.cli.show.LedgerText;
import picocli.CommandLine.Model.CommandSpec;

final class UnpinCommand extends PinningCommand {
    UnpinCommand(Session session) {
        super(session, "unpin");
    }

    @Override
    void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("Takes back what \"seedbed pin\" decided.")
                .footer("Examples:", "  seedbed unpin tier code=starter price", "  seedbed unpin tier code=starter");
        rowAndOptions(spec, "every pin of the row.");
    }

    @Override
    Done decide(Ledger ledger, RowWords row) {
        boolean unpinned = ledger.unpin(row.table(), row.key(), row.column());
        return new Done(
                unpinned ? "unpinned" : "nothing-to-do",
                LedgerText.unpinned(row.table(), row.key(), row.column(), unpinned));
    }
}

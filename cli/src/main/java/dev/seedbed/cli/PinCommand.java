package dev.seedbed.cli;

import dev.seedbed.Ledger;
import dev.seedbed.cli.show.LedgerText;
import picocli.CommandLine.Model.CommandSpec;

final class PinCommand extends PinningCommand {
    PinCommand(Session session) {
        super(session, "pin");
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
        rowAndOptions(spec, "the whole row.");
    }

    @Override
    Done decide(Ledger ledger, RowWords row) {
        boolean pinned = ledger.pin(row.table(), row.key(), row.column());
        return new Done(
                pinned ? "pinned" : "nothing-to-do", LedgerText.pinned(row.table(), row.key(), row.column(), pinned));
    }
}

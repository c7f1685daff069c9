package dev.seedbed.ledger;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows the chain of the ledger from the first entry to the last and says where it is broken. */
public final class Verifier {
    private final LedgerTable table;
    private final ChainVerifier chain;

    /** @param noted the head that was kept elsewhere; null for none */
    public Verifier(Dialect dialect, TableName ledger, LedgerKey key, @Nullable LedgerHead noted) {
        this.table = new LedgerTable(dialect, ledger);
        this.chain = new HashChain(ChainKind.LEDGER, key).verifier(noted);
    }

    /** Reads all entries in a stream, in the transaction that the connection is in. */
    public Verification run(Connection connection) throws SQLException {
        LedgerTable.read(connection, table.select() + " order by seq", List.of(), row -> look(Entry.of(row)));
        return chain.result();
    }

    private void look(Entry entry) {
        chain.show(entry.link(), entry.says(), "run " + entry.runId() + " by " + entry.actor());
    }
}

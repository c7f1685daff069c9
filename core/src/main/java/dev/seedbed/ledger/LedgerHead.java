package dev.seedbed.ledger;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.TableName;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last entry of a ledger, to be kept elsewhere: it vouches for all entries up to it. Its text is such as
 * {@code 42:9f86d0…}.
 *
 * @param seq the number of the entry; 0 where only the hash is known
 * @param hash 64 hexadecimal digits
 */
public record LedgerHead(long seq, String hash) {
    private static final Pattern TEXT = Pattern.compile("(?:([1-9][0-9]{0,17}):)?([0-9a-f]{64})");

    /**
     * Reads what {@link #toString} wrote, or a hash alone.
     *
     * @throws SeedException for anything else
     */
    public static LedgerHead of(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw SeedException.usage(
                    "\"" + text + "\" is not the head of a ledger.",
                    "give what \"seedbed ledger head\" printed: a number, a colon and 64 hexadecimal digits");
        }
        return new LedgerHead(matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1)), matcher.group(2));
    }

    /** That of a ledger; null where it is empty. */
    public static @Nullable LedgerHead last(Connection connection, Dialect dialect, TableName ledger)
            throws SQLException {
        Entry last = new LedgerTable(dialect, ledger).last(connection);
        return last == null ? null : last.head();
    }

    /** Whether a ledger has this entry, at this place. */
    public boolean isIn(Connection connection, Dialect dialect, TableName ledger) throws SQLException {
        boolean[] found = {false};
        LedgerTable table = new LedgerTable(dialect, ledger);
        LedgerTable.read(
                connection,
                table.selectWithoutBody() + " where hash = ? and seq = ?",
                List.of(hash, seq),
                row -> found[0] = true);
        return found[0];
    }

    @Override
    public String toString() {
        return seq == 0 ? hash : seq + ":" + hash;
    }
}

package dev.seedbed.admin.audit;

import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.ledger.ChainKind;
import dev.seedbed.ledger.HashChain;
import dev.seedbed.ledger.LedgerHead;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.ledger.Link;
import dev.seedbed.ledger.Verification;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table of entries, each chained to the one before as those of the ledger are. Nothing here changes or deletes one.
 * Thread-safe.
 */
final class ChainedTable {
    private final AdminDatabase database;
    private final LedgerKey key;
    private final HashChain chain;
    private final String lock;
    private final String table;
    private final List<String> columns;
    private final String known;

    /**
     * @param lock row of {@code seedbed_admin_chain} that whoever adds an entry holds to the end of the transaction
     * @param columns what entries say, beside their time
     * @param known the column that people know an entry by
     */
    ChainedTable(
            AdminDatabase database,
            LedgerKey key,
            ChainKind kind,
            String lock,
            String table,
            List<String> columns,
            String known) {
        this.database = database;
        this.key = key;
        this.chain = new HashChain(kind, key);
        this.lock = lock;
        this.table = table;
        this.columns = columns;
        this.known = known;
    }

    /**
     * An entry to be.
     *
     * @param values of all columns, in their order
     */
    record Draft(Instant at, List<@Nullable Object> values) {
        List<@Nullable String> says(String time) {
            List<@Nullable String> says = new ArrayList<>();
            says.add(time);
            values.forEach(value -> says.add(value == null ? null : value.toString()));
            return says;
        }
    }

    /** Adds entries in the transaction that is open, which is to be over soon: nobody else adds one meanwhile. */
    void append(List<Draft> drafts) {
        database.sql()
                .sql("select name from seedbed_admin_chain where name = ? for update")
                .params(lock)
                .query(String.class)
                .single();
        Link last = last();
        chain.mayFollow(last);
        List<Object[]> rows = new ArrayList<>();
        for (Draft draft : drafts) {
            last = chain.next(last, draft.at(), draft::says);
            List<@Nullable Object> row = new ArrayList<>();
            row.add(last.seq());
            row.add(OffsetDateTime.parse(last.writtenAt()));
            row.addAll(draft.values());
            row.add(last.seal());
            row.add(last.previousHash());
            row.add(last.hash());
            rows.add(row.toArray());
        }
        database.writeAll(
                "insert into " + table + " (id, happened_at, " + String.join(", ", columns)
                        + ", seal, previous_hash, hash) values (?, ?" + ", ?".repeat(columns.size()) + ", ?, ?, ?)",
                rows);
    }

    /**
     * What seals the last entry, where that is something else than what seals the next one; null where it is not, or there is
     * no entry.
     *
     * @throws dev.seedbed.seed.SeedException refused where no entry may follow, for want of its key
     */
    @Nullable
    String otherSeal() {
        Link last = last();
        chain.mayFollow(last);
        return last == null || last.seal().equals(key.seal()) ? null : last.seal();
    }

    String seal() {
        return key.seal();
    }

    private @Nullable Link last() {
        return database.sql()
                .sql("select id, happened_at, seal, previous_hash, hash from " + table + " order by id desc limit 1")
                .query((row, number) -> link(row))
                .optional()
                .orElse(null);
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(
                row.getLong("id"),
                HashChain.time(
                        row.getObject("happened_at", OffsetDateTime.class).toInstant()),
                row.getString("seal"),
                row.getString("previous_hash"),
                row.getString("hash"));
    }

    /** The last entry; null for none. */
    @Nullable
    LedgerHead head() {
        Link last = last();
        return last == null ? null : last.head();
    }

    boolean holds(LedgerHead head) {
        return database.sql()
                        .sql("select count(*) from " + table + " where id = ? and hash = ?")
                        .params(head.seq(), head.hash())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** @param noted the head that was kept elsewhere; null for none */
    Verification verify(@Nullable LedgerHead noted) {
        var verifier = chain.verifier(noted);
        database.each("select * from " + table + " order by id", row -> {
            Link link = link(row);
            List<@Nullable String> says = new ArrayList<>();
            says.add(link.writtenAt());
            for (String column : columns) {
                says.add(row.getString(column));
            }
            String actor = Objects.requireNonNullElse(row.getString("actor"), "nobody who is signed in");
            verifier.show(link, says, row.getString(known) + " by " + actor);
        });
        return verifier.result();
    }
}

package dev.seedbed.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the ledger's table: what one run did to some rows of one table.
 *
 * @param seq 1 for the first entry, and one more for each that follows
 * @param epoch how many resets there were before
 * @param writtenAt UTC, to the microsecond; never before that of the entry before
 * @param seeder null where no seeder is behind it
 * @param table how reports call the table; null where it is about no table
 * @param kinds what was done and to how many rows, such as {@code planted 500, renamed 1}
 * @param rows how many rows it is about
 * @param body the rows, as {@link BodyWriter} writes them
 * @param seal what the hash was made with
 * @param previousHash the hash of the entry before; {@link Link#FIRST} for the first
 */
record Entry(
        long seq,
        int epoch,
        String runId,
        String writtenAt,
        String actor,
        String mode,
        String environment,
        @Nullable String reason,
        @Nullable String seeder,
        @Nullable String table,
        String kinds,
        int rows,
        String body,
        String seal,
        String previousHash,
        String hash) {
    static final List<String> COLUMNS = List.of(
            "seq",
            "epoch",
            "run_id",
            "written_at",
            "actor",
            "mode",
            "environment",
            "reason",
            "seeder",
            "table_name",
            "kinds",
            "row_count",
            "body",
            "seal",
            "previous_hash",
            "hash");

    /** From a row with all {@link #COLUMNS}. */
    static Entry of(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong(1),
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getInt(12),
                row.getString(13),
                row.getString(14),
                row.getString(15),
                row.getString(16));
    }

    /** @param content the body, where the entry itself is without it */
    void bind(PreparedStatement insert, byte[] content) throws SQLException {
        insert.setLong(1, seq);
        insert.setInt(2, epoch);
        insert.setString(3, runId);
        insert.setString(4, writtenAt);
        insert.setString(5, actor);
        insert.setString(6, mode);
        insert.setString(7, environment);
        insert.setString(8, reason);
        insert.setString(9, seeder);
        insert.setString(10, table);
        insert.setString(11, kinds);
        insert.setInt(12, rows);
        insert.setString(13, new String(content, StandardCharsets.UTF_8));
        insert.setString(14, seal);
        insert.setString(15, previousHash);
        insert.setString(16, hash);
    }

    /**
     * All {@link #COLUMNS} as texts in UTF-8.
     *
     * @param content the body, where the entry itself is without it
     */
    byte[] @Nullable [] texts(byte[] content) {
        @Nullable
        String[] texts = {
            Long.toString(seq),
            Integer.toString(epoch),
            runId,
            writtenAt,
            actor,
            mode,
            environment,
            reason,
            seeder,
            table,
            kinds,
            Integer.toString(rows),
            null,
            seal,
            previousHash,
            hash
        };
        byte[] @Nullable [] bytes = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i];
            bytes[i] = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        }
        bytes[COLUMNS.indexOf("body")] = content;
        return bytes;
    }

    Link link() {
        return new Link(seq, writtenAt, seal, previousHash, hash);
    }

    /** All that it says, in the order in which it is hashed. */
    List<@Nullable String> says() {
        return says(Seal.digest(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param bodyDigest what {@link Seal#digest} made of the body */
    List<@Nullable String> says(String bodyDigest) {
        return Arrays.asList(
                Integer.toString(epoch),
                runId,
                writtenAt,
                actor,
                mode,
                environment,
                reason,
                seeder,
                table,
                kinds,
                Integer.toString(rows),
                bodyDigest);
    }

    LedgerHead head() {
        return new LedgerHead(seq, hash);
    }
}

package dev.seedbed.admin.audit;

import dev.seedbed.admin.data.AdminDatabase;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The record of changes of accounts, roles and runs, and that of refusals. Nothing here changes or deletes an entry. */
public final class Trail {
    private static final int LONGEST_VALUE = 4_000;
    private static final int LONGEST_TEXT = 1_000;
    private static final int LONGEST_NAME = 400;
    private static final int LONGEST_PATH = 400;

    private final AdminDatabase database;

    public Trail(AdminDatabase database) {
        this.database = database;
    }

    /**
     * A change.
     *
     * @param action such as {@code account.created}
     * @param subject the account, role or run
     * @param from null where nothing was there
     * @param to null where nothing is there now
     */
    public record Change(
            long id,
            Instant at,
            String actor,
            String source,
            String action,
            String subject,
            @Nullable String from,
            @Nullable String to,
            @Nullable String reason) {}

    /**
     * A refusal.
     *
     * @param actor null for somebody who is not signed in
     * @param path without what stands behind {@code ?}, which may hold secrets
     */
    public record Refusal(
            long id,
            Instant at,
            @Nullable String actor,
            String source,
            String method,
            String path,
            int status,
            String code,
            String detail) {}

    /** Records a change, in the transaction that makes it. */
    public void change(By by, String action, String subject, @Nullable String from, @Nullable String to) {
        database.write(
                """
                        insert into seedbed_admin_audit
                          (happened_at, actor, source, action, subject, from_value, to_value, reason)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""",
                database.now(),
                cut(by.actor(), LONGEST_NAME),
                by.source(),
                action,
                cut(subject, LONGEST_NAME),
                cut(from, LONGEST_VALUE),
                cut(to, LONGEST_VALUE),
                cut(by.reason(), LONGEST_TEXT));
    }

    /** Records a refusal, in a transaction of its own. */
    public void refusal(
            @Nullable String actor, String source, String method, String path, int status, String code, String detail) {
        database.apart(() -> database.write(
                """
                        insert into seedbed_admin_refusal
                          (happened_at, actor, source, method, path, status, code, detail)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""",
                database.now(),
                cut(actor, LONGEST_NAME),
                source,
                cut(method, 16),
                cut(path, LONGEST_PATH),
                status,
                code,
                cut(detail, LONGEST_TEXT)));
    }

    /**
     * The latest changes, newest first.
     *
     * @param before only those with a smaller id
     */
    public List<Change> changes(long before, int most) {
        return database.sql()
                .sql("select * from seedbed_admin_audit where id < ? order by id desc limit ?")
                .params(before, most)
                .query((row, number) -> new Change(
                        row.getLong("id"),
                        row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        row.getString("source"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("from_value"),
                        row.getString("to_value"),
                        row.getString("reason")))
                .list();
    }

    /** The latest refusals, as {@link #changes}. */
    public List<Refusal> refusals(long before, int most) {
        return database.sql()
                .sql("select * from seedbed_admin_refusal where id < ? order by id desc limit ?")
                .params(before, most)
                .query((row, number) -> new Refusal(
                        row.getLong("id"),
                        row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        row.getString("source"),
                        row.getString("method"),
                        row.getString("path"),
                        row.getInt("status"),
                        row.getString("code"),
                        row.getString("detail")))
                .list();
    }

    /** NUL is text that PostgreSQL does not have; half a character is none at all. */
    private static @Nullable String cut(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        String clean = text.replace('\0', '\uFFFD');
        if (clean.length() <= longest) {
            return clean;
        }
        int end = longest - 1;
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}

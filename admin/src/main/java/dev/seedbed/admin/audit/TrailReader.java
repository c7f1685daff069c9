package dev.seedbed.admin.audit;

import dev.seedbed.admin.data.AdminDatabase;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** What stands in the trail, the latest first, in pages. Thread-safe. */
public final class TrailReader {
    private final AdminDatabase database;

    public TrailReader(AdminDatabase database) {
        this.database = database;
    }

    /**
     * Which changes; null is any.
     *
     * @param action one, or all that begin so, where {@code *} stands at the end
     * @param from not before
     * @param to before
     */
    public record OfChanges(
            @Nullable String actor,
            @Nullable String source,
            @Nullable String action,
            @Nullable String subject,
            @Nullable Instant from,
            @Nullable Instant to) {
        public static final OfChanges ALL = new OfChanges(null, null, null, null, null, null);
    }

    /**
     * Which refusals, as of {@link OfChanges}.
     *
     * @param actor who asked, or whose account nobody who is signed in tried to sign in as
     */
    public record OfRefusals(
            @Nullable String actor,
            @Nullable String source,
            @Nullable String code,
            @Nullable Integer status,
            @Nullable Instant from,
            @Nullable Instant to) {
        public static final OfRefusals ALL = new OfRefusals(null, null, null, null, null, null);
    }

    /** @param before only those with a smaller id; null for the latest */
    public List<Trail.Change> changes(OfChanges which, @Nullable Long before, int most) {
        Conditions conditions = new Conditions(before, which.from(), which.to());
        conditions.add("lower(actor) = lower(?)", which.actor());
        conditions.add("source = ?", which.source());
        conditions.addWord("action", which.action());
        conditions.add("subject = ?", which.subject());
        return list(
                "seedbed_admin_audit",
                conditions,
                most,
                (row, number) -> new Trail.Change(
                        row.getLong("id"),
                        row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        row.getString("source"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("from_value"),
                        row.getString("to_value"),
                        row.getString("reason")));
    }

    /**
     * The only id of a plan or run that was changed and has these digits in front of its first hyphen; null where none has, or
     * several have.
     */
    public @Nullable String beginning(String start) {
        List<String> ids = database.sql()
                .sql("select distinct subject from seedbed_admin_audit where subject like ?"
                        + " and (action like 'plan.%' or action like 'run.%') fetch first 2 rows only")
                .param(start + "-%")
                .query(String.class)
                .list();
        return ids.size() == 1 ? ids.get(0) : null;
    }

    /** @param before as of {@link #changes} */
    public List<Trail.Refusal> refusals(OfRefusals which, @Nullable Long before, int most) {
        Conditions conditions = new Conditions(before, which.from(), which.to());
        String actor = which.actor();
        if (actor != null) {
            conditions.add(
                    "(lower(actor) = lower(?) or actor is null and code = 'wrong-credentials' and lower(detail) like lower(?)"
                            + " escape '!')",
                    actor,
                    "% Account \"" + escaped(actor) + "\"%");
        }
        conditions.add("source = ?", which.source());
        conditions.addWord("code", which.code());
        conditions.add("status = ?", which.status());
        return list(
                "seedbed_admin_refusal",
                conditions,
                most,
                (row, number) -> new Trail.Refusal(
                        row.getLong("id"),
                        row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        row.getString("source"),
                        row.getString("method"),
                        row.getString("path"),
                        row.getInt("status"),
                        row.getString("code"),
                        row.getString("detail")));
    }

    private <T> List<T> list(String table, Conditions conditions, int most, RowMapper<T> mapper) {
        return database.sql()
                .sql("select * from " + table + conditions.where() + " order by id desc limit " + most)
                .params(conditions.values)
                .query(mapper)
                .list();
    }

    /** For {@code like … escape '!'}. */
    private static String escaped(String text) {
        return text.replaceAll("([!%_])", "!$1");
    }

    private static final class Conditions {
        private final List<String> texts = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        Conditions(@Nullable Long before, @Nullable Instant from, @Nullable Instant to) {
            add("id < ?", before);
            add("happened_at >= ?", from == null ? null : from.atOffset(ZoneOffset.UTC));
            add("happened_at < ?", to == null ? null : to.atOffset(ZoneOffset.UTC));
        }

        void add(String text, @Nullable Object value) {
            if (value != null) {
                texts.add(text);
                values.add(value);
            }
        }

        void add(String text, Object first, Object second) {
            texts.add(text);
            values.add(first);
            values.add(second);
        }

        void addWord(String column, @Nullable String word) {
            if (word != null && word.endsWith("*")) {
                add(column + " like ? escape '!'", escaped(word.substring(0, word.length() - 1)) + "%");
            } else {
                add(column + " = ?", word);
            }
        }

        String where() {
            return texts.isEmpty() ? "" : " where " + String.join(" and ", texts);
        }
    }
}

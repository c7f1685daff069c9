package dev.seedbed.export;

import dev.seedbed.database.Column;
import java.util.regex.Pattern;

/** What the default of a column is, as far as its expression says. */
enum ColumnDefault {
    /** No default, which is NULL, or a literal: one value for all rows. */
    CONSTANT,
    /** Another value for each row: the time, a random value, a number, who it was. */
    GENERATED,
    /** An expression of another kind. */
    OTHER;

    private static final Pattern TEXT = Pattern.compile("'(?:[^']++|'')*+'");

    private static final Pattern LITERAL = Pattern.compile(
            "(?i)\\(*\\s*(?:(?:[a-z][a-z ]* |[bx])?'(?:[^']++|'')*+'|[-+]?\\s*[0-9.]+(?:e[-+]?[0-9]+)?|true|false|null)"
                    + "(?:\\s*\\)|\\s*::\\s*\"?[a-z][\\w .\"]*(?:\\([0-9, ]*\\))?(?:\\[])*)*\\s*");

    private static final Pattern VARYING = Pattern.compile(
            "(?i)\\b(now|current_timestamp|current_date|current_time|localtime|localtimestamp|clock_timestamp"
                    + "|statement_timestamp|transaction_timestamp|timeofday|sysdate|systimestamp|datetime|strftime"
                    + "|julianday|unixepoch|gen_random_uuid|random_uuid|uuid_generate_\\w+|uuidv?\\d|newid|random|rand"
                    + "|randomblob|nextval|next value for|current_user|session_user|txid_current|pg_current_xact_id)\\b");

    private static final Pattern NOW = Pattern.compile("(?i)'(now|today|tomorrow|yesterday)'");

    static ColumnDefault of(Column column) {
        String sql = column.defaultSql();
        if (sql == null) {
            return CONSTANT;
        }
        if (NOW.matcher(sql).find()
                || VARYING.matcher(TEXT.matcher(sql).replaceAll("''")).find()) {
            return GENERATED;
        }
        return LITERAL.matcher(sql.strip()).matches() ? CONSTANT : OTHER;
    }
}

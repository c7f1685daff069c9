package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.web.RowId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The row that somebody asked for and did not get, in words: its address has it in a form that nobody reads. That the row is
 * there is not said.
 */
public record RefusedRow(String table, Map<String, @Nullable String> key) {
    private static final Pattern ROW = Pattern.compile("/tables/([^/]+)/rows/([A-Za-z0-9_-]+)(?:/[a-z-]+)?$");

    /** Null for a refusal that is about no row, or of whose address too little was kept. */
    public static @Nullable RefusedRow of(Trail.Refusal refusal) {
        Matcher row = ROW.matcher(refusal.path());
        if (!row.find()) {
            return null;
        }
        try {
            return new RefusedRow(URLDecoder.decode(row.group(1), StandardCharsets.UTF_8), RowId.key(row.group(2)));
        } catch (Refused | IllegalArgumentException e) {
            return null;
        }
    }

    /** As "team: a-team". */
    public String text() {
        return table + ": " + RowWords.name(key);
    }

    public String path() {
        return RowWords.path(table, key);
    }
}

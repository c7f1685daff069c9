package dev.seedbed.ledger;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.Column;
import dev.seedbed.database.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of entries as rows have them: a ledger keeps what seeds declare as they write it, such as {@code 49}, and what was
 * found as the database tells it, such as {@code 49.00}. Of tables and columns that are gone values are as they were written.
 *
 * @param table as it is now; null for one that is gone
 */
public record LiveSpelling(@Nullable Table table) {
    /** @param texts by the names that entries use */
    public Map<String, @Nullable String> of(Map<String, @Nullable String> texts) {
        Map<String, @Nullable String> spelled = new LinkedHashMap<>();
        texts.forEach((name, text) -> spelled.put(name, of(name, text)));
        return spelled;
    }

    private @Nullable String of(String name, @Nullable String text) {
        Column column = table == null ? null : table.column(name);
        return column == null || text == null ? text : CanonicalText.spelled(column.type(), text);
    }
}

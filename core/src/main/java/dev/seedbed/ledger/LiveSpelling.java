package dev.seedbed.ledger;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values of entries as rows have them: a ledger keeps what seeds declare as they write it, such as {@code 49}, and what was
 * found as the database tells it, such as {@code 49.00}, or {@code 49} where it keeps no scale. Of tables and columns that are gone values are as they were written.
 *
 * @param table as it is now; null for one that is gone
 * @param keepsScale as {@link dev.seedbed.database.Dialect#keepsScale}
 */
public record LiveSpelling(@Nullable Table table, boolean keepsScale) {
    /** @param texts by the names that entries use */
    public Map<String, @Nullable String> of(Map<String, @Nullable String> texts) {
        Map<String, @Nullable String> spelled = new LinkedHashMap<>();
        texts.forEach((name, text) -> spelled.put(name, of(name, text)));
        return spelled;
    }

    private @Nullable String of(String name, @Nullable String text) {
        Column column = table == null ? null : table.column(name);
        if (column == null || text == null) {
            return text;
        }
        if (!keepsScale && column.type().kind() == ColumnType.Kind.DECIMAL) {
            return Objects.requireNonNullElse(CanonicalText.of(column.type(), text), text);
        }
        return CanonicalText.spelled(column.type(), text);
    }
}

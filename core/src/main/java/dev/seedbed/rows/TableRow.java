package dev.seedbed.rows;

import dev.seedbed.plan.RowChange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a seeded table.
 *
 * @param table how the seeds call it
 * @param key by which it is named: by column, or as {@code tier_id.code} where that refers
 * @param version changes with every live value of the row, to be given back with a change; null where the row is not there.
 *     Of sensitive values it tells which they are only where the ledger has a key; without, only whether they are set
 * @param seeder the one that declares it; null where none does
 * @param source where it is declared; null where it is not
 * @param update what {@code update} would do to it and why, or why it does nothing; null for a row that is as declared, or
 *     neither declared nor retired
 * @param isProtected true where all of it is read-only
 * @param isPinned true where a person has pinned it as a whole
 * @param isMarkedDeleted true where it is there, and the column that its seeds name for it ({@code soft-delete}) says that it is
 *     deleted; a row that no seed declares may be so too
 * @param values of all columns, by their names
 */
public record TableRow(
        String table,
        Map<String, @Nullable String> key,
        @Nullable String version,
        Provenance provenance,
        @Nullable String seeder,
        @Nullable String source,
        @Nullable RowChange update,
        boolean isProtected,
        boolean isPinned,
        boolean isMarkedDeleted,
        Map<String, TableValue> values) {
    public TableRow {
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** True where the database has the row, be it marked as deleted. */
    public boolean isThere() {
        return version != null;
    }
}

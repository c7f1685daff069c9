package dev.seedbed.seed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one seeder declares for one table.
 *
 * @param table name as written, optionally with its schema: {@code app.role}
 * @param key columns that identify a row; null where the table's own key decides
 * @param managed columns that the code owns
 * @param insertOnly columns that are planted once and never compared
 * @param sensitive columns masked everywhere
 * @param onInsert values for columns that a row leaves out, on insert only
 * @param onUpdate values set together with another change
 * @param softDelete column whose non-NULL value means "deleted by hand"; null for none
 * @param keyAt where the key is declared; the place of the table where it is not
 */
public record SeedTable(
        String table,
        @Nullable List<String> key,
        Set<String> managed,
        Set<String> insertOnly,
        Set<String> sensitive,
        Map<String, SeedValue> onInsert,
        Map<String, SeedValue> onUpdate,
        Missing missing,
        @Nullable String softDelete,
        SeedRows rows,
        List<Retired> retired,
        Location at,
        Location keyAt) {

    /** What becomes of a row that is not there. */
    public enum Missing {
        /** It is planted. */
        INSERT,
        /** It is planted only into an empty table, or with a row that it refers to. */
        HOLD
    }

    /**
     * A row that the application no longer wants.
     *
     * @param columns its key and perhaps other columns, by name
     * @param set columns to set instead of deleting the row; empty to delete it
     */
    public record Retired(Map<String, SeedValue> columns, Map<String, SeedValue> set, Location at) {}

    public SeedTable {
        key = key == null ? null : List.copyOf(key);
        managed = Set.copyOf(managed);
        insertOnly = Set.copyOf(insertOnly);
        sensitive = Set.copyOf(sensitive);
        onInsert = Collections.unmodifiableMap(new LinkedHashMap<>(onInsert));
        onUpdate = Collections.unmodifiableMap(new LinkedHashMap<>(onUpdate));
        retired = List.copyOf(retired);
    }

    /** The same with other columns masked. */
    public SeedTable withSensitive(Set<String> columns) {
        return new SeedTable(
                table,
                key,
                managed,
                insertOnly,
                columns,
                onInsert,
                onUpdate,
                missing,
                softDelete,
                rows,
                retired,
                at,
                keyAt);
    }

    /** A table with rows and nothing else said about it. */
    public static SeedTable of(String table, SeedRows rows, Location at) {
        return new SeedTable(
                table,
                null,
                Set.of(),
                Set.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                Missing.INSERT,
                null,
                rows,
                List.of(),
                at,
                at);
    }
}

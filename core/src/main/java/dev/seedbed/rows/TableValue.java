package dev.seedbed.rows;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a row, beside what the seeds say of it.
 *
 * @param isSet false for NULL, and of a row that is not there
 * @param text the live value as the database tells it; null where it is not set, and for every sensitive one
 * @param reference the natural key of the row to which it refers; empty where it refers to none, or to one without
 * @param isDeclared true where the seeds give it a value in this row, be it one that is not told
 * @param declared what is declared: under the column's name, or below it as {@code tier_id.code}; empty for nothing, and
 *     for what is sensitive
 * @param formers what Seedbed may have planted before, each as {@code declared}
 * @param updates true where the next run of that mode takes it to the declared value
 * @param isProtected true where it is read-only
 * @param isPinned true where a person has pinned it, or its whole row
 * @param setBy who wrote what stands there; null where nobody knows
 */
public record TableValue(
        boolean isSet,
        boolean isSensitive,
        @Nullable String text,
        Map<String, @Nullable String> reference,
        Provenance provenance,
        boolean isDeclared,
        Map<String, @Nullable String> declared,
        List<Map<String, @Nullable String>> formers,
        boolean updates,
        boolean isProtected,
        boolean isPinned,
        @Nullable SetBy setBy) {
    public TableValue {
        reference = Collections.unmodifiableMap(new LinkedHashMap<>(reference));
        declared = Collections.unmodifiableMap(new LinkedHashMap<>(declared));
        formers = List.copyOf(formers);
    }
}

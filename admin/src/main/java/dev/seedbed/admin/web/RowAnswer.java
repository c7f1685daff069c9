package dev.seedbed.admin.web;

import dev.seedbed.rows.Provenance;
import dev.seedbed.rows.SetBy;
import dev.seedbed.rows.TableRow;
import dev.seedbed.rows.TableValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as the service tells it.
 *
 * @param id of its key, for paths
 * @param version for {@code If-Match}; null where the row is not there
 * @param provenance such as {@code former-default}
 * @param update what {@code update} would do to it, or why it does nothing, in words; null for nothing to be said
 */
record RowAnswer(
        String id,
        Map<String, @Nullable String> key,
        @Nullable String version,
        String provenance,
        @Nullable String seeder,
        @Nullable String source,
        @Nullable String update,
        boolean isProtected,
        boolean isPinned,
        boolean isMarkedDeleted,
        Map<String, ValueAnswer> values) {

    /** A value of a row, as {@link TableValue} tells it. */
    record ValueAnswer(
            boolean isSet,
            boolean isSensitive,
            @Nullable String text,
            Map<String, @Nullable String> reference,
            String provenance,
            boolean isDeclared,
            Map<String, @Nullable String> declared,
            List<Map<String, @Nullable String>> formers,
            boolean updates,
            boolean isProtected,
            boolean isPinned,
            @Nullable SetBy setBy) {}

    static RowAnswer of(TableRow row) {
        Map<String, ValueAnswer> values = new LinkedHashMap<>();
        row.values().forEach((column, value) -> values.put(column, of(value)));
        return new RowAnswer(
                RowId.of(row.key()),
                row.key(),
                row.version(),
                word(row.provenance()),
                row.seeder(),
                row.source(),
                row.update() == null ? null : row.update().reason(),
                row.isProtected(),
                row.isPinned(),
                row.isMarkedDeleted(),
                values);
    }

    private static ValueAnswer of(TableValue value) {
        return new ValueAnswer(
                value.isSet(),
                value.isSensitive(),
                value.text(),
                value.reference(),
                word(value.provenance()),
                value.isDeclared(),
                value.declared(),
                value.formers(),
                value.updates(),
                value.isProtected(),
                value.isPinned(),
                value.setBy());
    }

    private static String word(Provenance provenance) {
        return provenance.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

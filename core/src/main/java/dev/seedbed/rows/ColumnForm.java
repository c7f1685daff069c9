package dev.seedbed.rows;

import dev.seedbed.database.ColumnType;
import java.util.List;
import java.util.Locale;

/**
 * What texts a column takes, as far as its type tells.
 *
 * @param kind {@code text}, {@code char}, {@code integer}, {@code decimal}, {@code float}, {@code boolean}, {@code uuid},
 *     {@code date}, {@code time}, {@code timestamp}, {@code timestamp-with-zone}, {@code json}, {@code binary}, {@code enum},
 *     {@code array} or {@code other}
 * @param length most characters of a text; 0 for no limit
 * @param precision digits of a decimal, bits of an integer; 0 for no limit
 * @param scale digits behind the point of a decimal, or of a second; -1 where not fixed
 * @param labels the texts that an enumeration takes, in its order; empty for every other kind
 */
public record ColumnForm(String kind, int length, int precision, int scale, List<String> labels) {
    public ColumnForm {
        labels = List.copyOf(labels);
    }

    static ColumnForm of(ColumnType type) {
        return new ColumnForm(
                type.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                type.length(),
                type.precision(),
                type.scale(),
                type.labels());
    }
}

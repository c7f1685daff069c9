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
 * @param labels the texts that an enumeration takes, in its order, and of one table that is asked for also those that a check
 *     constraint lists; empty where there is no list
 */
public record ColumnForm(String kind, int length, int precision, int scale, List<String> labels) {
    public ColumnForm {
        labels = List.copyOf(labels);
    }

    /** @param listed by a check constraint; empty for none */
    static ColumnForm of(ColumnType type, List<String> listed) {
        return new ColumnForm(
                type.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                type.length(),
                type.precision(),
                type.scale(),
                type.labels().isEmpty() ? listed : type.labels());
    }
}

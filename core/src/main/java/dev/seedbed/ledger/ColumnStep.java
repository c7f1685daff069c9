package dev.seedbed.ledger;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an entry tells of one value of a row: what it was before, and what it is since.
 *
 * @param name the one that reports use, such as {@code tier_id.code}
 * @param hadBefore false where nothing is told of what was before
 * @param before null for NULL
 * @param hasAfter false where nothing is told of what is since
 * @param after null for NULL
 */
public record ColumnStep(
        String name,
        boolean hadBefore,
        @Nullable String before,
        boolean hasAfter,
        @Nullable String after) {

    /** The values in the order in which they are told; a reference that was NULL, or is, by the names that it has else. */
    public static List<ColumnStep> of(Map<String, @Nullable String> before, Map<String, @Nullable String> after) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        List<ColumnStep> steps = new ArrayList<>();
        for (String name : names) {
            boolean isPlain = before.containsKey(name) && after.containsKey(name);
            if (isPlain || !isNull(before, name) && !isNull(after, name) || !hasNamesBelow(names, name)) {
                steps.add(new ColumnStep(
                        name, tells(before, name), before.get(name), tells(after, name), after.get(name)));
            }
        }
        return steps;
    }

    /** True for a name that values of a column are told by: its own, or such as {@code tier_id.code} of what it refers to. */
    public static boolean isOf(String column, String name) {
        return name.equals(column) || name.startsWith(column + ".");
    }

    private static boolean isNull(Map<String, @Nullable String> values, String name) {
        return values.containsKey(name) && values.get(name) == null;
    }

    private static boolean hasNamesBelow(Set<String> names, String name) {
        return names.stream().anyMatch(other -> other.startsWith(name + "."));
    }

    /** True where the value is told, or its whole column is NULL. */
    private static boolean tells(Map<String, @Nullable String> values, String name) {
        int dot = name.indexOf('.');
        return values.containsKey(name) || dot > 0 && isNull(values, name.substring(0, dot));
    }
}

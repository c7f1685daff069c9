package dev.seedbed.ledger;

import dev.seedbed.database.JsonText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries whose bodies hold all texts of one of some keys, as a condition of a query: those that tell of the rows, and
 * maybe others. Whether a body has a row itself is seen when it is read.
 *
 * @param condition begins with {@code and}; empty where more keys are wanted than it is worth looking for
 * @param parameters of the condition, in their order
 */
record BodiesWith(String condition, List<String> parameters) {
    /** More keys than that are looked for in all entries. */
    static final int MOST_KEYS = 20;

    /** Of longer texts the beginning is looked for: SQLite takes no pattern of more than 50,000 bytes. */
    private static final int LONGEST = 1_000;

    static final BodiesWith ANYTHING = new BodiesWith("", List.of());

    static BodiesWith anyOf(Collection<Map<String, @Nullable String>> keys) {
        if (keys.size() > MOST_KEYS) {
            return ANYTHING;
        }
        List<String> parameters = new ArrayList<>();
        List<String> either = new ArrayList<>();
        for (Map<String, @Nullable String> key : keys) {
            List<String> all = new ArrayList<>();
            for (String text : key.values()) {
                if (text != null) {
                    all.add("body like ? escape '!'");
                    parameters.add(pattern(text));
                }
            }
            either.add(all.isEmpty() ? "1 = 1" : "(" + String.join(" and ", all) + ")");
        }
        return new BodiesWith(" and (" + String.join(" or ", either) + ")", parameters);
    }

    private static String pattern(String text) {
        String quoted = JsonText.quote(text);
        if (text.length() > LONGEST) {
            int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
            String start = JsonText.quote(text.substring(0, end));
            quoted = start.substring(0, start.length() - 1);
        }
        return "%" + quoted.replaceAll("([!%_])", "!$1") + "%";
    }
}

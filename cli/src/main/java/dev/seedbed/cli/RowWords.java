package dev.seedbed.cli;

import dev.seedbed.seed.SeedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row, and perhaps a column of it, as they are named on the command line: {@code tier code=starter price}. NULL stands
 * for no value, quotes around a text are taken off.
 */
record RowWords(
        String table,
        Map<String, @Nullable String> key,
        @Nullable String column) {

    /** @throws SeedException of kind usage where table or key are missing */
    static RowWords of(String command, List<String> words) {
        Map<String, @Nullable String> key = new LinkedHashMap<>();
        String column = null;
        for (String word : words.subList(Math.min(1, words.size()), words.size())) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                key.put(word.substring(0, equals), text(word.substring(equals + 1)));
            } else if (column == null) {
                column = word;
            } else {
                throw SeedException.usage(
                        "\"" + word + "\" is a second column.", "call \"" + command + "\" once for each column");
            }
        }
        if (key.isEmpty()) {
            throw SeedException.usage(
                    "No row is named.", "name it by its table and key: seedbed " + command + " tier code=starter");
        }
        return new RowWords(words.get(0), key, column);
    }

    private static @Nullable String text(String written) {
        if (written.equals("NULL")) {
            return null;
        }
        boolean quoted = written.length() > 1 && written.startsWith("'") && written.endsWith("'");
        return quoted ? written.substring(1, written.length() - 1) : written;
    }
}

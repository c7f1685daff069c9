package dev.seedbed.rows;

import dev.seedbed.seed.SeedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ends: behind a live row, or behind a declared one that is not there.
 *
 * @param missing true for the latter
 * @param texts empty for the place before all missing rows
 */
record Cursor(boolean missing, List<@Nullable String> texts) {
    /** As the caller gets it: nobody is to take it apart. */
    String text() {
        StringBuilder plain = new StringBuilder(missing ? "m" : "r");
        for (String text : texts) {
            if (text == null) {
                plain.append('-');
            } else {
                plain.append(text.length()).append(':').append(text);
            }
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** @throws SeedException for a text that no page gave */
    static Cursor of(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            char kind = plain.charAt(0);
            if (kind != 'm' && kind != 'r') {
                throw unknown();
            }
            List<@Nullable String> texts = new ArrayList<>();
            for (int at = 1; at < plain.length(); ) {
                if (plain.charAt(at) == '-') {
                    texts.add(null);
                    at++;
                } else {
                    int colon = plain.indexOf(':', at);
                    int end = Math.addExact(colon + 1, Integer.parseUnsignedInt(plain.substring(at, colon)));
                    texts.add(plain.substring(colon + 1, end));
                    at = end;
                }
            }
            return new Cursor(kind == 'm', texts);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            throw unknown();
        }
    }

    static SeedException unknown() {
        return SeedException.usage(
                "The page to follow is none that this table has.", "give \"next\" of the page before, as it is");
    }
}

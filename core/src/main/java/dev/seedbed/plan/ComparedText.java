package dev.seedbed.plan;

import dev.seedbed.database.CanonicalText;
import dev.seedbed.database.ColumnType;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** Brings texts into the form in which they are compared and hashed, so that two spellings of one value are one. */
final class ComparedText {
    private ComparedText() {}

    /** The form of a value; the text itself where only the database knows it. */
    static String of(ColumnType type, String text) {
        String canonical = CanonicalText.of(type, text);
        return canonical == null ? text : canonical;
    }

    /** The form of a live value. */
    static String ofLive(ColumnType type, String text) {
        String canonical = CanonicalText.ofLive(type, text);
        return canonical == null ? text : canonical;
    }

    /** Adds a declared text of a key; false where only the database can match it. */
    static boolean hashKey(@Nullable String text, ColumnType type, RowHash into) {
        return hashKey(text, type, text == null ? null : CanonicalText.of(type, text), into);
    }

    /** Adds a live text of a key. */
    static boolean hashLiveKey(@Nullable String text, ColumnType type, RowHash into) {
        return hashKey(text, type, text == null ? null : CanonicalText.ofLive(type, text), into);
    }

    private static boolean hashKey(@Nullable String text, ColumnType type, @Nullable String canonical, RowHash into) {
        if (text == null) {
            into.add(null);
            return true;
        }
        String form = canonical == null ? text : canonical;
        byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
        // As many bytes as characters: all are ASCII.
        if (bytes.length != form.length() && type.kind() == ColumnType.Kind.TEXT && !isComposed(form)) {
            // Two spellings of one name are one key; but such a text is matched with live rows by the database.
            into.add(Normalizer.normalize(form, Normalizer.Form.NFC));
            return false;
        }
        into.add(bytes, 0, bytes.length);
        return canonical != null && CanonicalText.complete(type);
    }

    /** True where the text is in Unicode's composed form. */
    static boolean isComposed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x300) {
                return Normalizer.isNormalized(text, Normalizer.Form.NFC);
            }
        }
        return true;
    }
}

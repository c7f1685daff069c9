package dev.seedbed.source;

import dev.seedbed.seed.SeedValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values that {@code former.jsonl} has and seed files have not. */
final class FormerValues {
    /** The content of a file that {@code $file} named. */
    static final String CONTENT = "$content";

    static final String BASE64 = "base64";

    /** Under {@code now}: a column that was declared with a value that is never recorded. */
    static final String UNRECORDED = "$unrecorded";

    private static final Set<String> NEVER = Set.of("$uuid", "$now", "$env", "$bcrypt", "$file", "$each", UNRECORDED);

    private FormerValues() {}

    /** What is wrong with a value; null where nothing is. */
    static @Nullable String check(SeedValue value, boolean isNow) {
        if (!(value instanceof SeedValue.Fields fields) || fields.fields().size() != 1) {
            return null;
        }
        String name = fields.fields().keySet().iterator().next();
        if (name.equals(UNRECORDED) && isNow) {
            return null;
        }
        if (NEVER.contains(name)) {
            return "\"" + name + "\" is no former default.";
        }
        return name.equals(CONTENT) && content(fields) == null
                ? "\"" + CONTENT + "\" is neither a text nor {\"base64\":\"…\"}."
                : null;
    }

    /** The bytes of a file; null where the value is no content. */
    static byte @Nullable [] content(SeedValue value) {
        if (!(value instanceof SeedValue.Fields fields) || fields.fields().size() != 1) {
            return null;
        }
        SeedValue content = fields.fields().get(CONTENT);
        if (content instanceof SeedValue.Text text) {
            return text.text().getBytes(StandardCharsets.UTF_8);
        }
        if (content instanceof SeedValue.Fields inner
                && inner.fields().size() == 1
                && inner.fields().get(BASE64) instanceof SeedValue.Text text) {
            try {
                return Base64.getDecoder().decode(text.text());
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        return null;
    }
}

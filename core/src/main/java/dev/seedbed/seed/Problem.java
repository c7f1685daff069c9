package dev.seedbed.seed;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, in the what / where / mend form.
 *
 * @param message what is wrong: a whole sentence, values in double quotes, no secrets
 * @param where file and line, table or row; null where there is no place
 * @param mend what to do about it; null only where nothing can be advised
 */
public record Problem(
        String message, @Nullable String where, @Nullable String mend) {
    public Problem {
        Objects.requireNonNull(message, "message");
    }

    public static Problem of(String message, Location where, @Nullable String mend) {
        return new Problem(message, where.toString(), mend);
    }

    /** All of it as one sentence, for places that have a line for it. */
    public String sentence() {
        String what = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
        return what + (where == null ? "" : " (" + where + ")") + (mend == null ? "" : ": " + mend) + ".";
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(message);
        if (where != null) {
            text.append("\n  where: ").append(where);
        }
        if (mend != null) {
            text.append("\n  mend:  ").append(mend.replace("\n", "\n         "));
        }
        return text.toString();
    }
}

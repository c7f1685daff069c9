package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.web.Call;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a form has sent. */
final class Sent {
    private Sent() {}

    static String text(HttpServletRequest request, String field) {
        String text = request.getParameter(field);
        return text == null ? "" : text;
    }

    /** What stands in a field, without spaces around; null for nothing. */
    static @Nullable String orNull(HttpServletRequest request, String field) {
        String text = text(request, field).strip();
        return text.isEmpty() ? null : text;
    }

    /** All that was chosen. */
    static Set<String> chosen(HttpServletRequest request, String field) {
        String[] values = request.getParameterValues(field);
        return values == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(Arrays.asList(values)));
    }

    /** Who sends it, with the reason that they gave. */
    static By by(HttpServletRequest request) {
        return Call.by(request, orNull(request, "reason"));
    }

    /**
     * The version that the form was made of.
     *
     * @throws Refused with status 428 for none
     */
    static long version(HttpServletRequest request) {
        String text = text(request, "version");
        if (!text.matches("-1|\\d{1,18}")) {
            throw new Refused(
                    428,
                    "version-missing",
                    new Problem("The form does not say which version it changes.", "version", "load the page again"));
        }
        return Long.parseLong(text);
    }

    /** Whether a script asks, which wants a part. */
    static boolean byScript(HttpServletRequest request) {
        return "true".equals(request.getHeader("HX-Request"));
    }

    static boolean isToSave(HttpServletRequest request) {
        return text(request, "step").equals("save");
    }
}

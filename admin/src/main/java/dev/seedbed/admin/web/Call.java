package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** What endpoints want to know of a request. */
public final class Call {
    private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\"");
    private static final Pattern ROW_TAG = Pattern.compile("\"([0-9a-f]{1,64})\"");
    private static final int LONGEST_REASON = 1_000;

    private Call() {}

    /** Who calls; null where nobody is signed in. */
    public static @Nullable Caller known() {
        return CallerAuthentication.current();
    }

    /** @throws IllegalStateException where nobody is signed in: the gate let somebody through */
    public static Caller caller() {
        Caller caller = CallerAuthentication.current();
        if (caller == null) {
            throw new IllegalStateException("Nobody is signed in behind the gate.");
        }
        return caller;
    }

    /** @throws Refused with status 422 for a reason that is too long */
    public static By by(HttpServletRequest request, @Nullable String reason) {
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw new Refused(
                    422,
                    "bad-reason",
                    new Problem(
                            "The reason is longer than " + LONGEST_REASON + " characters.", "reason", "write less"));
        }
        Caller caller = caller();
        return new By(caller.name(), Source.of(request), reason, caller.roles());
    }

    static String tag(long version) {
        return tag(Long.toString(version));
    }

    static String tag(String version) {
        return "\"" + version + "\"";
    }

    /**
     * The version that the caller has seen.
     *
     * @throws Refused with status 428 where the request does not say
     */
    static long version(HttpServletRequest request) {
        return Long.parseLong(version(request, TAG));
    }

    /** The same of a row. */
    static String rowVersion(HttpServletRequest request) {
        return version(request, ROW_TAG);
    }

    /** The same where a request need not say it; null then. */
    static @Nullable String rowVersionIfSaid(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.IF_MATCH) == null ? null : rowVersion(request);
    }

    private static String version(HttpServletRequest request, Pattern form) {
        String header = request.getHeader(HttpHeaders.IF_MATCH);
        Matcher tag = form.matcher(header == null ? "" : header.strip());
        if (!tag.matches()) {
            throw new Refused(
                    428,
                    "version-missing",
                    new Problem(
                            header == null
                                    ? "The request does not say which version it changes."
                                    : "What stands in If-Match is no version of what the request changes.",
                            "header If-Match",
                            "send the ETag that came with what you looked at"));
        }
        return tag.group(1);
    }

    /**
     * A time that a filter names.
     *
     * @param name of the parameter
     * @throws Refused with status 400 for a text that is none
     */
    public static @Nullable Instant instant(@Nullable String text, String name) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Refused(
                    400,
                    "bad-parameter",
                    new Problem("\"" + name + "\" is no time.", name, "write it in UTC, such as 2026-11-27T10:00:00Z"));
        }
    }

    /** How many of a list, between 1 and 200. */
    static int most(int asked) {
        return Math.max(1, Math.min(asked, 200));
    }
}

package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.seed.Problem;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people read of a refusal, where its own words are for programs: labels for names of the API, pages for its calls. */
final class RefusalWords {
    private static final Map<String, String> MENDS = Map.of(
            "nothing-offered", "begin again with your password",
            "not-enrolled", "enrol one here first",
            "second-factor-required", "enrol another in its place",
            "own-account", "change your own password and second factor under your name, at the top",
            "csrf", "go back, load the page again, and send it anew",
            "not-served", "look whether the address is right",
            "bad-parameter", "look whether the address is right, and what was typed",
            "version-missing", "load the page again");

    private static final String CODE = "code";

    /** The labels that forms have for what the API calls so. */
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("name", "Name"),
            Map.entry("newPassword", "New password"),
            Map.entry(CODE, "A code of your authenticator, or a recovery code"),
            Map.entry("reason", "Reason"),
            Map.entry("mode", "Mode"),
            Map.entry("confirm", "Name of the database"),
            Map.entry("description", "What it is for"),
            Map.entry("permissions", "Its own permissions"),
            Map.entry("inherits", "Inherits all of"),
            Map.entry("from", "From (UTC)"),
            Map.entry("to", "Before (UTC)"));

    /** What no page has: a member of a body, a header; and what a page is about anyway. */
    private static final Pattern OF_PROGRAMS = Pattern.compile("[A-Za-z]+|(header|version|plan) .*");

    private RefusalWords() {}

    static Problem of(Refused refused) {
        Problem problem = refused.problem();
        return new Problem(
                problem.message(), place(problem.where()), MENDS.getOrDefault(refused.code(), problem.mend()));
    }

    /** @param code label of the field for a code, where the page asks for it in words of its own */
    static Problem of(Refused refused, String code) {
        Problem problem = of(refused);
        return CODE.equals(refused.problem().where())
                ? new Problem(problem.message(), field(code), problem.mend())
                : problem;
    }

    private static @Nullable String place(@Nullable String where) {
        String label = where == null ? null : LABELS.get(where);
        if (label != null) {
            return field(label);
        }
        return where != null && OF_PROGRAMS.matcher(where).matches() ? null : where;
    }

    private static String field(String label) {
        return "the field “" + label + "”";
    }
}

package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.seed.Problem;
import java.util.Map;

/** What people do about a refusal, where its own words are for programs. */
final class Mends {
    private static final Map<String, String> MENDS = Map.of(
            "nothing-offered", "begin again with your password",
            "not-enrolled", "enrol one here first",
            "second-factor-required", "enrol another in its place",
            "own-account", "change your own password and second factor under your name, at the top",
            "csrf", "go back, load the page again, and send it anew",
            "not-served", "look whether the address is right",
            "bad-parameter", "look whether the address is right, and what was typed",
            "version-missing", "load the page again");

    private Mends() {}

    static Problem of(Refused refused) {
        Problem problem = refused.problem();
        String mend = MENDS.get(refused.code());
        return mend == null ? problem : new Problem(problem.message(), null, mend);
    }
}

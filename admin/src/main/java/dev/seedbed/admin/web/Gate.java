package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Access;
import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Stands before every endpoint, and asks the rules: of the method that will answer, not of a path that somebody wrote. What
 * has no {@link Needs} is denied to all.
 */
final class Gate implements HandlerInterceptor {
    private final Access access;
    private final Challenge challenge;

    Gate(Access access, Challenge challenge) {
        this.access = access;
        this.challenge = challenge;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Needs needs = handler instanceof HandlerMethod method ? method.getMethodAnnotation(Needs.class) : null;
        if (needs == null) {
            throw refused(403, "no-rule", "No rule allows this to anybody.", null);
        }
        if (needs.value().equals(Needs.NOTHING)) {
            return true;
        }
        Caller caller = CallerAuthentication.current();
        if (caller == null) {
            throw challenge.of(request, response);
        }
        check(needs.value(), caller);
        return true;
    }

    private void check(String need, Caller caller) {
        if (need.equals(Needs.PASSWORD)) {
            return;
        }
        if (caller.first() == Caller.First.CODE) {
            throw refused(
                    403,
                    "code-required",
                    "A code of the second factor is still to come.",
                    "send it with POST session/code");
        }
        if (need.equals(Needs.IDENTITY)) {
            return;
        }
        if (caller.first() == Caller.First.PASSWORD) {
            throw passwordFirst();
        }
        if (caller.first() == Caller.First.SECOND_FACTOR) {
            throw refused(
                    403,
                    "second-factor-required",
                    "A second factor is required here, and has to be enrolled first.",
                    "enrol one with POST session/factor");
        }
        if (!access.allows(caller.roles(), need)) {
            throw refused(
                    403,
                    "not-allowed",
                    "None of your roles allows \"" + need + "\".",
                    "ask an administrator for a role that does");
        }
    }

    static Refused passwordFirst() {
        return refused(
                403,
                "password-change-required",
                "The password was made by somebody else, and has to be changed first.",
                "change it with PUT session/password");
    }

    private static Refused refused(int status, String code, String message, @Nullable String mend) {
        return new Refused(status, code, new Problem(message, null, mend));
    }
}

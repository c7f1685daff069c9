package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Origin;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.access.Roles;
import dev.seedbed.admin.account.Passwords;
import dev.seedbed.admin.account.Sessions;
import dev.seedbed.admin.web.Call;
import dev.seedbed.admin.web.NewSession;
import dev.seedbed.admin.web.Next;
import dev.seedbed.admin.web.OwnSession;
import dev.seedbed.admin.web.Problems;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What people know of themselves, and their password. */
@Controller
public final class AccountPages {
    /** Said before anything is tried: what is not there is no wrong password, and counts as none. */
    static final Problem NO_PASSWORD = new Problem("Your password is missing.", null, "write it");

    private final Console console;
    private final OwnSession own;
    private final Sessions sessions;
    private final Roles roles;
    private final Problems problems;

    AccountPages(Console console, OwnSession own, Sessions sessions, Roles roles, Problems problems) {
        this.console = console;
        this.own = own;
        this.sessions = sessions;
        this.roles = roles;
        this.problems = problems;
    }

    /** @param problem why not all sessions were ended; null where nobody wanted that */
    public record Own(
            Caller caller,
            List<String> roles,
            List<Origin> permissions,
            List<Sessions.Open> sessions,
            @Nullable Problem problem) {
        /** How they sign in. */
        public String kind() {
            return switch (caller.kind()) {
                case ACCOUNT -> "signs in with a password here";
                case OIDC -> "signs in with OpenID Connect";
                case TOKEN -> "comes with a bearer token";
                case APPLICATION -> "signs in to the application";
            };
        }

        public boolean hasPassword() {
            return caller.kind() == Caller.Kind.ACCOUNT;
        }
    }

    /**
     * @param first whether it has to be changed before anything else
     * @param next page that they go on to then
     */
    public record PasswordForm(
            String name,
            boolean first,
            String next,
            @Nullable Problem problem) {
        public int shortest() {
            return Passwords.SHORTEST;
        }

        public int longest() {
            return Passwords.LONGEST;
        }
    }

    @GetMapping("/account")
    @Needs(Needs.IDENTITY)
    View account(HttpServletRequest request) {
        return account(request, 200, null);
    }

    private View account(HttpServletRequest request, int status, @Nullable Problem problem) {
        Caller caller = Call.caller();
        return console.page(
                request,
                status,
                "",
                "Your account",
                "account",
                new Own(
                        caller,
                        caller.roles().stream().sorted().toList(),
                        roles.graph().origins(caller.roles()),
                        sessions.list(caller.name()),
                        problem));
    }

    @PostMapping("/account/end-all")
    @Needs(Needs.IDENTITY)
    View endAll(
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (password.isEmpty()) {
            return account(request, 422, NO_PASSWORD);
        }
        try {
            own.endAll(password, request, response);
            return console.to("/account", "sessions-ended");
        } catch (Refused e) {
            problems.record(request, e);
            return account(request, e.status(), RefusalWords.of(e));
        }
    }

    @GetMapping("/account/password")
    @Needs(Needs.IDENTITY)
    View password(@RequestParam(required = false) @Nullable String next, HttpServletRequest request) {
        return password(request, 200, Next.of(next), null);
    }

    private View password(HttpServletRequest request, int status, String next, @Nullable Problem problem) {
        Caller caller = NewSession.withAccount();
        return console.page(
                request,
                status,
                "",
                "Password",
                "password",
                new PasswordForm(caller.name(), caller.first() == Caller.First.PASSWORD, next, problem));
    }

    @PostMapping("/account/password")
    @Needs(Needs.IDENTITY)
    View changePassword(
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String wanted,
            @RequestParam(defaultValue = "") String again,
            @RequestParam(required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        Caller caller = NewSession.withAccount();
        String page = Next.of(next);
        if (password.isEmpty()) {
            return password(request, 422, page, NO_PASSWORD);
        }
        if (!wanted.equals(again)) {
            return password(
                    request,
                    422,
                    page,
                    new Problem("The new password and its repetition differ.", null, "write the same in both"));
        }
        try {
            own.changePassword(password, wanted, request, response);
            Caller.First first = Call.caller().first();
            return console.to(caller.first() == null ? "/account" : SignInPages.after(first, page), "password");
        } catch (Refused e) {
            problems.record(request, e);
            return password(request, e.status(), page, RefusalWords.of(e));
        }
    }
}

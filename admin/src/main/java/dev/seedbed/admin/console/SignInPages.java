package dev.seedbed.admin.console;

import dev.seedbed.admin.AdminProperties;
import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.web.Call;
import dev.seedbed.admin.web.Next;
import dev.seedbed.admin.web.OwnSession;
import dev.seedbed.admin.web.Problems;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Signing in, with a password and a code where one is asked for, and out. */
@Controller
public final class SignInPages {
    private static final String CODE = "/sign-in/code";

    private final Console console;
    private final OwnSession own;
    private final Problems problems;
    private final AdminProperties properties;

    SignInPages(Console console, OwnSession own, Problems problems, AdminProperties properties) {
        this.console = console;
        this.own = own;
        this.problems = problems;
        this.properties = properties;
    }

    /**
     * The ways in.
     *
     * @param accounts whether people have passwords here
     * @param provider whether they sign in with OpenID Connect
     * @param application whether the sign-in of an application counts
     * @param next page that they go on to
     * @param name that was typed
     */
    public record Ways(
            boolean accounts,
            boolean provider,
            boolean application,
            String next,
            String name,
            @Nullable Problem problem) {
        public boolean isClosed() {
            return !accounts && !provider && !application;
        }
    }

    public record CodeForm(String next, @Nullable Problem problem) {}

    /** A browser that comes from another site leaves its cookie at home; from a page of ours it brings it. */
    @GetMapping("/sign-in")
    @Needs(Needs.NOTHING)
    View signIn(
            @RequestParam(required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        Caller caller = Call.known();
        String page = Next.of(next);
        if (caller != null) {
            return console.to(after(caller.first(), page), null);
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if ("cross-site".equals(site) || "same-site".equals(site)) {
            String again = "/sign-in?next=" + encoded(page);
            response.setHeader("Refresh", "0; url=" + console.address(request, again));
            return console.page(request, "", "Sign in", "signingin", again);
        }
        return form(request, 200, page, "", null);
    }

    @PostMapping("/sign-in")
    @Needs(Needs.NOTHING)
    View signIn(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        String page = Next.of(next);
        if (name.isBlank() || password.isEmpty()) {
            Problem missing = new Problem("The name or the password is missing.", null, "write both");
            return form(request, 422, page, name, missing);
        }
        try {
            own.signIn(name.strip(), password, request, response);
            return console.to(after(Call.caller().first(), page), null);
        } catch (Refused e) {
            problems.record(request, e);
            return form(request, e.status(), page, name, RefusalWords.of(e));
        }
    }

    private View form(HttpServletRequest request, int status, String next, String name, @Nullable Problem problem) {
        return console.page(
                request,
                status,
                "",
                "Sign in",
                "signin",
                new Ways(
                        properties.accounts(),
                        properties.oidc() != null,
                        properties.application().signIn(),
                        next,
                        name,
                        problem));
    }

    @GetMapping(CODE)
    @Needs(Needs.PASSWORD)
    View code(@RequestParam(required = false) @Nullable String next, HttpServletRequest request) {
        String page = Next.of(next);
        Caller.First first = Call.caller().first();
        return first == Caller.First.CODE
                ? console.page(request, "", "Code", "code", new CodeForm(page, null))
                : console.to(after(first, page), null);
    }

    @PostMapping(CODE)
    @Needs(Needs.PASSWORD)
    View code(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        String page = Next.of(next);
        if (Call.caller().first() != Caller.First.CODE) {
            return console.to(after(Call.caller().first(), page), null);
        }
        try {
            own.prove(code, request, response);
            return console.to(after(Call.caller().first(), page), null);
        } catch (Refused e) {
            problems.record(request, e);
            CodeForm form = new CodeForm(page, RefusalWords.of(e, "Six digits from your authenticator"));
            return console.page(request, e.status(), "", "Code", "code", form);
        }
    }

    @PostMapping("/sign-out")
    @Needs(Needs.PASSWORD)
    View signOut(HttpServletRequest request, HttpServletResponse response) {
        own.end(request, response);
        return console.to("/sign-in", "signed-out");
    }

    /** What comes first, comes before the page that somebody wanted. */
    static String after(Caller.@Nullable First first, String next) {
        if (first == null) {
            return next;
        }
        return switch (first) {
            case CODE -> CODE + "?next=" + encoded(next);
            case PASSWORD -> "/account/password?next=" + encoded(next);
            case SECOND_FACTOR -> "/account/factor?next=" + encoded(next);
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

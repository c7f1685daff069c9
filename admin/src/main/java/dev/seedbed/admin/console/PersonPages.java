package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Origin;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.access.Role;
import dev.seedbed.admin.access.RoleGraph;
import dev.seedbed.admin.access.Roles;
import dev.seedbed.admin.account.Account;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.account.AssignmentPreview;
import dev.seedbed.admin.account.Sessions;
import dev.seedbed.admin.web.Call;
import dev.seedbed.admin.web.Problems;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** One account, for those who administer it. */
@Controller
public final class PersonPages {
    private static final String PAGE = "/access/accounts/{id}";

    private final Console console;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Roles roles;
    private final Problems problems;

    PersonPages(Console console, Accounts accounts, Sessions sessions, Roles roles, Problems problems) {
        this.console = console;
        this.accounts = accounts;
        this.sessions = sessions;
        this.roles = roles;
        this.problems = problems;
    }

    /**
     * An account.
     *
     * @param chosen the roles that the form has
     * @param reason that was typed
     * @param permissions that it has now, and where each comes from
     * @param preview null until somebody wants to see it
     * @param stale whether somebody else has changed the account meanwhile
     */
    public record PersonPage(
            Account account,
            Set<String> chosen,
            String reason,
            List<Role> roles,
            List<Origin> permissions,
            List<Sessions.Open> sessions,
            boolean own,
            @Nullable AssignmentPreview preview,
            @Nullable Problem problem,
            boolean stale) {}

    @GetMapping(PAGE)
    @Needs("accounts:read")
    View person(@PathVariable UUID id, HttpServletRequest request) {
        Account account = accounts.get(id);
        return page(request, 200, account, new TreeSet<>(account.roles()), null, null, false);
    }

    private View page(
            HttpServletRequest request,
            int status,
            Account account,
            Set<String> chosen,
            @Nullable AssignmentPreview preview,
            @Nullable Problem problem,
            boolean stale) {
        RoleGraph graph = roles.graph();
        PersonPage page = new PersonPage(
                account,
                chosen,
                Sent.text(request, "reason"),
                roles.list(),
                graph.origins(account.roles()),
                sessions.list(account.name()),
                account.name().equals(Call.caller().name()),
                preview,
                problem,
                stale);
        return Sent.byScript(request)
                ? console.part(request, "part/assignment", page)
                : console.page(request, status, AccessPages.SECTION, "Account " + account.name(), "person", page);
    }

    @PostMapping(PAGE + "/roles")
    @Needs("accounts:write")
    View assign(@PathVariable UUID id, HttpServletRequest request) {
        Account account = accounts.get(id);
        Set<String> chosen = Sent.chosen(request, "roles");
        try {
            if (!Sent.isToSave(request)) {
                AssignmentPreview preview = accounts.preview(account, chosen, roles.graph(), Sent.by(request));
                return page(request, 200, account, chosen, preview, null, false);
            }
            accounts.assign(id, chosen, Sent.version(request), Sent.by(request));
            return console.to("/access/accounts/" + id, "roles");
        } catch (Refused e) {
            problems.record(request, e);
            return page(request, e.status(), accounts.get(id), chosen, null, RefusalWords.of(e), e.status() == 412);
        }
    }

    @PostMapping(PAGE + "/enabled")
    @Needs("accounts:write")
    View enable(@PathVariable UUID id, HttpServletRequest request) {
        boolean enabled = Sent.text(request, "enabled").equals("true");
        return done(request, id, () -> {
            accounts.enable(id, enabled, Sent.version(request), Sent.by(request));
            return console.to("/access/accounts/" + id, enabled ? "enabled" : "disabled");
        });
    }

    @PostMapping(PAGE + "/password")
    @Needs("accounts:write")
    View reset(@PathVariable UUID id, HttpServletRequest request) {
        return done(request, id, () -> told(request, accounts.reset(id, Sent.version(request), Sent.by(request))));
    }

    @PostMapping(PAGE + "/factor")
    @Needs("accounts:write")
    View resetFactor(@PathVariable UUID id, HttpServletRequest request) {
        return done(
                request, id, () -> told(request, accounts.resetFactor(id, Sent.version(request), Sent.by(request))));
    }

    @PostMapping(PAGE + "/sessions")
    @Needs("accounts:write")
    View endSessions(@PathVariable UUID id, HttpServletRequest request) {
        Account account = accounts.get(id);
        sessions.endAll(account.name(), Sent.by(request));
        return console.to("/access/accounts/" + id, "sessions-ended");
    }

    private View told(HttpServletRequest request, Accounts.WithPassword made) {
        return console.page(request, AccessPages.SECTION, "New password", "newpassword", made);
    }

    private interface Change {
        View make();
    }

    /** What is refused is said on the account's page, as the account is now. */
    private View done(HttpServletRequest request, UUID id, Change change) {
        Account before = accounts.get(id);
        try {
            return change.make();
        } catch (Refused e) {
            problems.record(request, e);
            Account now = accounts.get(before.id());
            return page(request, e.status(), now, new TreeSet<>(now.roles()), null, RefusalWords.of(e), false);
        }
    }
}

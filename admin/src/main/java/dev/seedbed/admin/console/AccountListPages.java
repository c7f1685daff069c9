package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.access.Role;
import dev.seedbed.admin.access.Roles;
import dev.seedbed.admin.account.Account;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.web.Problems;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The accounts, and new ones. */
@Controller
public final class AccountListPages {
    private static final int PAGE = 100;

    private final Console console;
    private final Accounts accounts;
    private final Roles roles;
    private final Problems problems;

    AccountListPages(Console console, Accounts accounts, Roles roles, Problems problems) {
        this.console = console;
        this.accounts = accounts;
        this.roles = roles;
        this.problems = problems;
    }

    /**
     * Accounts that are asked for.
     *
     * @param state {@code enabled}, {@code disabled}, or empty for either
     * @param role empty for any
     * @param next name behind which the next page begins; null where there is none
     */
    public record Found(
            String search,
            String state,
            String role,
            List<Account> accounts,
            List<String> roles,
            @Nullable String next) {
        /** Of the page that follows. */
        public String query() {
            return "search=" + Words.segment(search) + "&state=" + Words.segment(state) + "&role=" + Words.segment(role)
                    + "&after=" + Words.segment(String.valueOf(next));
        }

        public boolean isFiltered() {
            return !search.isEmpty() || !state.isEmpty() || !role.isEmpty();
        }
    }

    @GetMapping("/access/accounts")
    @Needs("accounts:read")
    View list(
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String after,
            HttpServletRequest request) {
        Boolean enabled = state.isEmpty() ? null : state.equals("enabled");
        List<Account> found =
                accounts.list(new Accounts.Which(search.strip(), enabled, role.isEmpty() ? null : role), after, PAGE);
        Found page = new Found(
                search.strip(),
                state,
                role,
                found,
                roles.list().stream().map(Role::name).toList(),
                found.size() < PAGE ? null : found.get(PAGE - 1).name());
        return Sent.byScript(request)
                ? console.part(request, "part/accounts", page)
                : console.page(request, AccessPages.SECTION, "Accounts", "accounts", page);
    }

    /** An account that is to be. */
    public record NewAccount(
            String name,
            Set<String> chosen,
            String reason,
            List<Role> roles,
            @Nullable Problem problem) {}

    @GetMapping("/access/new-account")
    @Needs("accounts:write")
    View blank(HttpServletRequest request) {
        return form(request, 200, null);
    }

    private View form(HttpServletRequest request, int status, @Nullable Problem problem) {
        return console.page(
                request,
                status,
                AccessPages.SECTION,
                "New account",
                "newaccount",
                new NewAccount(
                        Sent.text(request, "name"),
                        Sent.chosen(request, "roles"),
                        Sent.text(request, "reason"),
                        roles.list(),
                        problem));
    }

    @PostMapping("/access/new-account")
    @Needs("accounts:write")
    View create(HttpServletRequest request) {
        try {
            Accounts.WithPassword made = accounts.create(
                    Sent.text(request, "name").strip(), Sent.chosen(request, "roles"), Sent.by(request));
            return console.page(request, 201, AccessPages.SECTION, "New account", "newpassword", made);
        } catch (Refused e) {
            problems.record(request, e);
            return form(request, e.status(), RefusalWords.of(e));
        }
    }
}

package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Roles;
import dev.seedbed.admin.account.Account;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.account.AssignmentPreview;
import dev.seedbed.admin.account.Sessions;
import dev.seedbed.admin.application.CallerRoles;
import dev.seedbed.admin.application.Callers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Local accounts and their roles. */
@RestController
@RequestMapping("/api/v1")
final class AccountEndpoints {
    private final Accounts accounts;
    private final Sessions sessions;
    private final Roles roles;
    private final Callers callers;

    AccountEndpoints(Accounts accounts, Sessions sessions, Roles roles, Callers callers) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.roles = roles;
        this.callers = callers;
    }

    record NewAccount(
            String name, List<String> roles, @Nullable String reason) {
        NewAccount {
            Required.of(name, "name");
            roles = List.copyOf(Required.of(roles, "roles"));
        }
    }

    record Enabled(Boolean enabled, @Nullable String reason) {
        Enabled {
            Required.of(enabled, "enabled");
        }
    }

    record Assigned(List<String> roles, @Nullable String reason) {
        Assigned {
            roles = List.copyOf(Required.of(roles, "roles"));
        }
    }

    record Reason(@Nullable String reason) {}

    /** @param next name behind which the next page begins; null where there is none */
    record Page(List<Account> accounts, @Nullable String next) {}

    /** @param password told this once, to be changed at the first sign-in */
    record WithPassword(Account account, String password) {}

    record Ended(int ended) {}

    @GetMapping("/accounts")
    @Needs("accounts:read")
    Page list(@RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "50") int limit) {
        int most = Call.most(limit);
        List<Account> found = accounts.list(after, most);
        return new Page(found, found.size() < most ? null : found.get(most - 1).name());
    }

    @GetMapping("/accounts/{id}")
    @Needs("accounts:read")
    ResponseEntity<Account> get(@PathVariable UUID id) {
        return tagged(accounts.get(id));
    }

    @GetMapping("/accounts/{id}/permissions")
    @Needs("accounts:read")
    CallerRoles permissions(@PathVariable UUID id) {
        return callers.of(accounts.get(id));
    }

    @PostMapping("/accounts")
    @Needs("accounts:write")
    ResponseEntity<WithPassword> create(@RequestBody NewAccount body, HttpServletRequest request) {
        return told(HttpStatus.CREATED, accounts.create(body.name(), body.roles(), Call.by(request, body.reason())));
    }

    @PutMapping("/accounts/{id}/enabled")
    @Needs("accounts:write")
    ResponseEntity<Account> enable(@PathVariable UUID id, @RequestBody Enabled body, HttpServletRequest request) {
        return tagged(accounts.enable(id, body.enabled(), Call.version(request), Call.by(request, body.reason())));
    }

    @PutMapping("/accounts/{id}/roles")
    @Needs("accounts:write")
    ResponseEntity<Account> assign(@PathVariable UUID id, @RequestBody Assigned body, HttpServletRequest request) {
        return tagged(accounts.assign(id, body.roles(), Call.version(request), Call.by(request, body.reason())));
    }

    /** What {@link #assign} would grant and take; the tag is of the account as it is. */
    @PostMapping("/accounts/{id}/roles/preview")
    @Needs("accounts:write")
    ResponseEntity<AssignmentPreview> preview(
            @PathVariable UUID id, @RequestBody Assigned body, HttpServletRequest request) {
        Account account = accounts.get(id);
        return ResponseEntity.ok()
                .eTag(Call.tag(account.version()))
                .body(accounts.preview(account, body.roles(), roles.graph(), Call.by(request, body.reason())));
    }

    @PostMapping("/accounts/{id}/password-reset")
    @Needs("accounts:write")
    ResponseEntity<WithPassword> reset(@PathVariable UUID id, @RequestBody Reason body, HttpServletRequest request) {
        return told(HttpStatus.OK, accounts.reset(id, Call.version(request), Call.by(request, body.reason())));
    }

    @PostMapping("/accounts/{id}/factor-reset")
    @Needs("accounts:write")
    ResponseEntity<WithPassword> resetFactor(
            @PathVariable UUID id, @RequestBody Reason body, HttpServletRequest request) {
        return told(HttpStatus.OK, accounts.resetFactor(id, Call.version(request), Call.by(request, body.reason())));
    }

    /** Ends the sessions of everybody who is called so, with an account or without; of all where no name is said. */
    @DeleteMapping("/sessions")
    @Needs("accounts:write")
    Ended endSessions(
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String reason,
            HttpServletRequest request) {
        return new Ended(sessions.endAll(name, Call.by(request, reason)));
    }

    private static ResponseEntity<Account> tagged(Account account) {
        return ResponseEntity.ok().eTag(Call.tag(account.version())).body(account);
    }

    private static ResponseEntity<WithPassword> told(HttpStatus status, Accounts.WithPassword made) {
        return ResponseEntity.status(status)
                .eTag(Call.tag(made.account().version()))
                .body(new WithPassword(made.account(), made.password()));
    }
}

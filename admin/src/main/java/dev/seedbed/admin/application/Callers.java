package dev.seedbed.admin.application;

import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Mapped;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.access.Roles;
import dev.seedbed.admin.account.Account;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.seed.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Tells of anybody who signs in, with an account here or without, what they may do and where it comes from. */
public final class Callers {
    private final Accounts accounts;
    private final Roles roles;
    private final Mapped mapped;
    private final ApplicationRoles ofApplication;
    private final Set<Caller.Kind> reading;

    /** @param reading how those sign in whose roles the application's tables say */
    public Callers(
            Accounts accounts, Roles roles, Mapped mapped, ApplicationRoles ofApplication, Set<Caller.Kind> reading) {
        this.accounts = accounts;
        this.roles = roles;
        this.mapped = mapped;
        this.ofApplication = ofApplication;
        this.reading = Set.copyOf(reading);
    }

    /**
     * By name.
     *
     * @param name as the trail shows it, such as {@code application:anna}; one without such a beginning is an account's
     * @param said authorities, or words in the claim of roles, where these say which roles the caller has
     * @throws Refused with status 404 for an account that there is not, 422 where nobody here knows what is said of the caller
     */
    public CallerRoles of(String name, Collection<String> said) {
        for (Caller.Kind kind : Caller.Kind.values()) {
            if (kind != Caller.Kind.ACCOUNT && name.startsWith(kind.prefix())) {
                return told(name, kind, said(kind, name.substring(kind.prefix().length()), said));
            }
        }
        return of(accounts.get(name));
    }

    public CallerRoles of(Account account) {
        return told(account.name(), Caller.Kind.ACCOUNT, List.of(), new TreeSet<>(account.roles()));
    }

    private List<Said> said(Caller.Kind kind, String person, Collection<String> said) {
        if (reading.contains(kind)) {
            return ofApplication.said(person);
        }
        if (said.isEmpty()) {
            throw new Refused(
                    422,
                    "nothing-said",
                    new Problem(
                            "Which roles such a caller has is said at each sign-in, and not known before.",
                            "said",
                            "name what is said of the caller, such as said=operations"));
        }
        return new TreeSet<>(said)
                .stream()
                        .map(each -> new Said(each, List.of(), mapped.of(kind).get(each)))
                        .toList();
    }

    private CallerRoles told(String name, Caller.Kind kind, List<Said> said) {
        Set<String> given = new TreeSet<>();
        said.stream().map(Said::role).filter(Objects::nonNull).forEach(given::add);
        return told(name, kind, said, given);
    }

    private CallerRoles told(String name, Caller.Kind kind, List<Said> said, Set<String> given) {
        return new CallerRoles(
                name,
                kind.name().toLowerCase(Locale.ROOT),
                said,
                List.copyOf(given),
                roles.graph().origins(given));
    }
}

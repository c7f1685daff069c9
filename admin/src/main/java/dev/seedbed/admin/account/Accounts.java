package dev.seedbed.admin.account;

import dev.seedbed.admin.access.Reach;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.access.RoleGraph;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.seed.Problem;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * The local accounts. Every change stands in the trail, in the same transaction. What would leave nobody who is enabled and
 * has the role {@code admin} is refused, also where two take one away each at the same time; whose generated password
 * nobody used in time does not count, unless there is no other. Thread-safe.
 */
public final class Accounts {
    /** The role without which nobody could change accounts any more. */
    public static final String ADMIN = "admin";

    private final AdminDatabase database;
    private final AccountTable table;
    private final Assignments assignments;
    private final Trail trail;
    private final Passwords passwords;
    private final SecureRandom random = new SecureRandom();

    public Accounts(AdminDatabase database, Trail trail, Passwords passwords) {
        this.database = database;
        this.table = new AccountTable(database);
        this.assignments = new Assignments(database);
        this.trail = trail;
        this.passwords = passwords;
    }

    /** An account and its password, which is known nowhere else and not told again. */
    public record WithPassword(Account account, String password) {}

    /**
     * The first account, with which nobody has chosen a password yet.
     *
     * @param password that it has just been given, and is known nowhere else; null where an earlier start told it
     * @param until when the password is good
     */
    public record First(Account account, @Nullable String password, Instant until) {
        /** Never the password. */
        @Override
        public String toString() {
            return account.name();
        }
    }

    /**
     * Makes the first account where there is none at all; gives it another password where it is the only one and nobody used
     * it in time. Where that time is not over yet, nothing is changed. Of several at once only one does so.
     *
     * @param name of the account that is made, {@linkplain AccountName#isAllowed allowed}; null to have one generated
     * @param told is handed what is returned before anything is committed, so that there never is an account whose password
     *     nobody was told; what it throws leaves all as it was
     * @return empty where there is another account, somebody has chosen a password, or the only account is disabled
     */
    public Optional<First> first(@Nullable String name, Consumer<First> told) {
        String password = passwords.generate();
        String hash = passwords.hash(password);
        return database.together(() -> {
            assignments.lock();
            Optional<First> first = first(name, password, hash);
            first.ifPresent(told);
            return first;
        });
    }

    private Optional<First> first(@Nullable String name, String password, String hash) {
        List<Account> there = list("", 2);
        if (there.isEmpty()) {
            String called = name == null ? AccountName.generate(random) : name;
            return Optional.of(first(insert(called, hash, Set.of(ADMIN), By.SERVICE), password));
        }
        Account only = there.get(0);
        if (there.size() > 1 || !only.mustChangePassword() || !only.enabled()) {
            return Optional.empty();
        }
        if (!table.isExpired(only.id())) {
            return Optional.of(first(only, null));
        }
        table.password(only.id(), hash, true);
        trail.change(By.SERVICE, "account.password-reset", only.name(), null, null);
        return Optional.of(first(get(only.id()), password));
    }

    private First first(Account account, @Nullable String password) {
        return new First(account, password, table.generatedUntil(account.id()));
    }

    /** In the order of their names. */
    public List<Account> list(String after, int most) {
        return table.list(after, most);
    }

    /**
     * Which accounts.
     *
     * @param search text that their names have in them; empty for any
     * @param enabled null for either
     * @param role that they have themselves; null for any
     */
    public record Which(
            String search,
            @Nullable Boolean enabled,
            @Nullable String role) {}

    /** Those that are asked for, in the order of their names. */
    public List<Account> list(Which which, String after, int most) {
        return table.list(which, after, most);
    }

    Optional<Account> named(String name) {
        return table.named(name);
    }

    /** @throws Refused with status 404 */
    public Account get(UUID id) {
        return table.find(id).orElseThrow(() -> none(id.toString()));
    }

    /** @throws Refused with status 404 */
    public Account get(String name) {
        return named(name).orElseThrow(() -> none(name));
    }

    private static Refused none(String account) {
        return new Refused(
                404,
                "no-account",
                new Problem("There is no account \"" + account + "\".", null, "take one out of the list of accounts"));
    }

    /**
     * Makes an account with a password that has to be changed at the first sign-in.
     *
     * @throws Refused with status 409 for a name that is taken, 422 for one that is none, and for unknown roles, 403 for roles
     *     that allow more than whoever does it may
     */
    public WithPassword create(String name, Collection<String> roles, By by) {
        if (!AccountName.isAllowed(name)) {
            throw new Refused(
                    422,
                    "bad-name",
                    new Problem("The name is not one that an account may have.", "name", AccountName.RULE));
        }
        String password = passwords.generate();
        String hash = passwords.hash(password);
        try {
            return database.together(() -> new WithPassword(insert(name, hash, roles, by), password));
        } catch (DuplicateKeyException e) {
            throw new Refused(
                    409,
                    "name-taken",
                    new Problem("There is an account \"" + name + "\" already.", "name", "take another name"));
        }
    }

    private Account insert(String name, String hash, Collection<String> roles, By by) {
        UUID id = UUID.randomUUID();
        table.insert(id, name, hash);
        assignments.assign(id, roles);
        reach(by, roles);
        trail.change(by, "account.created", name, null, String.join(" ", new TreeSet<>(roles)));
        return get(id);
    }

    /**
     * Enables or disables an account; a disabled one has no session left.
     *
     * @param version that the caller has seen
     * @throws Refused with status 412 where it is another by now, 409 for the last administrator, 403 for an account that may
     *     more than whoever does it
     */
    public Account enable(UUID id, boolean enabled, long version, By by) {
        return change(id, version, by, before -> {
            table.enable(id, enabled);
            if (!enabled) {
                table.endSessions(id);
            }
            trail.change(
                    by,
                    enabled ? "account.enabled" : "account.disabled",
                    before.name(),
                    String.valueOf(before.enabled()),
                    String.valueOf(enabled));
        });
    }

    /**
     * Gives an account these roles and no others.
     *
     * @throws Refused as {@link #enable}, and with 422 for unknown roles
     */
    public Account assign(UUID id, Collection<String> roles, long version, By by) {
        return change(id, version, by, before -> {
            assignments.assign(id, roles);
            reach(by, roles);
            trail.change(
                    by,
                    "account.roles",
                    before.name(),
                    String.join(" ", before.roles()),
                    String.join(" ", new TreeSet<>(roles)));
        });
    }

    /**
     * What {@link #assign} would grant and take; nothing is changed.
     *
     * @param account as it is now
     * @param graph of the roles
     * @throws Refused with status 422 for unknown roles
     */
    public AssignmentPreview preview(Account account, Collection<String> roles, RoleGraph graph, By by) {
        return assignments.preview(account, roles, graph, by);
    }

    /**
     * Gives an account a new password, which has to be changed at the next sign-in, and ends its sessions and its lock. Its
     * second factor stays.
     *
     * @throws Refused with status 412 where the account is another by now, 409 for one's own, 403 as {@link #enable}
     */
    public WithPassword reset(UUID id, long version, By by) {
        return reset(id, version, by, "account.password-reset", before -> {});
    }

    /**
     * Takes the second factor of an account away, and gives it a new password as {@link #reset} does: whoever knows the old
     * one alone cannot enrol a second factor in its owner's place.
     *
     * @throws Refused as {@link #reset}
     */
    public WithPassword resetFactor(UUID id, long version, By by) {
        return reset(id, version, by, "account.second-factor-reset", before -> table.deleteFactor(id));
    }

    private WithPassword reset(UUID id, long version, By by, String action, Work more) {
        String password = passwords.generate();
        String hash = passwords.hash(password);
        Account account = change(id, version, by, before -> {
            if (before.name().equals(by.actor())) {
                throw new Refused(
                        409,
                        "own-account",
                        new Problem(
                                "Account \"" + before.name() + "\" is your own.",
                                null,
                                "change your password with PUT session/password, your second factor with"
                                        + " session/factor"));
            }
            more.on(before);
            table.password(id, hash, true);
            table.endSessions(id);
            trail.change(by, action, before.name(), null, null);
        });
        return new WithPassword(account, password);
    }

    /**
     * Changes an account's own password; its sessions end. The trail says so where its owner does it, and of anybody else that they
     * set it.
     *
     * @throws Refused with status 422 for a password that could be guessed, or is the one that was generated
     */
    void changePassword(Account account, String now, By by) {
        passwords.check(now, account.name());
        String hash = passwords.hash(now);
        database.together(() -> {
            table.password(account.id(), hash, false);
            table.endSessions(account.id());
            boolean isOwn = by.actor().equals(account.name());
            trail.change(by, isOwn ? "account.password-changed" : "account.password-set", account.name(), null, null);
        });
    }

    private interface Work {
        void on(Account before);
    }

    private void reach(By by, Collection<String> roles) {
        Reach.covers(by, roles, RoleGraph.of(database));
    }

    private Account change(UUID id, long version, By by, Work work) {
        return database.together(() -> {
            assignments.lock();
            Account before = get(id);
            if (before.version() != version) {
                throw new Refused(
                        412,
                        "changed-meanwhile",
                        new Problem(
                                "Account \"" + before.name() + "\" was changed after you looked at it.",
                                "version " + before.version() + ", not " + version,
                                "look at it again, and change it then"));
            }
            reach(by, before.roles());
            work.on(before);
            table.nextVersion(id);
            Account now = get(id);
            assignments.checkLast(before, now);
            return now;
        });
    }
}

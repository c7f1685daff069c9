package dev.seedbed.admin.account;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.seed.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;

/**
 * The local accounts. Every change stands in the trail, in the same transaction. What would leave nobody who is enabled and
 * has the role {@code admin} is refused, also where two take one away each at the same time. Thread-safe.
 */
public final class Accounts {
    /** The role without which nobody could change accounts any more. */
    public static final String ADMIN = "admin";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,119}");
    private static final String SELECT = """
            select a.*, exists (select 1 from seedbed_admin_factor f
                                where f.account_id = a.id and f.secret is not null) as second_factor
            from seedbed_admin_account a\s""";

    private final AdminDatabase database;
    private final Trail trail;
    private final Passwords passwords;

    public Accounts(AdminDatabase database, Trail trail, Passwords passwords) {
        this.database = database;
        this.trail = trail;
        this.passwords = passwords;
    }

    /** An account and its password, which is known nowhere else and not told again. */
    public record WithPassword(Account account, String password) {}

    /**
     * Makes the first account, {@code admin}, where there is none at all; gives it another password where it is the only one
     * and nobody used it in time.
     *
     * @return empty where there is an account that somebody can use, or could
     */
    public Optional<WithPassword> first() {
        String password = passwords.generate();
        String hash = passwords.hash(password);
        return database.together(() -> {
            lockAdministrators();
            List<Account> there = list("", 2);
            if (there.isEmpty()) {
                return Optional.of(new WithPassword(insert("admin", hash, Set.of(ADMIN), By.SERVICE), password));
            }
            Account only = there.get(0);
            if (there.size() > 1 || !only.mustChangePassword() || !isExpired(only.id())) {
                return Optional.empty();
            }
            password(only.id(), hash, true);
            trail.change(By.SERVICE, "account.password-reset", only.name(), null, null);
            return Optional.of(new WithPassword(get(only.id()), password));
        });
    }

    private boolean isExpired(UUID id) {
        return database.sql()
                        .sql("select count(*) from seedbed_admin_account where id = ? and password_at <= ?")
                        .params(id, database.now().minus(Lockout.GENERATED_LASTS))
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** In the order of their names. */
    public List<Account> list(String after, int most) {
        return accounts("where name > ? order by name limit ?", after, most);
    }

    public Optional<Account> find(UUID id) {
        return accounts("where id = ?", id).stream().findFirst();
    }

    Optional<Account> named(String name) {
        return accounts("where name = ?", name).stream().findFirst();
    }

    /** @throws Refused with status 404 */
    public Account get(UUID id) {
        return find(id).orElseThrow(() -> new Refused(
                404,
                "no-account",
                new Problem("There is no account \"" + id + "\".", null, "take an id out of the list of accounts")));
    }

    /**
     * Makes an account with a password that has to be changed at the first sign-in.
     *
     * @throws Refused with status 409 for a name that is taken, 422 for one that is none, and for unknown roles
     */
    public WithPassword create(String name, Collection<String> roles, By by) {
        if (!NAME.matcher(name).matches()) {
            throw new Refused(
                    422,
                    "bad-name",
                    new Problem(
                            "The name is not one that an account may have.",
                            "name",
                            "write up to 120 of a-z, 0-9 and . _ @ + -, and begin with a letter or digit"));
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
        database.write("""
                        insert into seedbed_admin_account
                          (id, name, password_hash, password_at, must_change, enabled, created_at)
                        values (?, ?, ?, ?, true, true, ?)""", id, name, hash, database.now(), database.now());
        assign(id, roles);
        trail.change(by, "account.created", name, null, String.join(" ", new TreeSet<>(roles)));
        return get(id);
    }

    /**
     * Enables or disables an account; a disabled one has no session left.
     *
     * @param version that the caller has seen
     * @throws Refused with status 412 where it is another by now, 409 for the last administrator
     */
    public Account enable(UUID id, boolean enabled, long version, By by) {
        return change(id, version, before -> {
            database.write(
                    "update seedbed_admin_account set enabled = ?, failed = 0, locked_until = null where id = ?",
                    enabled,
                    id);
            if (!enabled) {
                endSessions(id);
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
        return change(id, version, before -> {
            database.write("delete from seedbed_admin_assignment where account_id = ?", id);
            assign(id, roles);
            trail.change(
                    by,
                    "account.roles",
                    before.name(),
                    String.join(" ", before.roles()),
                    String.join(" ", new TreeSet<>(roles)));
        });
    }

    /**
     * Gives an account a new password, which has to be changed at the next sign-in, and ends its sessions and its lock. Its
     * second factor stays.
     *
     * @throws Refused with status 412 where the account is another by now, 409 for one's own
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
        return reset(id, version, by, "account.second-factor-reset", before -> {
            database.write("delete from seedbed_admin_factor where account_id = ?", id);
            database.write("delete from seedbed_admin_recovery_code where account_id = ?", id);
        });
    }

    private WithPassword reset(UUID id, long version, By by, String action, Work more) {
        String password = passwords.generate();
        String hash = passwords.hash(password);
        Account account = change(id, version, before -> {
            if (before.name().equals(by.actor())) {
                throw new Refused(
                        409,
                        "own-account",
                        new Problem(
                                "Account \"" + before.name() + "\" is your own.",
                                null,
                                "change your password with PUT session/password, your second factor with session/factor"));
            }
            more.on(before);
            password(id, hash, true);
            endSessions(id);
            trail.change(by, action, before.name(), null, null);
        });
        return new WithPassword(account, password);
    }

    /**
     * Changes an account's own password; its sessions end.
     *
     * @throws Refused with status 422 for a password that could be guessed, or is the one that was generated
     */
    void changePassword(Account account, String now, By by) {
        passwords.check(now, account.name());
        String hash = passwords.hash(now);
        database.together(() -> {
            password(account.id(), hash, false);
            endSessions(account.id());
            trail.change(by, "account.password-changed", account.name(), null, null);
        });
    }

    private void password(UUID id, String hash, boolean mustChange) {
        database.write("""
                        update seedbed_admin_account
                        set password_hash = ?, password_at = ?, must_change = ?, failed = 0, locked_until = null,
                            version = version + 1
                        where id = ?""", hash, database.now(), mustChange, id);
    }

    private void endSessions(UUID id) {
        database.write("delete from seedbed_admin_session where account_id = ?", id);
    }

    private interface Work {
        void on(Account before);
    }

    private Account change(UUID id, long version, Work work) {
        return database.together(() -> {
            lockAdministrators();
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
            work.on(before);
            database.write("update seedbed_admin_account set version = version + 1 where id = ?", id);
            if (before.enabled() && before.roles().contains(ADMIN) && administrators() == 0) {
                throw new Refused(
                        409,
                        "last-administrator",
                        new Problem(
                                "Account \"" + before.name() + "\" is the last administrator.",
                                null,
                                "make somebody else an administrator first"));
            }
            return get(id);
        });
    }

    /** Held to the end of the transaction: whoever changes accounts sees what the one before left. */
    private void lockAdministrators() {
        database.sql()
                .sql("select name from seedbed_admin_role where name = ? for update")
                .params(ADMIN)
                .query(String.class)
                .single();
    }

    private long administrators() {
        return database.sql().sql("""
                        select count(*) from seedbed_admin_account a
                        join seedbed_admin_assignment s on s.account_id = a.id
                        where a.enabled and s.role = ?""").params(ADMIN).query(Long.class).single();
    }

    private void assign(UUID id, Collection<String> roles) {
        Set<String> known = Set.copyOf(database.sql()
                .sql("select name from seedbed_admin_role")
                .query(String.class)
                .list());
        for (String role : new TreeSet<>(roles)) {
            if (!known.contains(role)) {
                throw new Refused(
                        422,
                        "no-role",
                        new Problem(
                                "There is no role \"" + role + "\".",
                                "roles",
                                "choose among " + String.join(", ", new TreeSet<>(known))));
            }
            database.write("insert into seedbed_admin_assignment (account_id, role) values (?, ?)", id, role);
        }
    }

    private List<Account> accounts(String where, Object... values) {
        List<Account> bare = database.sql()
                .sql(SELECT + where)
                .params(values)
                .query((row, number) -> account(row))
                .list();
        if (bare.isEmpty()) {
            return bare;
        }
        Map<UUID, Set<String>> roles = new HashMap<>();
        database.sql()
                .sql("select account_id, role from seedbed_admin_assignment where account_id in (:ids)")
                .param("ids", bare.stream().map(Account::id).toList())
                .query((row, number) -> roles.computeIfAbsent(row.getObject(1, UUID.class), id -> new TreeSet<>())
                        .add(row.getString(2)))
                .list();
        return bare.stream()
                .map(each -> new Account(
                        each.id(),
                        each.name(),
                        each.enabled(),
                        each.mustChangePassword(),
                        each.secondFactor(),
                        each.lockedUntil(),
                        each.createdAt(),
                        List.copyOf(roles.getOrDefault(each.id(), Set.of())),
                        each.version()))
                .toList();
    }

    private static Account account(ResultSet row) throws SQLException {
        OffsetDateTime locked = row.getObject("locked_until", OffsetDateTime.class);
        return new Account(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getBoolean("enabled"),
                row.getBoolean("must_change"),
                row.getBoolean("second_factor"),
                locked == null ? null : locked.toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                List.of(),
                row.getLong("version"));
    }
}

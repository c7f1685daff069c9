package dev.seedbed.admin.account;

import dev.seedbed.admin.data.AdminDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Accounts, as they are stored. */
final class AccountTable {
    private static final String SELECT = """
        select a.*, exists (select 1 from seedbed_admin_factor f
                            where f.account_id = a.id and f.secret is not null) as second_factor
        from seedbed_admin_account a
        """;

    private final AdminDatabase database;

    AccountTable(AdminDatabase database) {
        this.database = database;
    }

    /** In the order of their names. */
    List<Account> list(String after, int most) {
        return list(new Accounts.Which("", null, null), after, most);
    }

    /** Of those, the ones that are asked for. */
    List<Account> list(Accounts.Which which, String after, int most) {
        List<String> conditions = new ArrayList<>(List.of("where name > ?"));
        List<Object> values = new ArrayList<>(List.of(after));
        if (!which.search().isEmpty()) {
            conditions.add("name like ? escape '!'");
            values.add("%" + which.search().replaceAll("([!%_])", "!$1") + "%");
        }
        Boolean enabled = which.enabled();
        if (enabled != null) {
            conditions.add("enabled = ?");
            values.add(enabled);
        }
        String role = which.role();
        if (role != null) {
            conditions.add(
                    "exists (select 1 from seedbed_admin_assignment s where s.account_id = a.id and s.role = ?)");
            values.add(role);
        }
        values.add(most);
        return accounts(String.join(" and ", conditions) + " order by name limit ?", values.toArray());
    }

    Optional<Account> find(UUID id) {
        return accounts("where id = ?", id).stream().findFirst();
    }

    Optional<Account> named(String name) {
        return accounts("where name = ?", name).stream().findFirst();
    }

    void insert(UUID id, String name, String hash) {
        database.write("""
                        insert into seedbed_admin_account
                          (id, name, password_hash, password_at, must_change, enabled, created_at)
                        values (?, ?, ?, ?, true, true, ?)\
                        """, id, name, hash, database.now(), database.now());
    }

    void enable(UUID id, boolean enabled) {
        database.write(
                "update seedbed_admin_account set enabled = ?, failed = 0, locked_until = null where id = ?",
                enabled,
                id);
    }

    /** Ends a lock too. */
    void password(UUID id, String hash, boolean mustChange) {
        database.write("""
                        update seedbed_admin_account
                        set password_hash = ?, password_at = ?, must_change = ?, failed = 0, locked_until = null,
                            version = version + 1
                        where id = ?\
                        """, hash, database.now(), mustChange, id);
    }

    void nextVersion(UUID id) {
        database.write("update seedbed_admin_account set version = version + 1 where id = ?", id);
    }

    void deleteFactor(UUID id) {
        database.write("delete from seedbed_admin_factor where account_id = ?", id);
        database.write("delete from seedbed_admin_recovery_code where account_id = ?", id);
    }

    void endSessions(UUID id) {
        database.write("delete from seedbed_admin_session where account_id = ?", id);
    }

    /** Whether nobody used the password in time that somebody else made for it. */
    boolean isExpired(UUID id) {
        return !generatedUntil(id).isAfter(database.now().toInstant());
    }

    /** When the password is no longer good, if somebody else made it. */
    Instant generatedUntil(UUID id) {
        return database.sql()
                .sql("select password_at from seedbed_admin_account where id = ?")
                .param(id)
                .query(OffsetDateTime.class)
                .single()
                .plus(Lockout.GENERATED_LASTS)
                .toInstant();
    }

    private List<Account> accounts(String where, Object... values) {
        Instant now = database.now().toInstant();
        List<Account> bare = database.sql()
                .sql(SELECT + where)
                .params(values)
                .query((row, number) -> account(row, now))
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
                .map(each -> each.withRoles(roles.getOrDefault(each.id(), Set.of())))
                .toList();
    }

    private static Account account(ResultSet row, Instant now) throws SQLException {
        OffsetDateTime until = row.getObject("locked_until", OffsetDateTime.class);
        // It stands in the row until the next right password, which may come long after.
        Instant locked = until == null || !until.toInstant().isAfter(now) ? null : until.toInstant();
        return new Account(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getBoolean("enabled"),
                row.getBoolean("must_change"),
                row.getBoolean("second_factor"),
                locked,
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                List.of(),
                row.getLong("version"));
    }
}

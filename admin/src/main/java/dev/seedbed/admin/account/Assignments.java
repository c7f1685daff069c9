package dev.seedbed.admin.account;

import dev.seedbed.admin.access.Origin;
import dev.seedbed.admin.access.Preview;
import dev.seedbed.admin.access.Reach;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.access.RoleGraph;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.seed.Problem;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which account has which role, and that somebody stays who may change that. */
final class Assignments {
    private final AdminDatabase database;

    Assignments(AdminDatabase database) {
        this.database = database;
    }

    /** Held to the end of the transaction: whoever changes accounts sees what the one before left. */
    void lock() {
        database.sql()
                .sql("select name from seedbed_admin_role where name = ? for update")
                .params(Accounts.ADMIN)
                .query(String.class)
                .single();
    }

    /** @throws Refused with status 409 where the last administrator has just been taken away */
    void checkLast(Account before, Account now) {
        if (isAdministrator(before) && !isAdministrator(now) && isLast(before)) {
            throw last(before);
        }
    }

    /** Whether no other one is enabled; nor, if this one could sign in, could any other. */
    private boolean isLast(Account account) {
        OffsetDateTime inTime = database.now().minus(Lockout.GENERATED_LASTS);
        record Administrator(UUID id, boolean couldSignIn) {}
        List<Administrator> all = database.sql()
                .sql("""
                        select a.id, not a.must_change or a.password_at > ? from seedbed_admin_account a
                        where a.id = ? or a.enabled
                          and exists (select 1 from seedbed_admin_assignment s where s.account_id = a.id and s.role = ?)""")
                .params(inTime, account.id(), Accounts.ADMIN)
                .query((row, number) -> new Administrator(row.getObject(1, UUID.class), row.getBoolean(2)))
                .list();
        boolean could = all.stream().anyMatch(each -> each.id().equals(account.id()) && each.couldSignIn());
        return all.stream().noneMatch(each -> !each.id().equals(account.id()) && (each.couldSignIn() || !could));
    }

    private static boolean isAdministrator(Account account) {
        return account.enabled() && account.roles().contains(Accounts.ADMIN);
    }

    private static Refused last(Account account) {
        return new Refused(
                409,
                "last-administrator",
                new Problem(
                        "Account \"" + account.name() + "\" is the last administrator.",
                        null,
                        "make somebody else an administrator first"));
    }

    /** @throws Refused with status 422 for unknown roles */
    void assign(UUID id, Collection<String> roles) {
        check(roles);
        database.write("delete from seedbed_admin_assignment where account_id = ?", id);
        for (String role : new TreeSet<>(roles)) {
            database.write("insert into seedbed_admin_assignment (account_id, role) values (?, ?)", id, role);
        }
    }

    private void check(Collection<String> roles) {
        Set<String> known = new TreeSet<>(database.sql()
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
                                "choose among " + String.join(", ", known)));
            }
        }
    }

    /** What {@link #assign} would mean, and the warnings of what would refuse it; nothing is changed. */
    AssignmentPreview preview(Account account, Collection<String> roles, RoleGraph graph, By by) {
        check(roles);
        List<Origin> before = graph.origins(account.roles());
        List<Origin> after = graph.origins(roles);
        List<String> warnings = new ArrayList<>();
        try {
            Set<String> both = new TreeSet<>(roles);
            both.addAll(account.roles());
            Reach.covers(by, both, graph);
        } catch (Refused e) {
            warnings.add(Preview.refused(e));
        }
        if (isAdministrator(account) && !roles.contains(Accounts.ADMIN) && isLast(account)) {
            warnings.add(Preview.refused(last(account)));
        }
        if (!account.enabled()) {
            warnings.add("Account \"" + account.name() + "\" is disabled: none of this counts until it is enabled.");
        }
        return new AssignmentPreview(without(after, before), without(before, after), warnings);
    }

    private static List<Origin> without(List<Origin> some, List<Origin> others) {
        Set<String> there = others.stream().map(Origin::permission).collect(Collectors.toSet());
        return some.stream().filter(each -> !there.contains(each.permission())).toList();
    }
}

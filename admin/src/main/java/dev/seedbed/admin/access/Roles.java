package dev.seedbed.admin.access;

import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.seed.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * The roles: those that Seedbed plants, which nobody changes, and those that people make beside them. Every change stands in
 * the trail, in the same transaction. Thread-safe.
 */
public final class Roles {
    private static final Set<String> PLANTED = Set.of("readonly", "user", "admin");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}");

    private final AdminDatabase database;
    private final Trail trail;
    private final Access access;

    public Roles(AdminDatabase database, Trail trail, Access access) {
        this.database = database;
        this.trail = trail;
        this.access = access;
    }

    /** In the order of their names. */
    public List<Role> list() {
        Map<String, Set<String>> permissions = new TreeMap<>();
        Map<String, Set<String>> inherits = new TreeMap<>();
        database.sql()
                .sql("select ptype, v0, v1, v2 from seedbed_admin_rule")
                .query((row, number) -> {
                    boolean grant = row.getString(1).equals("p");
                    String value = grant ? row.getString(3) + ":" + row.getString(4) : row.getString(3);
                    return (grant ? permissions : inherits)
                            .computeIfAbsent(row.getString(2), role -> new TreeSet<>())
                            .add(value);
                })
                .list();
        return database.sql()
                .sql("select name, description, version from seedbed_admin_role order by name")
                .query((row, number) -> role(row.getString(1), row.getString(2), row.getLong(3), permissions, inherits))
                .list();
    }

    private static Role role(
            String name,
            String description,
            long version,
            Map<String, Set<String>> permissions,
            Map<String, Set<String>> inherits) {
        return new Role(
                name,
                description,
                PLANTED.contains(name),
                permissions.getOrDefault(name, Set.of()),
                inherits.getOrDefault(name, Set.of()),
                effective(name, permissions, inherits),
                version);
    }

    private static Set<String> effective(
            String name, Map<String, Set<String>> permissions, Map<String, Set<String>> inherits) {
        Set<String> effective = new TreeSet<>();
        reached(name, inherits).forEach(each -> effective.addAll(permissions.getOrDefault(each, Set.of())));
        return effective;
    }

    /** A role and all that it inherits, however far. */
    private static Set<String> reached(String role, Map<String, ? extends Collection<String>> inherits) {
        Set<String> reached = new TreeSet<>();
        collect(role, inherits, reached);
        return reached;
    }

    private static void collect(String role, Map<String, ? extends Collection<String>> inherits, Set<String> reached) {
        if (reached.add(role)) {
            Collection<String> parents = inherits.get(role);
            if (parents != null) {
                parents.forEach(parent -> collect(parent, inherits, reached));
            }
        }
    }

    /** @throws Refused with status 404 */
    public Role get(String name) {
        return list().stream()
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        404,
                        "no-role",
                        new Problem(
                                "There is no role \"" + name + "\".", null, "take a name out of the list of roles")));
    }

    /**
     * Makes a role, or gives it this description, these permissions and these roles to inherit, and no others.
     *
     * @param version that the caller has seen; -1 for a role that is to be new
     * @throws Refused with status 403 for a planted role, 412 where it is of another version, 422 for what cannot be
     */
    public Role put(
            String name,
            String description,
            Collection<String> permissions,
            Collection<String> inherits,
            long version,
            By by) {
        Role changed = database.together(() -> {
            Map<String, Role> roles = locked();
            Role before = roles.get(name);
            check(name, before, version);
            checkContent(name, description, permissions, inherits, roles);
            if (before == null) {
                database.write("insert into seedbed_admin_role (name, description) values (?, ?)", name, description);
            } else {
                database.write(
                        "update seedbed_admin_role set description = ?, version = version + 1 where name = ?",
                        description,
                        name);
                deleteRules(name);
            }
            for (String permission : new TreeSet<>(permissions)) {
                rule(
                        "p",
                        name,
                        permission.substring(0, permission.indexOf(':')),
                        permission.substring(permission.indexOf(':') + 1));
            }
            for (String parent : new TreeSet<>(inherits)) {
                rule("g", name, parent, "");
            }
            trail.change(
                    by,
                    before == null ? "role.created" : "role.changed",
                    name,
                    before == null ? null : text(before.permissions(), before.inherits(), before.description()),
                    text(permissions, inherits, description));
            return get(name);
        });
        access.changed();
        return changed;
    }

    /**
     * What {@link #put} would grant and take, also by way of roles that inherit this one; nothing is changed.
     *
     * @throws Refused with status 422 for what cannot be
     */
    public Preview preview(String name, Collection<String> permissions, Collection<String> inherits) {
        Map<String, Role> roles = new TreeMap<>();
        list().forEach(role -> roles.put(role.name(), role));
        checkContent(name, "", permissions, inherits, roles);
        Map<String, Set<String>> own = new TreeMap<>();
        Map<String, Set<String>> parents = new TreeMap<>();
        roles.values().forEach(role -> {
            own.put(role.name(), role.permissions());
            parents.put(role.name(), role.inherits());
        });
        own.put(name, new TreeSet<>(permissions));
        parents.put(name, new TreeSet<>(inherits));
        Map<String, Set<String>> before = new TreeMap<>();
        Map<String, Set<String>> after = new TreeMap<>();
        for (String each : own.keySet()) {
            before.put(each, roles.containsKey(each) ? roles.get(each).effective() : Set.of());
            after.put(each, effective(each, own, parents));
        }
        List<Preview.Effect> ofRoles = new ArrayList<>();
        own.keySet()
                .forEach(each -> effect(each, together(Set.of(each), before), together(Set.of(each), after), ofRoles));
        List<Preview.Effect> ofAccounts = new ArrayList<>();
        assigned().forEach((account, has) -> effect(account, together(has, before), together(has, after), ofAccounts));
        return new Preview(ofRoles, ofAccounts);
    }

    private static void effect(String name, Set<String> before, Set<String> after, List<Preview.Effect> effects) {
        Set<String> granted = new TreeSet<>(after);
        granted.removeAll(before);
        Set<String> taken = new TreeSet<>(before);
        taken.removeAll(after);
        if (!granted.isEmpty() || !taken.isEmpty()) {
            effects.add(new Preview.Effect(name, List.copyOf(granted), List.copyOf(taken)));
        }
    }

    private static Set<String> together(Set<String> roles, Map<String, Set<String>> permissions) {
        Set<String> all = new TreeSet<>();
        roles.forEach(role -> all.addAll(permissions.getOrDefault(role, Set.of())));
        return all;
    }

    /** The roles of each account that has some. */
    private Map<String, Set<String>> assigned() {
        Map<String, Set<String>> assigned = new TreeMap<>();
        database.sql()
                .sql("""
                        select a.name, s.role from seedbed_admin_assignment s
                        join seedbed_admin_account a on a.id = s.account_id""")
                .query((row, number) -> assigned.computeIfAbsent(row.getString(1), account -> new TreeSet<>())
                        .add(row.getString(2)))
                .list();
        return assigned;
    }

    /**
     * Takes a role out.
     *
     * @throws Refused with status 403 for a planted role, 409 where somebody has it or another inherits it, 412 where it is
     *     of another version, 404 where there is none
     */
    public void delete(String name, long version, By by) {
        try {
            database.together(() -> {
                Map<String, Role> roles = locked();
                Role before = get(name);
                check(name, before, version);
                if (roles.values().stream().anyMatch(role -> role.inherits().contains(name))) {
                    throw inUse(name);
                }
                deleteRules(name);
                database.write("delete from seedbed_admin_role where name = ?", name);
                trail.change(
                        by,
                        "role.deleted",
                        name,
                        text(before.permissions(), before.inherits(), before.description()),
                        null);
            });
        } catch (DataIntegrityViolationException e) {
            throw inUse(name);
        }
        access.changed();
    }

    private Map<String, Role> locked() {
        database.sql()
                .sql("select name from seedbed_admin_role where name = 'admin' for update")
                .query(String.class)
                .single();
        Map<String, Role> roles = new LinkedHashMap<>();
        list().forEach(role -> roles.put(role.name(), role));
        return roles;
    }

    private static void check(String name, @Nullable Role before, long version) {
        if (PLANTED.contains(name)) {
            throw new Refused(
                    403,
                    "planted-role",
                    new Problem(
                            "Role \"" + name + "\" comes with the service, and is not changed.",
                            null,
                            "make a role of your own that inherits it or has other permissions"));
        }
        long there = before == null ? -1 : before.version();
        if (there != version) {
            throw new Refused(
                    412,
                    "changed-meanwhile",
                    new Problem(
                            before == null
                                    ? "There is no role \"" + name + "\" any more."
                                    : "Role \"" + name + "\" is there, and not as you looked at it.",
                            before == null ? null : "version " + there,
                            "look at it again, and change it then"));
        }
    }

    private static void checkContent(
            String name,
            String description,
            Collection<String> permissions,
            Collection<String> inherits,
            Map<String, Role> roles) {
        if (!NAME.matcher(name).matches()) {
            throw wrong(
                    "The name is not one that a role may have.",
                    "name",
                    "write up to 60 of a-z, 0-9 and -, and begin with a letter");
        }
        if (description.length() > 400) {
            throw wrong("The description is longer than 400 characters.", "description", "write less");
        }
        for (String permission : permissions) {
            if (!Access.PERMISSIONS.contains(permission)) {
                throw wrong(
                        "There is no permission \"" + permission + "\".",
                        "permissions",
                        "choose among " + String.join(", ", Access.PERMISSIONS));
            }
        }
        Map<String, Set<String>> parents = new TreeMap<>();
        roles.values().forEach(role -> parents.put(role.name(), role.inherits()));
        for (String parent : inherits) {
            if (!roles.containsKey(parent)) {
                throw wrong(
                        "There is no role \"" + parent + "\".",
                        "inherits",
                        "choose among " + String.join(", ", roles.keySet()));
            }
            if (reached(parent, parents).contains(name)) {
                throw wrong(
                        "Role \"" + parent + "\" would inherit itself.", "inherits", "leave \"" + parent + "\" out");
            }
        }
    }

    private static Refused wrong(String message, String where, String mend) {
        return new Refused(422, "bad-role", new Problem(message, where, mend));
    }

    private static Refused inUse(String name) {
        return new Refused(
                409,
                "role-in-use",
                new Problem(
                        "Role \"" + name + "\" is some account's, or another role inherits it.",
                        null,
                        "take it from them first"));
    }

    private void rule(String type, String... values) {
        database.write(
                "insert into seedbed_admin_rule (ptype, v0, v1, v2) values (?, ?, ?, ?)",
                type,
                values[0],
                values[1],
                values[2]);
    }

    private void deleteRules(String role) {
        database.write("delete from seedbed_admin_rule where v0 = ?", role);
    }

    private static String text(Collection<String> permissions, Collection<String> inherits, String description) {
        return "permissions: " + String.join(" ", new TreeSet<>(permissions)) + "; inherits: "
                + String.join(" ", new TreeSet<>(inherits)) + "; description: " + description;
    }
}

package dev.seedbed.admin.access;

import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.seed.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * The roles: those that Seedbed plants, which nobody changes, and those that people make beside them. Every change stands in
 * the trail, in the same transaction. Thread-safe.
 */
public final class Roles {
    private static final Logger LOG = LoggerFactory.getLogger(Roles.class);

    private final AdminDatabase database;
    private final RoleTable table;
    private final Trail trail;
    private final Access access;
    private final Mapped mapped;

    public Roles(AdminDatabase database, Trail trail, Access access, Mapped mapped) {
        this.database = database;
        this.table = new RoleTable(database);
        this.trail = trail;
        this.access = access;
        this.mapped = mapped;
    }

    /** Logs which of the roles that the configuration gives are not there: nobody would find out otherwise. */
    public void warnOfMissing() {
        Set<String> there = table.all().keySet();
        mapped.written().forEach((said, role) -> {
            if (!there.contains(role)) {
                LOG.warn(
                        "The configuration gives role \"{}\" to \"{}\", and it is not there: it allows nothing.",
                        role,
                        said);
            }
        });
    }

    /** In the order of their names. */
    public List<Role> list() {
        return List.copyOf(table.all().values());
    }

    /** What roles have and inherit now. */
    public RoleGraph graph() {
        return table.graph();
    }

    /** @throws Refused with status 404 */
    public Role get(String name) {
        Role role = table.all().get(name);
        if (role == null) {
            throw new Refused(
                    404,
                    "no-role",
                    new Problem("There is no role \"" + name + "\".", null, "take a name out of the list of roles"));
        }
        return role;
    }

    /**
     * Makes a role, or gives it this description, these permissions and these roles to inherit, and no others.
     *
     * @param version that the caller has seen; -1 for a role that is to be new
     * @throws Refused with status 403 for a planted role, and for one that allows more than whoever does it may, before or
     *     after; 412 where it is of another version, 422 for what cannot be
     */
    public Role put(
            String name,
            String description,
            Collection<String> permissions,
            Collection<String> inherits,
            long version,
            By by) {
        Role changed = database.together(() -> {
            Map<String, Role> roles = table.locked();
            Role before = roles.get(name);
            RoleCheck.planted(name);
            RoleCheck.version(name, before, version);
            RoleGraph graph = table.graph();
            RoleCheck.content(name, description, permissions, inherits, roles, graph);
            Reach.covers(by, permissions, with(inherits, before), graph);
            if (before == null) {
                table.insert(name, description, permissions, inherits);
            } else {
                table.update(name, description, permissions, inherits);
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

    /** A role that is there is changed by who may all that it allows, too. */
    private static Set<String> with(Collection<String> inherits, @Nullable Role before) {
        Set<String> all = new TreeSet<>(inherits);
        if (before != null) {
            all.add(before.name());
        }
        return all;
    }

    /**
     * What {@link #put} would grant and take, also by way of roles that inherit this one; nothing is changed.
     *
     * @throws Refused with status 422 for what cannot be
     */
    public Preview preview(
            String name, String description, Collection<String> permissions, Collection<String> inherits, By by) {
        Map<String, Role> roles = table.all();
        RoleGraph before = table.graph();
        RoleCheck.content(name, description, permissions, inherits, roles, before);
        RolePreview preview = new RolePreview(before, before.with(name, permissions, inherits));
        Map<String, Set<String>> themselves = new TreeMap<>();
        roles.keySet().forEach(each -> themselves.put(each, Set.of(each)));
        themselves.put(name, Set.of(name));
        Map<String, Set<String>> callers = new TreeMap<>();
        mapped.written().forEach((said, role) -> callers.put(said, Set.of(role)));
        return new Preview(
                preview.effects(themselves),
                maySeeAccounts(by, before) ? preview.effects(table.assigned()) : List.of(),
                preview.effects(callers),
                warnings(name, () -> Reach.covers(by, permissions, with(inherits, roles.get(name)), before)));
    }

    private static boolean maySeeAccounts(By by, RoleGraph graph) {
        Set<String> roles = by.roles();
        return roles == null || graph.effective(roles).contains("accounts:read");
    }

    private static List<String> warnings(String name, Runnable reach) {
        List<String> warnings = new ArrayList<>();
        try {
            RoleCheck.planted(name);
            reach.run();
        } catch (Refused e) {
            warnings.add(Preview.refused(e));
        }
        return warnings;
    }

    /**
     * The accounts that have a role themselves.
     *
     * @param names the first of them
     */
    public record Holders(long count, List<String> names) {
        public static final Holders NONE = new Holders(0, List.of());
    }

    /** @param most names */
    public Holders holders(String role, int most) {
        return new Holders(table.countHolders(role), table.holders(role, most));
    }

    /**
     * Takes a role out.
     *
     * @throws Refused with status 403 for a planted role, and for one that allows more than whoever does it may; 409 where somebody has it or another inherits it, 412 where it is
     *     of another version, 404 where there is none
     */
    public void delete(String name, long version, By by) {
        try {
            database.together(() -> {
                Map<String, Role> roles = table.locked();
                Role before = get(name);
                RoleCheck.planted(name);
                RoleCheck.version(name, before, version);
                Reach.covers(by, Set.of(name), table.graph());
                if (roles.values().stream().anyMatch(role -> role.inherits().contains(name))) {
                    throw inUse(name);
                }
                table.delete(name);
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

    private static Refused inUse(String name) {
        return new Refused(
                409,
                "role-in-use",
                new Problem(
                        "Role \"" + name + "\" is some account's, or another role inherits it.",
                        null,
                        "take it from them first"));
    }

    private static String text(Collection<String> permissions, Collection<String> inherits, String description) {
        return "permissions: " + String.join(" ", new TreeSet<>(permissions)) + "; inherits: "
                + String.join(" ", new TreeSet<>(inherits)) + "; description: " + description;
    }
}

package dev.seedbed.admin.access;

import dev.seedbed.admin.data.AdminDatabase;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Roles and their rules, as they are stored. */
final class RoleTable {
    static final Set<String> PLANTED = Set.of("readonly", "user", "admin");

    private final AdminDatabase database;

    RoleTable(AdminDatabase database) {
        this.database = database;
    }

    RoleGraph graph() {
        return RoleGraph.of(database);
    }

    /** In the order of their names. */
    Map<String, Role> all() {
        RoleGraph graph = graph();
        Map<String, Role> all = new LinkedHashMap<>();
        database.sql()
                .sql("select name, description, version from seedbed_admin_role order by name")
                .query((row, number) ->
                        all.put(row.getString(1), role(row.getString(1), row.getString(2), row.getLong(3), graph)))
                .list();
        return all;
    }

    private static Role role(String name, String description, long version, RoleGraph graph) {
        return new Role(
                name,
                description,
                PLANTED.contains(name),
                graph.own(name),
                graph.parents(name),
                graph.effective(Set.of(name)),
                graph.origins(Set.of(name)),
                version);
    }

    /** Held to the end of the transaction: whoever changes roles sees what the one before left. */
    Map<String, Role> locked() {
        database.sql()
                .sql("select name from seedbed_admin_role where name = 'admin' for update")
                .query(String.class)
                .single();
        return all();
    }

    /** The roles of each account that has some. */
    Map<String, Set<String>> assigned() {
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

    /** How many accounts have a role themselves. */
    long countHolders(String role) {
        return database.sql()
                .sql("select count(*) from seedbed_admin_assignment where role = ?")
                .params(role)
                .query(Long.class)
                .single();
    }

    /** The first of them, by name. */
    List<String> holders(String role, int most) {
        return database.sql().sql("""
                        select a.name from seedbed_admin_assignment s
                        join seedbed_admin_account a on a.id = s.account_id
                        where s.role = ? order by a.name limit ?""").params(role, most).query(String.class).list();
    }

    void insert(String name, String description, Collection<String> permissions, Collection<String> inherits) {
        database.write("insert into seedbed_admin_role (name, description) values (?, ?)", name, description);
        insertRules(name, permissions, inherits);
    }

    void update(String name, String description, Collection<String> permissions, Collection<String> inherits) {
        database.write(
                "update seedbed_admin_role set description = ?, version = version + 1 where name = ?",
                description,
                name);
        deleteRules(name);
        insertRules(name, permissions, inherits);
    }

    void delete(String name) {
        deleteRules(name);
        database.write("delete from seedbed_admin_role where name = ?", name);
    }

    private void insertRules(String role, Collection<String> permissions, Collection<String> inherits) {
        for (String permission : new TreeSet<>(permissions)) {
            List<String> parts = List.of(permission.split(":", 2));
            insertRule("p", role, parts.get(0), parts.get(1));
        }
        for (String parent : new TreeSet<>(inherits)) {
            insertRule("g", role, parent, "");
        }
    }

    private void insertRule(String type, String role, String first, String second) {
        database.write(
                "insert into seedbed_admin_rule (ptype, v0, v1, v2) values (?, ?, ?, ?)", type, role, first, second);
    }

    private void deleteRules(String role) {
        database.write("delete from seedbed_admin_rule where v0 = ?", role);
    }
}

package dev.seedbed.admin.access;

import dev.seedbed.admin.data.AdminDatabase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What roles have themselves, and which they inherit: at a moment, or as it would be. Immutable.
 *
 * @param permissions of each role, its own
 * @param inherits of each role, those that it inherits itself
 */
public record RoleGraph(Map<String, Set<String>> permissions, Map<String, Set<String>> inherits) {
    /** As far as jCasbin follows roles: what is told is what is decided. */
    private static final int FURTHEST = 10;

    public RoleGraph {
        permissions = copy(permissions);
        inherits = copy(inherits);
    }

    /** As the tables have it now. */
    public static RoleGraph of(AdminDatabase database) {
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
        return new RoleGraph(permissions, inherits);
    }

    private static Map<String, Set<String>> copy(Map<String, Set<String>> sets) {
        Map<String, Set<String>> copy = new TreeMap<>();
        sets.forEach((role, set) -> copy.put(role, new TreeSet<>(set)));
        return copy;
    }

    /** With this role as it would be. */
    RoleGraph with(String role, Collection<String> itsPermissions, Collection<String> itsInherits) {
        Map<String, Set<String>> changed = new TreeMap<>(permissions);
        changed.put(role, new TreeSet<>(itsPermissions));
        Map<String, Set<String>> parents = new TreeMap<>(inherits);
        parents.put(role, new TreeSet<>(itsInherits));
        return new RoleGraph(changed, parents);
    }

    Set<String> own(String role) {
        return permissions.getOrDefault(role, Set.of());
    }

    Set<String> parents(String role) {
        return inherits.getOrDefault(role, Set.of());
    }

    /** A role and all that it inherits, each with the shortest way to it. */
    private Map<String, List<String>> reached(String role) {
        Map<String, List<String>> ways = new LinkedHashMap<>();
        Deque<String> next = new ArrayDeque<>();
        ways.put(role, List.of(role));
        next.add(role);
        while (!next.isEmpty()) {
            String at = next.remove();
            List<String> way = ways.getOrDefault(at, List.of());
            for (String parent : parents(at)) {
                if (!ways.containsKey(parent) && way.size() <= FURTHEST) {
                    List<String> further = new ArrayList<>(way);
                    further.add(parent);
                    ways.put(parent, further);
                    next.add(parent);
                }
            }
        }
        return ways;
    }

    boolean inherits(String role, String other) {
        return reached(role).containsKey(other);
    }

    /** All that these roles allow together. */
    public Set<String> effective(Collection<String> roles) {
        Set<String> effective = new TreeSet<>();
        roles.forEach(role -> reached(role).keySet().forEach(each -> effective.addAll(own(each))));
        return effective;
    }

    /** All that these roles allow together, in order, with where it comes from. */
    public List<Origin> origins(Collection<String> roles) {
        Map<String, List<List<String>>> origins = new TreeMap<>();
        for (String role : new TreeSet<>(roles)) {
            Set<String> found = new TreeSet<>();
            reached(role)
                    .forEach((each, way) -> own(each).stream()
                            .filter(found::add)
                            .forEach(permission -> origins.computeIfAbsent(permission, none -> new ArrayList<>())
                                    .add(way)));
        }
        return origins.entrySet().stream()
                .map(each -> new Origin(each.getKey(), each.getValue()))
                .toList();
    }
}

package dev.seedbed.admin.access;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The roles that the configuration gives to callers who have no account here, by how they sign in and what is said of them
 * there: an authority, a role of the application, what stands in a claim. Immutable.
 */
public record Mapped(Map<Caller.Kind, Map<String, String>> roles) {
    public Mapped {
        Map<Caller.Kind, Map<String, String>> copy = new EnumMap<>(Caller.Kind.class);
        roles.forEach((kind, mapped) -> copy.put(kind, new TreeMap<>(mapped)));
        roles = copy;
    }

    /** From what is said to the role that it gives. */
    public Map<String, String> of(Caller.Kind kind) {
        return roles.getOrDefault(kind, Map.of());
    }

    /** The roles that all of this gives together. */
    public Set<String> of(Caller.Kind kind, Collection<String> said) {
        Set<String> given = new TreeSet<>();
        said.forEach(each -> {
            String role = of(kind).get(each);
            if (role != null) {
                given.add(role);
            }
        });
        return given;
    }

    /** Each of these, written as {@code oidc:operations}, with its role. */
    Map<String, String> written() {
        Map<String, String> written = new TreeMap<>();
        roles.forEach((kind, mapped) -> mapped.forEach((said, role) -> written.put(kind.prefix() + said, role)));
        return written;
    }
}

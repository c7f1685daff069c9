package dev.seedbed.admin.access;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What somebody may do who has it.
 *
 * @param planted of the seeds, and not to be changed
 * @param permissions its own, such as {@code rows:write}
 * @param inherits roles whose permissions it has too
 * @param effective all that it allows
 * @param origins the same, with where each comes from
 * @param version rises with each change
 */
public record Role(
        String name,
        String description,
        boolean planted,
        Set<String> permissions,
        Set<String> inherits,
        Set<String> effective,
        List<Origin> origins,
        long version) {
    public Role {
        permissions = Collections.unmodifiableSet(new TreeSet<>(permissions));
        inherits = Collections.unmodifiableSet(new TreeSet<>(inherits));
        effective = Collections.unmodifiableSet(new TreeSet<>(effective));
        origins = List.copyOf(origins);
    }
}

package dev.seedbed.admin.access;

import dev.seedbed.admin.audit.By;
import dev.seedbed.seed.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far somebody reaches who may change accounts or roles: no further than what they may themselves. Otherwise whoever may
 * change one role, or give others a new password, could make themselves an administrator.
 */
public final class Reach {
    private Reach() {}

    /**
     * Lets pass what gives roles, or changes an account that has them.
     *
     * @param graph of the roles as they are
     * @throws Refused with status 403 where the roles allow more than whoever does it may
     */
    public static void covers(By by, Collection<String> roles, RoleGraph graph) {
        covers(by, List.of(), roles, graph);
    }

    /**
     * Lets pass what changes a role.
     *
     * @param permissions the role's own
     * @param inherits roles that it inherits
     * @throws Refused as above
     */
    static void covers(By by, Collection<String> permissions, Collection<String> inherits, RoleGraph graph) {
        Set<String> own = by.roles();
        if (own == null) {
            return;
        }
        Set<String> beyond = new TreeSet<>(permissions);
        beyond.addAll(graph.effective(inherits));
        beyond.removeAll(graph.effective(own));
        if (!beyond.isEmpty()) {
            throw new Refused(
                    403,
                    "beyond-own",
                    new Problem(
                            "This is about permissions that you do not have yourself: " + String.join(", ", beyond)
                                    + ".",
                            null,
                            "ask somebody who has them"));
        }
    }
}

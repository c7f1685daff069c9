package dev.seedbed.admin.application;

import java.util.List;

/**
 * A role of the application that is mapped to one of the service.
 *
 * @param known false where the application's tables do not have it
 * @param inherits roles whose rights it has too, as the tables say, mapped or not
 * @param inheritedBy roles that have its rights too
 * @param role of the service, which it gives
 */
public record ApplicationRole(
        String name, boolean known, List<String> inherits, List<String> inheritedBy, String role) {
    public ApplicationRole {
        inherits = List.copyOf(inherits);
        inheritedBy = List.copyOf(inheritedBy);
    }
}

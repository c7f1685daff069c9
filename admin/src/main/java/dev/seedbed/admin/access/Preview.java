package dev.seedbed.admin.access;

import java.util.List;

/**
 * What a change of a role would mean.
 *
 * @param roles those of which something changes, by name
 * @param accounts those for whom something changes, by name
 */
public record Preview(List<Effect> roles, List<Effect> accounts) {
    public Preview {
        roles = List.copyOf(roles);
        accounts = List.copyOf(accounts);
    }

    /**
     * What one gets and loses.
     *
     * @param granted permissions that are new
     * @param taken permissions that are gone then
     */
    public record Effect(String name, List<String> granted, List<String> taken) {}
}

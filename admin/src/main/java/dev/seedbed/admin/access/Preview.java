package dev.seedbed.admin.access;

import java.util.List;

/**
 * What a change of a role would mean.
 *
 * @param roles those of which something changes, by name
 * @param accounts those for whom something changes, by name; none for who may not see accounts
 * @param callers of those who have no account here: what has to be said of them for something to change, such as
 *     {@code oidc:operations}
 * @param warnings why it would not be done, or would not count
 */
public record Preview(List<Effect> roles, List<Effect> accounts, List<Effect> callers, List<String> warnings) {
    public Preview {
        roles = List.copyOf(roles);
        accounts = List.copyOf(accounts);
        callers = List.copyOf(callers);
        warnings = List.copyOf(warnings);
    }

    /**
     * What one gets and loses.
     *
     * @param granted permissions that are new
     * @param taken permissions that are gone then
     */
    public record Effect(String name, List<String> granted, List<String> taken) {}

    /** A warning, out of what would be thrown. */
    public static String refused(Refused refused) {
        return "would be refused: " + refused.problem().message();
    }
}

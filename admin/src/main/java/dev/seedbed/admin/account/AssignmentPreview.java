package dev.seedbed.admin.account;

import dev.seedbed.admin.access.Origin;
import java.util.List;

/**
 * What other roles of an account would mean.
 *
 * @param granted permissions that are new, with the roles that would give them
 * @param taken permissions that are gone then, with the roles that give them now
 * @param warnings why it would not be done, or would not count
 */
public record AssignmentPreview(List<Origin> granted, List<Origin> taken, List<String> warnings) {
    public AssignmentPreview {
        granted = List.copyOf(granted);
        taken = List.copyOf(taken);
        warnings = List.copyOf(warnings);
    }
}

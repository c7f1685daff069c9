package dev.seedbed.casbin;

import dev.seedbed.seed.SeedValue;
import dev.seedbed.source.Excerpt;
import java.util.ArrayList;
import java.util.List;

/** Permissions as objects with their actions: {@code {accounts: [read, write], users: read}}. */
final class PermissionReader {
    private static final String MEND = "write objects with their actions, such as {accounts: [read, write]}";

    private final Findings findings;

    PermissionReader(Findings findings) {
        this.findings = findings;
    }

    /** @param what whose permissions they are, to begin a sentence */
    List<Permission> read(String what, SeedValue value) {
        List<Permission> permissions = new ArrayList<>();
        if (!(value instanceof SeedValue.Fields objects)) {
            findings.add(
                    what + " is " + Findings.kind(value) + ", but a mapping of objects is expected.", value.at(), MEND);
            return permissions;
        }
        objects.fields().forEach((object, actions) -> {
            if (object.isBlank()) {
                findings.add("An object of " + lower(what) + " has no name.", actions.at(), MEND);
            }
            if (actions instanceof SeedValue.Items list && list.items().isEmpty()) {
                findings.add("There are no actions for " + Excerpt.of(object) + ".", actions.at(), MEND);
            }
            for (SeedValue action : Findings.each(actions)) {
                String name = findings.name(action, "An action for " + Excerpt.of(object), MEND);
                if (name != null) {
                    permissions.add(new Permission(object, name, action.at()));
                }
            }
        });
        return permissions;
    }

    private static String lower(String what) {
        return Character.toLowerCase(what.charAt(0)) + what.substring(1);
    }
}

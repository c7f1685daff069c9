package dev.seedbed.admin.access;

import dev.seedbed.seed.Problem;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a role cannot be. */
final class RoleCheck {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final int LONGEST_DESCRIPTION = 400;

    private RoleCheck() {}

    /** @throws Refused with status 422 */
    static void content(
            String name,
            String description,
            Collection<String> permissions,
            Collection<String> inherits,
            Map<String, Role> roles,
            RoleGraph graph) {
        if (!NAME.matcher(name).matches()) {
            throw wrong(
                    "The name is not one that a role may have.",
                    "name",
                    "write up to 60 of a-z, 0-9 and -, and begin with a letter");
        }
        if (description.length() > LONGEST_DESCRIPTION) {
            throw wrong(
                    "The description is longer than " + LONGEST_DESCRIPTION + " characters.",
                    "description",
                    "write less");
        }
        for (String permission : permissions) {
            if (!Access.PERMISSIONS.contains(permission)) {
                throw wrong(
                        "There is no permission \"" + permission + "\".",
                        "permissions",
                        "choose among " + String.join(", ", Access.PERMISSIONS));
            }
        }
        for (String parent : inherits) {
            if (!roles.containsKey(parent)) {
                throw wrong(
                        "There is no role \"" + parent + "\".",
                        "inherits",
                        "choose among " + String.join(", ", roles.keySet()));
            }
            if (graph.inherits(parent, name)) {
                throw wrong(
                        "Role \"" + parent + "\" would inherit itself.", "inherits", "leave \"" + parent + "\" out");
            }
        }
    }

    private static Refused wrong(String message, String where, String mend) {
        return new Refused(422, "bad-role", new Problem(message, where, mend));
    }

    /** @throws Refused with status 403 for a role that comes with the service */
    static void planted(String name) {
        if (RoleTable.PLANTED.contains(name)) {
            throw new Refused(
                    403,
                    "planted-role",
                    new Problem(
                            "Role \"" + name + "\" comes with the service, and is not changed.",
                            null,
                            "make a role of your own that inherits it or has other permissions"));
        }
    }

    /** @throws Refused with status 412 where the role is of another version, -1 for none */
    static void version(String name, @Nullable Role there, long version) {
        long now = there == null ? -1 : there.version();
        if (now != version) {
            throw new Refused(
                    412,
                    "changed-meanwhile",
                    new Problem(
                            there == null
                                    ? "There is no role \"" + name + "\" any more."
                                    : "Role \"" + name + "\" is there, and not as you looked at it.",
                            there == null ? null : "version " + now,
                            "look at it again, and change it then"));
        }
    }
}

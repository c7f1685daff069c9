package dev.seedbed.admin.access;

import java.util.List;

/**
 * A permission, and where it comes from.
 *
 * @param permission such as {@code rows:write}
 * @param ways one for each role that gives it: begins with that role, goes on with the roles by which it is inherited, and
 *     ends with the one that has the permission itself; of several ways from a role the shortest
 */
public record Origin(String permission, List<List<String>> ways) {
    public Origin {
        ways = ways.stream().map(List::copyOf).toList();
    }
}

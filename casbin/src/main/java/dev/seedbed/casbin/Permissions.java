package dev.seedbed.casbin;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Permissions to look others up in; {@code *} stands for every object or action, other patterns are not understood. */
final class Permissions {
    private static final String ANY = "*";

    private final Set<List<String>> names = new HashSet<>();
    private boolean otherPatterns;

    void add(String object, String action) {
        names.add(List.of(object, action));
        otherPatterns |= isOther(object) || isOther(action);
    }

    private static boolean isOther(String name) {
        return name.contains(ANY) && !name.equals(ANY);
    }

    /** True where it may be one of them. */
    boolean mayHave(Permission permission) {
        return otherPatterns
                || names.contains(List.of(permission.object(), permission.action()))
                || names.contains(List.of(permission.object(), ANY))
                || names.contains(List.of(ANY, permission.action()))
                || names.contains(List.of(ANY, ANY));
    }
}

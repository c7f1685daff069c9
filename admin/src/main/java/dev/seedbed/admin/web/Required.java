package dev.seedbed.admin.web;

import org.jspecify.annotations.Nullable;

/** Members of a body that must be there. */
final class Required {
    private Required() {}

    static <T> T of(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return value;
    }
}

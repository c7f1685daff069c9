package dev.seedbed.admin.web;

import org.jspecify.annotations.Nullable;

/** Members of a body that must be there. */
final class Required {
    private Required() {}

    /** Thrown where one is not. */
    static final class Missing extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private final String member;

        Missing(String member) {
            super("\"" + member + "\" is missing");
            this.member = member;
        }

        String member() {
            return member;
        }
    }

    static <T> T of(@Nullable T value, String name) {
        if (value == null) {
            throw new Missing(name);
        }
        return value;
    }
}

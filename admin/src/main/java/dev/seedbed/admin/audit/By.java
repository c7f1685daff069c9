package dev.seedbed.admin.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who does something, for the trail.
 *
 * @param actor a caller's name, or {@code seedbed-admin} for the service itself
 * @param source network address it came from; {@code local} for the service itself
 * @param reason null where nobody says
 */
public record By(String actor, String source, @Nullable String reason) {
    /** The service itself. */
    public static final By SERVICE = new By("seedbed-admin", "local", null);
}

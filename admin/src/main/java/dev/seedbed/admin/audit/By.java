package dev.seedbed.admin.audit;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who does something, for the trail, and for what nobody does who may not as much themselves.
 *
 * @param actor a caller's name, or {@code seedbed-admin} for the service itself
 * @param source network address it came from; {@code local} for the service itself
 * @param reason null where nobody says
 * @param roles that the caller has; null for the service itself, which may all
 */
public record By(
        String actor,
        String source,
        @Nullable String reason,
        @Nullable Set<String> roles) {
    /** The service itself. */
    public static final By SERVICE = new By("seedbed-admin", "local", null, null);

    public By {
        roles = roles == null ? null : Set.copyOf(roles);
    }

    /** Somebody who does what takes no role, such as to sign in. */
    public By(String actor, String source, @Nullable String reason) {
        this(actor, source, reason, Set.of());
    }

    /** The same with another reason. */
    public By because(@Nullable String why) {
        return new By(actor, source, why, roles);
    }
}

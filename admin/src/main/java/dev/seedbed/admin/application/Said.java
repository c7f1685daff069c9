package dev.seedbed.admin.application;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role that an application, or a token, says of somebody.
 *
 * @param name as they call it
 * @param through the roles by which it is inherited, the one that somebody has first; empty for one that they have themselves
 * @param role of the service, which it gives; null where the configuration maps it to none
 */
public record Said(
        String name, List<String> through, @Nullable String role) {
    public Said {
        through = List.copyOf(through);
    }
}

package dev.seedbed.admin.account;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signs in here with a password, which no account ever tells.
 *
 * @param lockedUntil after too many wrong passwords; null where it is not locked
 * @param roles by name, in order
 * @param secondFactor whether one is enrolled
 * @param version rises with each change
 */
public record Account(
        UUID id,
        String name,
        boolean enabled,
        boolean mustChangePassword,
        boolean secondFactor,
        @Nullable Instant lockedUntil,
        Instant createdAt,
        List<String> roles,
        long version) {
    public Account {
        roles = roles.stream().sorted().toList();
    }

    Account withRoles(Collection<String> others) {
        return new Account(
                id,
                name,
                enabled,
                mustChangePassword,
                secondFactor,
                lockedUntil,
                createdAt,
                List.copyOf(others),
                version);
    }
}

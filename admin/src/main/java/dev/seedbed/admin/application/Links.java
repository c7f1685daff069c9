package dev.seedbed.admin.application;

import org.jspecify.annotations.Nullable;

/**
 * What a mapping means, as queries.
 *
 * @param source {@code casbin} or {@code tables}
 * @param property under which the mapping stands
 * @param mixed whether people and roles have their names in one place, so that a name may be either
 * @param direct {@code person_} and {@code role_}: who has which role
 * @param inherits {@code role_} and {@code parent_}: which role has all that another has; null where none does
 * @param roles {@code role_}: the roles that there are
 * @param people {@code person_}: a row for each; null where they stand nowhere but in {@code direct}
 */
record Links(
        String source,
        String property,
        boolean mixed,
        Select direct,
        @Nullable Select inherits,
        Select roles,
        @Nullable Select people) {}

package dev.seedbed.admin.application;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Roles in tables. {@code only} says of each of them which rows count: columns with the value that they must have, empty for
 * NULL.
 *
 * @param assignments who has which role
 * @param users whom the assignments mean; null where they have people's names themselves
 * @param roles which roles the assignments mean; null where they have names of roles themselves
 * @param inherits which role inherits which; null where none does
 */
public record TableMapping(
        @Nullable Assignments assignments,
        @Nullable Named users,
        @Nullable Named roles,
        @Nullable Inherits inherits) {

    /**
     * A row for each role that somebody has.
     *
     * @param user column; default {@code user_id}
     * @param role column; default {@code role_id}
     */
    public record Assignments(
            @Nullable String table,
            @DefaultValue("user_id") String user,
            @DefaultValue("role_id") String role,
            @DefaultValue Map<String, String> only) {}

    /**
     * A row for each user or role.
     *
     * @param key column that other tables refer to; default {@code id}
     * @param name column; default {@code name}
     */
    public record Named(
            @Nullable String table,
            @DefaultValue("id") String key,
            @DefaultValue("name") String name,
            @DefaultValue Map<String, String> only) {}

    /**
     * A row for each role that another inherits.
     *
     * @param role column of the one that has more; default {@code role_id}
     * @param inherited column of the one whose rights it has too; default {@code inherited_id}
     */
    public record Inherits(
            @Nullable String table,
            @DefaultValue("role_id") String role,
            @DefaultValue("inherited_id") String inherited,
            @DefaultValue Map<String, String> only) {}
}

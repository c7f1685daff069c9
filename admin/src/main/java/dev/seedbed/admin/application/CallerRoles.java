package dev.seedbed.admin.application;

import dev.seedbed.admin.access.Origin;
import java.util.List;

/**
 * What somebody may do, and where it comes from.
 *
 * @param name as the trail shows it
 * @param kind how they sign in: {@code account}, {@code oidc}, {@code token} or {@code application}
 * @param said what the application or a token says of them; empty for an account of the service
 * @param roles of the service
 * @param permissions all that these allow
 */
public record CallerRoles(String name, String kind, List<Said> said, List<String> roles, List<Origin> permissions) {
    public CallerRoles {
        said = List.copyOf(said);
        roles = roles.stream().sorted().toList();
        permissions = List.copyOf(permissions);
    }
}

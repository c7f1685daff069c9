package dev.seedbed.admin.application;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Roles in the {@code g} rows of Casbin's rules.
 *
 * @param table default {@code casbin_rule}; with its schema where it is not in the search path
 * @param columns that of the type, that of who has a role, that of the role, and that of the domain; default ptype, v0, v1,
 *     v2. Without the last one no row has a domain
 * @param domain of the rows that count; null for those without one alone
 */
public record CasbinMapping(
        @DefaultValue("casbin_rule") String table,
        @DefaultValue({"ptype", "v0", "v1", "v2"}) List<String> columns,
        @Nullable String domain) {
    public CasbinMapping {
        columns = List.copyOf(columns);
    }
}

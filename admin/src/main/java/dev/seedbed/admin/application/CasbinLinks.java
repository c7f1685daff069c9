package dev.seedbed.admin.application;

import dev.seedbed.database.Dialect;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Roles in Casbin's rules: whoever stands before a role in a {@code g} row has it, be it a person or a role. */
final class CasbinLinks {
    static final String PROPERTY = "seedbed.admin.application.casbin";

    private static final int WITHOUT_DOMAIN = 3;
    private static final int WITH_DOMAIN = 4;

    private CasbinLinks() {}

    /** @throws SeedException a usage error where the mapping is not of this database */
    static Links of(CasbinMapping mapping, Connection connection, Dialect dialect) throws SQLException {
        List<String> columns = mapping.columns();
        int most = mapping.domain() == null ? WITHOUT_DOMAIN : WITH_DOMAIN;
        if (columns.size() < most || columns.size() > WITH_DOMAIN) {
            throw SeedException.usage(
                    "The mapping names " + columns.size() + " columns of Casbin's rules.",
                    PROPERTY + ".columns",
                    "name those of the type, of who has a role, of the role, and of the domain, such as ptype, v0, v1, v2");
        }
        MappedTable rules = MappedTable.of(connection, dialect, mapping.table(), PROPERTY);
        String type = rules.text("r", columns.get(0), "columns");
        String heir = rules.text("r", columns.get(1), "columns");
        String role = rules.text("r", columns.get(2), "columns");
        Select where = Select.of(" from " + rules.as("r") + " where " + type + " = 'g' and " + role + " <> ''");
        if (columns.size() == WITH_DOMAIN) {
            String domain = "coalesce(" + rules.text("r", columns.get(3), "columns") + ", '')";
            where = where.and(" and " + domain + " = ?", mapping.domain() == null ? "" : mapping.domain());
        }
        return new Links(
                "casbin",
                PROPERTY,
                true,
                Select.of("select " + heir + " as person_, " + role + " as role_")
                        .and(where),
                Select.of("select " + heir + " as role_, " + role + " as parent_")
                        .and(where),
                Select.of("select " + role + " as role_")
                        .and(where)
                        .and(" union select " + heir + " from " + rules.as("r") + " where " + type + " = 'p'"),
                null);
    }
}

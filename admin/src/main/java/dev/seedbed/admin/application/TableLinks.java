package dev.seedbed.admin.application;

import dev.seedbed.database.Dialect;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Roles in tables that are joined. */
final class TableLinks {
    static final String PROPERTY = "seedbed.admin.application.tables";

    private final Connection connection;
    private final Dialect dialect;
    private final TableMapping mapping;
    private final @Nullable MappedTable roles;

    private TableLinks(TableMapping mapping, Connection connection, Dialect dialect) throws SQLException {
        this.mapping = mapping;
        this.connection = connection;
        this.dialect = dialect;
        TableMapping.Named named = mapping.roles();
        this.roles = named == null ? null : table(named.table(), "roles");
    }

    /** @throws SeedException a usage error where the mapping is not of this database */
    static Links of(TableMapping mapping, Connection connection, Dialect dialect) throws SQLException {
        TableLinks links = new TableLinks(mapping, connection, dialect);
        links.checkRoles();
        Select direct = links.direct();
        Select inherits = links.inherits();
        return new Links("tables", PROPERTY, false, direct, inherits, links.roles(direct, inherits), links.people());
    }

    private MappedTable table(@Nullable String name, String part) throws SQLException {
        return MappedTable.of(connection, dialect, name, PROPERTY + "." + part);
    }

    /** Whoever may make a role, for a customer say, could otherwise make one that is called as another is. */
    private void checkRoles() {
        TableMapping.Named named = mapping.roles();
        if (roles != null && named != null && named.only().isEmpty() && !roles.isUnique(named.name(), "name")) {
            throw SeedException.usage(
                    "Column \"" + named.name() + "\" of table \"" + roles.name()
                            + "\" is not unique: a role could be called as another is.",
                    PROPERTY + ".roles",
                    "say which roles count, with a column and its value, such as " + PROPERTY
                            + ".roles.only.is_system_role=true");
        }
    }

    private Select direct() throws SQLException {
        TableMapping.Assignments named = mapping.assignments();
        MappedTable assignments = table(named == null ? null : named.table(), "assignments");
        if (named == null) {
            throw new IllegalStateException("A mapping without assignments was taken.");
        }
        String person = assignments.text("a", named.user(), "user");
        String role = assignments.text("a", named.role(), "role");
        Select from = Select.of(" from " + assignments.as("a"));
        Select where = assignments.only("a", named.only());
        TableMapping.Named users = mapping.users();
        if (users != null) {
            MappedTable table = table(users.table(), "users");
            from = from.and(" join " + table.as("u") + " on " + table.column("u", users.key(), "key") + " = "
                    + assignments.column("a", named.user(), "user"));
            where = where.and(table.only("u", users.only()));
            person = table.text("u", users.name(), "name");
        }
        TableMapping.Named ofRoles = mapping.roles();
        if (roles != null && ofRoles != null) {
            from = from.and(" join " + roles.as("r") + " on " + roles.column("r", ofRoles.key(), "key") + " = "
                    + assignments.column("a", named.role(), "role"));
            where = where.and(roles.only("r", ofRoles.only()));
            role = roles.text("r", ofRoles.name(), "name");
        }
        return Select.of("select " + person + " as person_, " + role + " as role_")
                .and(from)
                .and(" where " + role + " is not null")
                .and(where);
    }

    private @Nullable Select inherits() throws SQLException {
        TableMapping.Inherits named = mapping.inherits();
        if (named == null) {
            return null;
        }
        MappedTable inherits = table(named.table(), "inherits");
        String role = inherits.text("i", named.role(), "role");
        String parent = inherits.text("i", named.inherited(), "inherited");
        Select from = Select.of(" from " + inherits.as("i"));
        Select where = inherits.only("i", named.only());
        TableMapping.Named ofRoles = mapping.roles();
        if (roles != null && ofRoles != null) {
            from = from.and(" join " + roles.as("c") + " on " + roles.column("c", ofRoles.key(), "key") + " = "
                            + inherits.column("i", named.role(), "role"))
                    .and(" join " + roles.as("p") + " on " + roles.column("p", ofRoles.key(), "key") + " = "
                            + inherits.column("i", named.inherited(), "inherited"));
            where = where.and(roles.only("c", ofRoles.only())).and(roles.only("p", ofRoles.only()));
            role = roles.text("c", ofRoles.name(), "name");
            parent = roles.text("p", ofRoles.name(), "name");
        }
        return Select.of("select " + role + " as role_, " + parent + " as parent_")
                .and(from)
                .and(" where " + parent + " is not null")
                .and(where);
    }

    private Select roles(Select direct, @Nullable Select inherits) {
        TableMapping.Named named = mapping.roles();
        if (roles != null && named != null) {
            return Select.of("select " + roles.text("r", named.name(), "name") + " as role_ from " + roles.as("r")
                            + " where 1 = 1")
                    .and(roles.only("r", named.only()));
        }
        Select all = Select.of("select role_ from (").and(direct).and(") d");
        return inherits == null
                ? all
                : all.and(" union select role_ from (")
                        .and(inherits)
                        .and(") i union select parent_ from (")
                        .and(inherits)
                        .and(") j");
    }

    private @Nullable Select people() throws SQLException {
        TableMapping.Named named = mapping.users();
        if (named == null) {
            return null;
        }
        MappedTable users = table(named.table(), "users");
        return Select.of("select " + users.text("u", named.name(), "name") + " as person_ from " + users.as("u")
                        + " where 1 = 1")
                .and(users.only("u", named.only()));
    }
}

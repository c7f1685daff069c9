package dev.seedbed.admin.application;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Dialects;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The roles that the application's own tables give people. They are read whenever they are asked for, so that a change counts
 * for the next request, and never written. Where they cannot be read nobody has any. Thread-safe.
 */
public final class ApplicationRoles {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationRoles.class);
    private static final String WHERE = "seedbed.admin.application";

    private final @Nullable Links links;
    private final @Nullable RoleQueries queries;
    private final Map<String, String> mapped;

    private ApplicationRoles(@Nullable Links links, AdminDatabase database, Map<String, String> mapped) {
        this.links = links;
        this.queries = links == null ? null : new RoleQueries(database, links);
        this.mapped = new TreeMap<>(mapped);
    }

    /**
     * By what the configuration says; with neither mapping no roles are read.
     *
     * @param mapped from roles of the application to roles of the service
     * @throws SeedException a usage error for a mapping that is not of this database, and for two of them
     */
    public static ApplicationRoles of(
            @Nullable CasbinMapping casbin,
            @Nullable TableMapping tables,
            Map<String, String> mapped,
            AdminDatabase database) {
        if (casbin != null && tables != null) {
            throw SeedException.usage(
                    "The application's roles are mapped twice.",
                    CasbinLinks.PROPERTY + ", " + TableLinks.PROPERTY,
                    "keep one of the two");
        }
        Links links = links(casbin, tables, database);
        ApplicationRoles roles = new ApplicationRoles(links, database, mapped);
        if (links != null && roles.queries != null) {
            roles.check(links, roles.queries);
        }
        return roles;
    }

    private static @Nullable Links links(
            @Nullable CasbinMapping casbin, @Nullable TableMapping tables, AdminDatabase database) {
        if (casbin == null && tables == null) {
            return null;
        }
        try (Connection connection = database.dataSource().getConnection()) {
            Dialect dialect = Dialects.of(connection);
            return casbin != null
                    ? CasbinLinks.of(casbin, connection, dialect)
                    : tables == null ? null : TableLinks.of(tables, connection, dialect);
        } catch (SQLException e) {
            throw unreadable(WHERE, e);
        }
    }

    /** Asks all that is asked later: what columns do not belong together, or may not be read, is found out at the start. */
    private void check(Links links, RoleQueries queries) {
        try {
            queries.held(UUID.randomUUID().toString());
            Set<String> known = queries.known(mapped.keySet());
            queries.around(mapped.keySet());
            queries.people("", mapped.keySet(), "", 1);
            mapped.keySet().stream()
                    .filter(role -> !known.contains(role))
                    .forEach(role -> LOG.warn(
                            "The application's tables have no role \"{}\", which {}.roles maps: nobody has it.",
                            role,
                            WHERE));
        } catch (DataAccessException | TransactionException e) {
            throw unreadable(links.property(), e.getMostSpecificCause());
        }
    }

    private static SeedException unreadable(String where, Throwable cause) {
        return SeedException.usage(
                "The roles of the application cannot be read: "
                        + String.valueOf(cause.getMessage()).lines().findFirst().orElse(""),
                where,
                "name columns that belong together, and let the service's database user read their tables");
    }

    /** Whether there is a mapping at all. */
    public boolean isMapped() {
        return queries != null;
    }

    /**
     * The roles of the service that somebody has.
     *
     * @param person as the application's tables call them
     * @throws Refused with status 503 where the tables cannot be read, 403 where two people are called so
     */
    public Set<String> of(String person) {
        Set<String> roles = new TreeSet<>();
        for (Said said : said(person)) {
            if (said.role() != null) {
                roles.add(said.role());
            }
        }
        return roles;
    }

    /** What the tables say of somebody, as {@link #of}. A name that a role has is nobody's. */
    public List<Said> said(String person) {
        RoleQueries asked = queries();
        if (links != null && links.mixed() && mapped.containsKey(person)) {
            return List.of();
        }
        List<Said> said = new ArrayList<>();
        try {
            reading(() -> asked.held(person))
                    .forEach((name, through) -> said.add(new Said(name, through, mapped.get(name))));
        } catch (RoleQueries.TwoPeople e) {
            throw new Refused(
                    403,
                    "two-people",
                    new Problem(
                            RoleQueries.TwoPeople.MESSAGE,
                            null,
                            "have each person's name once in the application's tables"));
        }
        return said;
    }

    /** {@code casbin} or {@code tables}. */
    public String source() {
        queries();
        return links == null ? "" : links.source();
    }

    /** The roles that are mapped, in the order of their names. */
    public List<ApplicationRole> list() {
        RoleQueries asked = queries();
        Set<String> known = reading(() -> asked.known(mapped.keySet()));
        Set<RoleQueries.Inherits> around = reading(() -> asked.around(mapped.keySet()));
        List<ApplicationRole> roles = new ArrayList<>();
        mapped.forEach((name, role) -> roles.add(new ApplicationRole(
                name,
                known.contains(name),
                around.stream()
                        .filter(each -> each.role().equals(name))
                        .map(RoleQueries.Inherits::parent)
                        .sorted()
                        .toList(),
                around.stream()
                        .filter(each -> each.parent().equals(name))
                        .map(RoleQueries.Inherits::role)
                        .sorted()
                        .toList(),
                role)));
        return roles;
    }

    /**
     * Who has a role that is mapped, in the order of their names.
     *
     * @throws Refused with status 404 for a role that is not mapped
     */
    public List<Person> people(String role, String after, int most) {
        RoleQueries asked = queries();
        if (!mapped.containsKey(role)) {
            throw new Refused(
                    404,
                    "no-role",
                    new Problem(
                            "Role \"" + role + "\" of the application is not mapped.",
                            null,
                            "take a name out of the list of the application's roles"));
        }
        return reading(() -> asked.people(role, mapped.keySet(), after, most));
    }

    private RoleQueries queries() {
        if (queries == null) {
            throw new Refused(
                    404,
                    "not-mapped",
                    new Problem(
                            "The service does not read the application's roles.",
                            null,
                            "say with " + CasbinLinks.PROPERTY + " or " + TableLinks.PROPERTY + " where they are"));
        }
        return queries;
    }

    private static <T> T reading(Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessException | TransactionException e) {
            LOG.error("The roles of the application cannot be read.", e);
            throw new Refused(
                    503,
                    "application-away",
                    new Problem(
                            "The roles of the application cannot be read.",
                            null,
                            "try again later; the service's log says what is wrong"));
        }
    }
}

package dev.seedbed.export;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.SchemaNames;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.export.ExportReport.LeftOut;
import dev.seedbed.export.ExportReport.Why;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables that names and patterns mean.
 *
 * @param written the tables, by how seeds call them, in that order
 * @param leftOut tables that a pattern meets and that are never seeds, or that cannot be read
 * @param catalogue of these tables and all they refer to
 */
record WantedTables(Map<String, Table> written, List<LeftOut> leftOut, Catalogue catalogue) {
    /** What tools keep about themselves; exported only where somebody names it. */
    private static final Set<String> BOOKKEEPING = Set.of(
            "flyway_schema_history",
            "schema_version",
            "databasechangelog",
            "databasechangeloglock",
            "alembic_version",
            "schema_migrations",
            "ar_internal_metadata",
            "django_migrations",
            "_prisma_migrations",
            "knex_migrations",
            "knex_migrations_lock",
            "goose_db_version",
            "spatial_ref_sys");

    private static final String OURS = "seedbed_";

    /** @throws SeedException where a name or pattern means no table */
    static WantedTables of(Connection connection, Dialect dialect, @Nullable String schema, ExportRequest request)
            throws SQLException {
        return new Search(connection, dialect, schema, request).run();
    }

    /** The search for them. */
    private static final class Search {
        private final Connection connection;
        private final Dialect dialect;
        private final @Nullable String schema;
        private final ExportRequest request;
        private final List<LeftOut> leftOut = new ArrayList<>();

        Search(Connection connection, Dialect dialect, @Nullable String schema, ExportRequest request) {
            this.connection = connection;
            this.dialect = dialect;
            this.schema = schema;
            this.request = request;
        }

        WantedTables run() throws SQLException {
            Set<String> names = new LinkedHashSet<>();
            List<String> patterns = new ArrayList<>();
            for (String table : request.tables()) {
                if (table.indexOf('*') < 0) {
                    names.add(table);
                } else {
                    patterns.add(table);
                }
            }
            Set<String> exact = Set.copyOf(names);
            if (!patterns.isEmpty()) {
                names.addAll(matching(patterns));
            }
            Catalogue catalogue = dialect.describe(
                    connection,
                    Stream.concat(names.stream(), request.keys().keySet().stream())
                            .distinct()
                            .toList(),
                    schema);
            refuseUnknown(catalogue, exact);
            Map<TableName, Table> found = new LinkedHashMap<>();
            for (String name : names) {
                Table table = catalogue.table(name);
                if (table != null) {
                    found.putIfAbsent(table.name(), table);
                }
            }
            return new WantedTables(named(found), leftOut, catalogue);
        }

        /** By the names that lead to them again; others cannot be seeded at all. */
        private Map<String, Table> named(Map<TableName, Table> found) throws SQLException {
            Map<String, Table> byName = new LinkedHashMap<>();
            found.values().stream()
                    .sorted(Comparator.comparing(Search::written))
                    .forEach(table -> byName.put(written(table), table));
            Catalogue again = dialect.describe(connection, List.copyOf(byName.keySet()), schema);
            Map<String, Table> named = new LinkedHashMap<>();
            byName.forEach((name, table) -> {
                Table meant = again.table(name);
                if (meant == null || !meant.name().equals(table.name())) {
                    leftOut.add(new LeftOut(
                            name, null, null, Why.NAME, "a seed file cannot name it so that it is found again", null));
                } else if (table.obstacle() != null) {
                    String what = table.obstacle().what();
                    leftOut.add(new LeftOut(
                            name,
                            null,
                            null,
                            Why.OBSTACLE,
                            what.endsWith(".") ? what.substring(0, what.length() - 1) : what,
                            table.obstacle().mend()));
                } else {
                    named.put(name, table);
                }
            });
            return named;
        }

        /** With its schema where a dot in its name would be taken for what stands between the two. */
        private static String written(Table table) {
            TableName name = table.name();
            return name.name().indexOf('.') >= 0 && name.label().equals(name.name())
                    ? name.schema() + "." + name.name()
                    : name.label();
        }

        private void refuseUnknown(Catalogue catalogue, Set<String> exact) throws SQLException {
            List<String> unknown = Stream.concat(exact.stream().sorted(), request.keys().keySet().stream())
                    .distinct()
                    .filter(name -> catalogue.table(name) == null)
                    .toList();
            if (!unknown.isEmpty()) {
                refuseUnknownSchema();
                String nearest = Catalogue.nearest(unknown.get(0), dialect.tableNames(connection, schema));
                throw SeedException.usage(
                        "The database has no table " + quoted(unknown) + ".",
                        nearest == null
                                ? "correct the name, or say with --schema where it is"
                                : "did you mean \"" + nearest + "\"?");
            }
        }

        private void refuseUnknownSchema() throws SQLException {
            if (schema != null) {
                SchemaNames.spelled(connection, dialect, schema);
            }
        }

        private List<String> matching(List<String> patterns) throws SQLException {
            List<String> all = dialect.tableNames(connection, schema);
            Catalogue catalogue = dialect.describe(connection, all, schema);
            List<String> matching = new ArrayList<>();
            List<String> idle = new ArrayList<>(patterns);
            for (String name : all) {
                Table table = catalogue.table(name);
                List<String> meant = table == null
                        ? List.of()
                        : patterns.stream()
                                .filter(pattern -> matches(pattern, table.name()))
                                .toList();
                idle.removeAll(meant);
                if (table != null && !meant.isEmpty() && !isBookkeeping(table)) {
                    matching.add(name);
                }
            }
            if (!idle.isEmpty()) {
                refuseUnknownSchema();
                throw SeedException.usage(
                        "No table matches " + quoted(idle) + ".",
                        all.isEmpty()
                                ? "the database has no tables"
                                : "* stands for any characters, and a schema stands before a dot, as in 'public.*'");
            }
            return matching;
        }

        private boolean isBookkeeping(Table table) {
            String name = table.name().name().toLowerCase(Locale.ROOT);
            if (!BOOKKEEPING.contains(name) && !name.startsWith(OURS)) {
                return false;
            }
            leftOut.add(new LeftOut(
                    table.name().label(),
                    null,
                    null,
                    Why.BOOKKEEPING,
                    "a tool keeps books about itself in it",
                    "name it without * to export it all the same"));
            return true;
        }

        /** A pattern without a schema means tables that need none. */
        private static boolean matches(String pattern, TableName name) {
            return pattern.indexOf('.') < 0
                    ? !name.label().contains(".") && like(pattern, name.name())
                    : like(pattern, name.schema() + "." + name.name());
        }

        private static boolean like(String pattern, String name) {
            String regex =
                    Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
            return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL)
                    .matcher(name)
                    .matches();
        }

        private static String quoted(List<String> names) {
            return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
        }
    }
}

package dev.seedbed.database;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state by which an earlier description of PostgreSQL's tables is seen to hold: one text, asked for in one query. */
final class PostgresState {
    /**
     * Changes with everything that a description says: rows of the catalogue keep the transaction that wrote them and
     * their place, which tells two changes of one transaction apart, and what depends on the session is asked again. A new default is a new version of its column, a foreign key has
     * triggers, and the first rule or child is written into pg_class.
     */
    private static final String STATE = """
            select concat_ws(';', %server%, current_database(), current_user, current_schemas(false), pg_is_in_recovery(), %markers%,
              (select string_agg(concat_ws(',', c.xmin, c.ctid, c.relnamespace::regnamespace, c.reltuples, row_security_active(c.oid),
                      has_table_privilege(c.oid, 'select'), pg_table_is_visible(c.oid)), '|')
               from pg_class c where c.oid = any (k.oids)),
              (select string_agg(concat(x.xmin, x.ctid), '|') from pg_attribute x where x.attrelid = any (k.oids)),
              (select string_agg(concat(x.xmin, x.ctid), '|') from pg_index x where x.indrelid = any (k.oids)),
              (select string_agg(concat(x.xmin, x.ctid), '|') from pg_trigger x where x.tgrelid = any (k.oids)),
              %further%
              (select string_agg(to_regclass(n)::oid::text, '|') from unnest(k.names) n))
            from (select %oids%::oid[] as oids, %names%::text[] as names) k
            """;

    /** Part of the state where a column has a type that somebody made. */
    private static final String TYPES_STATE = """
              (select string_agg(concat(x.xmin, x.ctid), '|') from pg_type x
               where x.oid in (select atttypid from pg_attribute where attrelid = any (k.oids) and atttypid >= 16384)),
              (select concat(count(*), ',', sum(x.xmin::text::bigint)) from pg_enum x),
            """;

    /** Part of the state where a column draws from a sequence. */
    private static final String SEQUENCES_STATE = """
              (select string_agg(concat(x.xmin, x.ctid, x.relnamespace::regnamespace), '|') from pg_class x
               where x.relkind = 'S' and x.oid in (
                 select objid from pg_depend where refclassid = 'pg_class'::regclass
                   and refobjid = any (k.oids) and classid = 'pg_class'::regclass and deptype in ('a', 'i')
                 union
                 select refobjid from pg_depend where classid = 'pg_attrdef'::regclass
                   and refclassid = 'pg_class'::regclass
                   and objid in (select f.oid from pg_attrdef f where f.adrelid = any (k.oids)))),
            """;

    /** Tells two servers apart that were set up alike, and one from what it was before it was restored. */
    private static final String SERVER = "extract(epoch from pg_postmaster_start_time())::text";

    private PostgresState() {}

    /**
     * Asks for the state of tables and rows on which a run with nothing to do depends. Each row is known by the
     * transaction that wrote it and by its place, and what stands under one such pair never changes. What only an insert
     * depends on is left out. An array, since a function takes no more than a hundred arguments.
     */
    static String withRows(
            Catalogue.Stamp stamp,
            List<String> writtenNames,
            @Nullable String schema,
            List<Table> tables,
            Dialect dialect) {
        String identifiers = stamp.identifiers().toString();
        String oids = "(" + identifiers.substring(1, identifiers.length() - 1) + ")";
        List<String> parts = new ArrayList<>(
                List.of("current_database()::text", "current_user::text", "current_schemas(false)::text", SERVER));
        parts.add(PostgresMarker.MARKERS);
        for (String name : literals(writtenNames, schema)) {
            parts.add("to_regclass(" + name + ")::oid::text");
        }
        for (Table table : tables) {
            String name = dialect.quote(table.name());
            parts.add("to_regclass(" + literal(name) + ")::oid::text");
            parts.add("row_security_active(to_regclass(" + literal(name) + ")::oid)::text");
            parts.add("(select concat(count(*), ',', sum(" + version("") + ")) from " + name + ")");
        }
        parts.add("(select sum(" + version("x.") + ")::text from pg_attribute x where x.attrelid in " + oids
                + " and x.attnum > 0)");
        parts.add("(select sum(" + version("x.") + ")::text from pg_index x where x.indrelid in " + oids + ")");
        parts.add("(select sum(" + version("x.") + ")::text from pg_trigger x where x.tgrelid in " + oids + ")");
        String types =
                stamp.ownTypes() ? TYPES_STATE.replace("any (k.oids)", "any (array" + identifiers + "::oid[])") : "";
        return "select array_to_string(array[" + types + String.join(", ", parts) + "], ';', '-')";
    }

    /** A hash of a row's version. */
    private static String version(String alias) {
        return "hashtidextended(" + alias + "ctid, " + alias + "xmin::text::bigint)";
    }

    /** Asks for the state of described tables; without parameters, so that the server plans it once. */
    static String query(Catalogue.Stamp stamp, List<String> writtenNames, @Nullable String schema) {
        // By replacing, since the first text that a JVM formats takes it ten milliseconds. The names come last.
        return STATE.replace("%server%", SERVER)
                .replace("%markers%", PostgresMarker.MARKERS)
                .replace(
                        "%further%", (stamp.ownTypes() ? TYPES_STATE : "") + (stamp.sequences() ? SEQUENCES_STATE : ""))
                .replace("%oids%", "array" + stamp.identifiers())
                .replace("%names%", "array[" + String.join(", ", literals(writtenNames, schema)) + "]");
    }

    /** The names of tables, quoted, as literals. */
    private static List<String> literals(List<String> writtenNames, @Nullable String schema) {
        List<String> names = new ArrayList<>();
        for (String name : writtenNames) {
            int dot = name.indexOf('.');
            String plain = "\"" + name.substring(dot + 1).replace("\"", "\"\"") + "\"";
            String in = dot < 0 ? schema : name.substring(0, dot);
            names.add(literal(in == null ? plain : "\"" + in.replace("\"", "\"\"") + "\"." + plain));
        }
        return names;
    }

    /** Without a question mark, which the driver would take for a parameter. */
    private static String literal(String text) {
        return "e'" + text.replace("\\", "\\\\").replace("'", "''").replace("?", "\\x3f") + "'";
    }
}

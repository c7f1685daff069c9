package dev.seedbed.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the catalogue of PostgreSQL: everything about all tables of a run in two round trips. */
final class PostgresCatalogue {
    /** The tables asked for, and those reached from them through foreign keys. */
    private static final String TABLES = """
            with recursive wanted as (
              select s, n, ord from unnest(?::text[], ?::text[]) with ordinality as w(s, n, ord)
            ), found as (
              select distinct on (w.ord) w.ord, c.oid
              from wanted w
              join pg_class c on lower(c.relname) = lower(w.n) and c.relkind in ('r', 'p', 'v', 'm', 'f')
              join pg_namespace ns on ns.oid = c.relnamespace
              where case when w.s is null then ns.nspname = any (current_schemas(false))
                         else lower(ns.nspname) = lower(w.s) end
              order by w.ord, (c.relname = w.n) desc, array_position(current_schemas(false), ns.nspname)
            ), reached as (
              select oid from found
              union
              select k.confrelid from reached r join pg_constraint k on k.conrelid = r.oid and k.contype = 'f'
            )
            select c.oid, ns.nspname, c.relname, c.relkind, c.reltuples::bigint,
                   (select coalesce(array_agg(f.ord::int), '{}') from found f where f.oid = c.oid),
                   ns.nspname = any (current_schemas(false)) and pg_table_is_visible(c.oid),
                   has_schema_privilege(ns.oid, 'usage') and (has_table_privilege(c.oid, 'select')
                       or has_any_column_privilege(c.oid, 'select')),
                   row_security_active(c.oid),
                   exists (select from pg_rewrite w where w.ev_class = c.oid and w.ev_type <> '1'),
                   c.relkind = 'r' and exists (select from pg_inherits i where i.inhparent = c.oid),
                   (select coalesce(array_agg(t.tgname::text order by t.tgname), '{}') from pg_trigger t
                    where t.tgrelid = c.oid and not t.tgisinternal and t.tgenabled <> 'D' and t.tgtype & 4 = 4)
            from reached r join pg_class c on c.oid = r.oid join pg_namespace ns on ns.oid = c.relnamespace;
            """;

    private static final String SERVER = """
            select current_database(), coalesce(current_schema(), ''), current_user, current_setting('server_version'),
                   pg_is_in_recovery()
            """;

    private static final String COLUMNS = """
            select a.attrelid, a.attname, not a.attnotnull and not coalesce(t.typnotnull, false),
                   pg_get_expr(d.adbin, d.adrelid), a.attidentity::text, a.attgenerated::text,
                   b.typname, b.typtype::text, format_type(b.oid, b.typmod), format_type(b.oid, null), b.typmod,
                   e.typname, e.typtype::text, format_type(e.oid, null),
                   (select array_agg(n.enumlabel::text order by n.enumsortorder) from pg_enum n where n.enumtypid = b.oid),
                   coalesce(l.collisdeterministic, true),
                   (select quote_ident(sn.nspname) || '.' || quote_ident(s.relname) from pg_depend p
                    join pg_class s on s.oid = p.objid and s.relkind = 'S' join pg_namespace sn on sn.oid = s.relnamespace
                    where p.refclassid = 'pg_class'::regclass and p.classid = 'pg_class'::regclass
                      and p.refobjid = a.attrelid and p.refobjsubid = a.attnum and p.deptype in ('a', 'i') limit 1),
                   t.typtype = 'd', coalesce(d.constant_default, t.typdefault), a.atttypid >= 16384
            from pg_attribute a
            join pg_type t on t.oid = a.atttypid
            left join lateral (select adbin, adrelid, pg_get_expr(adbin, adrelid) as constant_default
                               from pg_attrdef x where x.adrelid = a.attrelid and x.adnum = a.attnum) d on true
            join lateral (
              with recursive base as (
                select t.oid, t.typname, t.typtype, t.typelem, t.typcategory, t.typbasetype, a.atttypmod as typmod,
                       t.typtypmod, 0 as depth
                union all
                select u.oid, u.typname, u.typtype, u.typelem, u.typcategory, u.typbasetype, base.typtypmod,
                       u.typtypmod, depth + 1
                from base join pg_type u on u.oid = base.typbasetype where base.typtype = 'd'
              ) select * from base order by depth desc limit 1) b on true
            left join pg_type e on e.oid = b.typelem and b.typcategory = 'A'
            left join pg_collation l on l.oid = a.attcollation
            where a.attrelid = any (?) and a.attnum > 0 and not a.attisdropped
            order by a.attrelid, a.attnum;
            """;

    private static final String KEYS = """
            select i.indrelid, c.relname, i.indisprimary,
                   array(select coalesce((select a.attname::text from pg_attribute a
                                          where a.attrelid = i.indrelid and a.attnum = i.indkey[k.n - 1]), '')
                         from generate_series(1, i.indnkeyatts) as k(n) order by k.n),
                   array(select pg_get_indexdef(i.indexrelid, k.n, false) from generate_series(1, i.indnkeyatts) as k(n)
                         order by k.n),
                   pg_get_expr(i.indpred, i.indrelid), not i.indimmediate,
                   coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)
            from pg_index i join pg_class c on c.oid = i.indexrelid
            where i.indrelid = any (?) and i.indisunique and i.indisvalid and i.indislive
            order by i.indrelid, not i.indisprimary, c.relname;
            """;

    private static final String FOREIGN_KEYS = """
            select k.conrelid, k.conname, k.confrelid, k.condeferrable,
                   array(select a.attname::text from unnest(k.conkey) with ordinality as u(num, ord)
                         join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num order by u.ord),
                   array(select a.attname::text from unnest(k.confkey) with ordinality as u(num, ord)
                         join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num order by u.ord)
            from pg_constraint k
            where k.contype = 'f' and k.conrelid = any (?)
            order by k.conrelid, k.conname
            """;

    /**
     * Changes with everything that a description says: rows of the catalogue keep the transaction that wrote them, and
     * what depends on the session is asked again. A new default is a new version of its column, a foreign key has
     * triggers, and the first rule or child is written into pg_class.
     */
    private static final String STATE = """
            select concat_ws(';', current_database(), current_user, current_schemas(false), pg_is_in_recovery(),
              (select string_agg(concat_ws(',', c.xmin, c.reltuples, row_security_active(c.oid),
                      has_table_privilege(c.oid, 'select'), pg_table_is_visible(c.oid)), '|')
               from pg_class c where c.oid = any (k.oids)),
              (select string_agg(x.xmin::text, '|') from pg_attribute x where x.attrelid = any (k.oids)),
              (select string_agg(x.xmin::text, '|') from pg_index x where x.indrelid = any (k.oids)),
              (select string_agg(x.xmin::text, '|') from pg_trigger x where x.tgrelid = any (k.oids)),
              %3$s
              (select string_agg(to_regclass(n)::oid::text, '|') from unnest(k.names) n)),
              now()::text
            from (select %1$s::oid[] as oids, %2$s::text[] as names) k
            """;

    /** Part of the state where a column has a type that somebody made. */
    private static final String TYPES_STATE = """
              (select string_agg(x.xmin::text, '|') from pg_type x
               where x.oid in (select atttypid from pg_attribute where attrelid = any (k.oids) and atttypid >= 16384)),
              (select concat(count(*), ',', sum(x.xmin::text::bigint)) from pg_enum x),
            """;

    /** Part of the state where a column draws from a sequence. */
    private static final String SEQUENCES_STATE = """
              (select string_agg(x.xmin::text, '|') from pg_class x
               where x.oid in (select objid from pg_depend where refclassid = 'pg_class'::regclass
                               and refobjid = any (k.oids) and classid = 'pg_class'::regclass and deptype in ('a', 'i'))),
            """;

    /** A default that draws from a sequence which the column does not own. */
    private static final Pattern NEXTVAL = Pattern.compile("nextval\\('((?:[^']|'')+)'::regclass\\)");

    private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8", "oid");

    private String opening;
    private boolean ownTypes;
    private boolean sequences;

    /**
     * For one description.
     *
     * @param opening statements to be sent ahead of the first question, with one result set among their answers and a
     *     semicolon at their end; empty for none
     */
    PostgresCatalogue(String opening) {
        this.opening = opening;
    }

    /** Prepares the first question with what is to be sent ahead of it. */
    private PreparedStatement opened(Connection connection, String sql) throws SQLException {
        return connection.prepareStatement(opening + sql);
    }

    /** The answers to the first question. */
    private PostgresAnswers answers(PreparedStatement statement) throws SQLException {
        PostgresAnswers answers = new PostgresAnswers(statement);
        if (!opening.isEmpty()) {
            answers.nextText();
            opening = "";
        }
        return answers;
    }

    /** Describes them anew unless an earlier description can be seen to hold. */
    Catalogue describe(
            Connection connection, List<String> writtenNames, @Nullable String schema, @Nullable Catalogue earlier)
            throws SQLException {
        if (earlier == null
                || earlier.stamp() == null
                || !earlier.byWrittenName().keySet().containsAll(writtenNames)) {
            return describe(connection, writtenNames, schema);
        }
        String state = state(connection, stateQuery(connection, earlier.stamp(), writtenNames, schema));
        if (earlier.isStamped(state)) {
            return earlier;
        }
        Catalogue.Stamp stamp = earlier.stamp();
        Catalogue now = describe(connection, writtenNames, schema);
        boolean sameTables = now.stamp() != null && now.stamp().identifiers().equals(stamp.identifiers());
        return sameTables
                ? new Catalogue(
                        now.server(),
                        now.byWrittenName(),
                        now.byName(),
                        new Catalogue.Stamp(stamp.identifiers(), ownTypes, sequences, state))
                : now;
    }

    private String state(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = opened(connection, sql)) {
            return answers(statement).nextText();
        }
    }

    /** Asks for the state of described tables; without parameters, so that the server plans it once. */
    static String stateQuery(
            Connection connection, Catalogue.Stamp stamp, List<String> writtenNames, @Nullable String schema)
            throws SQLException {
        String[] names = new String[writtenNames.size()];
        for (int i = 0; i < names.length; i++) {
            String name = writtenNames.get(i);
            int dot = name.indexOf('.');
            String plain = "\"" + name.substring(dot + 1).replace("\"", "\"\"") + "\"";
            String in = dot < 0 ? schema : name.substring(0, dot);
            names[i] = in == null ? plain : "\"" + in.replace("\"", "\"\"") + "\"." + plain;
        }
        return STATE.formatted(
                literal(connection.createArrayOf("oid", stamp.identifiers().toArray())),
                literal(connection.createArrayOf("text", names)),
                (stamp.ownTypes() ? TYPES_STATE : "") + (stamp.sequences() ? SEQUENCES_STATE : ""));
    }

    /** Without a question mark, which the driver would take for a parameter. */
    private static String literal(Array array) {
        return "e'" + array.toString().replace("\\", "\\\\").replace("'", "''").replace("?", "\\x3f") + "'";
    }

    private Catalogue describe(Connection connection, List<String> writtenNames, @Nullable String schema)
            throws SQLException {
        Map<Long, Draft> drafts = new LinkedHashMap<>();
        Map<String, Long> written = new HashMap<>();
        Catalogue.Server server = readTables(connection, writtenNames, schema, drafts, written);
        if (!drafts.isEmpty()) {
            readDetails(connection, drafts);
        }
        Map<TableName, Table> byName = new LinkedHashMap<>();
        Map<Long, Table> byOid = new HashMap<>();
        drafts.forEach((oid, draft) -> {
            Table table = draft.toTable();
            byName.put(table.name(), table);
            byOid.put(oid, table);
        });
        Map<String, Table> byWrittenName = new HashMap<>();
        written.forEach((name, oid) -> byWrittenName.put(name, byOid.get(oid)));
        return new Catalogue(
                server,
                byWrittenName,
                byName,
                new Catalogue.Stamp(List.copyOf(drafts.keySet()), ownTypes, sequences, null));
    }

    private Catalogue.Server readTables(
            Connection connection,
            List<String> writtenNames,
            @Nullable String schema,
            Map<Long, Draft> drafts,
            Map<String, Long> written)
            throws SQLException {
        @Nullable String[] schemas = new @Nullable String[writtenNames.size()];
        String[] names = new String[writtenNames.size()];
        for (int i = 0; i < names.length; i++) {
            String name = writtenNames.get(i);
            int dot = name.indexOf('.');
            schemas[i] = dot < 0 ? schema : name.substring(0, dot);
            names[i] = name.substring(dot + 1);
        }
        try (PreparedStatement statement = opened(connection, TABLES + SERVER)) {
            statement.setArray(1, connection.createArrayOf("text", schemas));
            statement.setArray(2, connection.createArrayOf("text", names));
            PostgresAnswers answers = answers(statement);
            try (ResultSet rows = answers.next()) {
                while (rows.next()) {
                    Draft draft = new Draft(rows, schema);
                    drafts.put(rows.getLong(1), draft);
                    for (int ord : ints(rows.getArray(6))) {
                        written.put(writtenNames.get(ord - 1), rows.getLong(1));
                    }
                }
            }
            try (ResultSet rows = answers.next()) {
                rows.next();
                return new Catalogue.Server(
                        "PostgreSQL " + rows.getString(4).replaceAll(" .*", ""),
                        host(connection),
                        rows.getString(1),
                        schema == null ? rows.getString(2) : schema,
                        rows.getString(3),
                        rows.getBoolean(5));
            }
        }
    }

    private void readDetails(Connection connection, Map<Long, Draft> drafts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS + KEYS + FOREIGN_KEYS)) {
            Array oids = connection.createArrayOf("oid", drafts.keySet().toArray());
            statement.setArray(1, oids);
            statement.setArray(2, oids);
            statement.setArray(3, oids);
            PostgresAnswers answers = new PostgresAnswers(statement);
            try (ResultSet rows = answers.next()) {
                while (rows.next()) {
                    Column column = column(rows);
                    draft(drafts, rows).columns.add(column);
                    ownTypes |= rows.getBoolean(20);
                    sequences |= column.sequence() != null;
                }
            }
            try (ResultSet rows = answers.next()) {
                while (rows.next()) {
                    draft(drafts, rows).keys.add(uniqueKey(rows));
                }
            }
            try (ResultSet rows = answers.next()) {
                while (rows.next()) {
                    Draft target = drafts.get(rows.getLong(3));
                    if (target != null) {
                        draft(drafts, rows)
                                .foreignKeys
                                .add(new ForeignKey(
                                        rows.getString(2),
                                        strings(rows.getArray(5)),
                                        target.name,
                                        strings(rows.getArray(6)),
                                        rows.getBoolean(4)));
                    }
                }
            }
        }
    }

    private static Draft draft(Map<Long, Draft> drafts, ResultSet rows) throws SQLException {
        Draft draft = drafts.get(rows.getLong(1));
        if (draft == null) {
            throw new SQLException("The catalogue changed while it was read.");
        }
        return draft;
    }

    private Column column(ResultSet rows) throws SQLException {
        String identity = rows.getString(5);
        String sequence = rows.getString(17);
        String defaultSql = rows.getString(4) != null ? rows.getString(4) : rows.getString(19);
        Matcher next = NEXTVAL.matcher(defaultSql == null ? "" : defaultSql);
        if (sequence == null && next.matches()) {
            sequence = next.group(1).replace("\'\'", "\'");
        }
        boolean serial = sequence != null && defaultSql != null && defaultSql.startsWith("nextval(");
        return new Column(
                rows.getString(2),
                rows.getString(2),
                type(rows),
                rows.getBoolean(3),
                defaultSql,
                !rows.getString(6).isEmpty(),
                identity.equals("a")
                        ? Column.Identity.ALWAYS
                        : identity.equals("d") || serial ? Column.Identity.BY_DEFAULT : Column.Identity.NONE,
                sequence);
    }

    private ColumnType type(ResultSet rows) throws SQLException {
        String name = rows.getString(7);
        String sql = rows.getString(9);
        String unmodified = rows.getString(10);
        int typmod = rows.getInt(11);
        boolean bytewise = rows.getBoolean(16);
        String element = rows.getString(12);
        if (element != null) {
            boolean text = element.equals("varchar") || element.equals("bpchar");
            ColumnType elementType = simple(
                    element, rows.getString(13), rows.getString(14), rows.getString(14), typmod, List.of(), bytewise);
            String cast = text ? "text[]" : rows.getString(14) + "[]";
            return new ColumnType(ColumnType.Kind.ARRAY, sql, cast, 0, 0, -1, elementType, List.of(), bytewise);
        }
        Array labels = rows.getArray(15);
        return simple(
                name,
                rows.getString(8),
                sql,
                unmodified,
                typmod,
                labels == null ? List.of() : strings(labels),
                bytewise);
    }

    private static ColumnType simple(
            String name,
            String typtype,
            String sql,
            String unmodified,
            int typmod,
            List<String> labels,
            boolean bytewise) {
        if (typtype.equals("e")) {
            return new ColumnType(ColumnType.Kind.ENUM, sql, unmodified, 0, 0, -1, null, labels, true);
        }
        if (INTEGERS.contains(name)) {
            int bits = name.equals("int2") ? 16 : name.equals("int8") ? 64 : 32;
            return name.equals("oid")
                    ? ColumnType.of(ColumnType.Kind.OTHER, sql)
                    : new ColumnType(ColumnType.Kind.INTEGER, sql, unmodified, 0, bits, -1, null, List.of(), true);
        }
        int seconds = typmod < 0 ? 6 : typmod;
        return switch (name) {
            case "text", "varchar", "name" ->
                new ColumnType(
                        ColumnType.Kind.TEXT,
                        sql,
                        "text",
                        typmod < 4 ? 0 : typmod - 4,
                        0,
                        -1,
                        null,
                        List.of(),
                        bytewise);
            case "bpchar" ->
                new ColumnType(
                        ColumnType.Kind.CHAR,
                        sql,
                        "text",
                        typmod < 4 ? 0 : typmod - 4,
                        0,
                        -1,
                        null,
                        List.of(),
                        bytewise);
            case "numeric" -> {
                int precision = typmod < 4 ? 0 : ((typmod - 4) >> 16) & 0xffff;
                int scale = typmod < 4 ? -1 : (((typmod - 4) & 0x7ff) ^ 1024) - 1024;
                yield new ColumnType(
                        ColumnType.Kind.DECIMAL, sql, "numeric", 0, precision, scale, null, List.of(), true);
            }
            case "float4", "float8" -> ColumnType.of(ColumnType.Kind.FLOAT, sql);
            case "bool" -> ColumnType.of(ColumnType.Kind.BOOLEAN, sql);
            case "uuid" -> ColumnType.of(ColumnType.Kind.UUID, sql);
            case "date" -> ColumnType.of(ColumnType.Kind.DATE, sql);
            case "time" -> timed(ColumnType.Kind.TIME, sql, unmodified, seconds);
            case "timestamp" -> timed(ColumnType.Kind.TIMESTAMP, sql, unmodified, seconds);
            case "timestamptz" -> timed(ColumnType.Kind.TIMESTAMP_WITH_ZONE, sql, unmodified, seconds);
            case "json", "jsonb" -> ColumnType.of(ColumnType.Kind.JSON, sql);
            case "bytea" -> ColumnType.of(ColumnType.Kind.BINARY, sql);
            case "bit", "varbit" ->
                new ColumnType(ColumnType.Kind.OTHER, sql, "bit varying", 0, 0, -1, null, List.of(), false);
            default -> new ColumnType(ColumnType.Kind.OTHER, sql, unmodified, 0, 0, -1, null, List.of(), false);
        };
    }

    private static ColumnType timed(ColumnType.Kind kind, String sql, String unmodified, int seconds) {
        return new ColumnType(kind, sql, unmodified, 0, 0, seconds, null, List.of(), true);
    }

    private static UniqueKey uniqueKey(ResultSet rows) throws SQLException {
        List<String> columns = strings(rows.getArray(4));
        return new UniqueKey(
                rows.getString(2),
                rows.getBoolean(3),
                columns.contains("") ? List.of() : columns,
                strings(rows.getArray(5)),
                rows.getString(6),
                rows.getBoolean(7),
                rows.getBoolean(8));
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static Integer[] ints(Array array) throws SQLException {
        return (Integer[]) array.getArray();
    }

    private static @Nullable String host(Connection connection) throws SQLException {
        String url = connection.getMetaData().getURL();
        if (url == null || !url.startsWith("jdbc:postgresql://")) {
            return null;
        }
        String host = url.substring("jdbc:postgresql://".length()).replaceAll("[/?].*", "");
        return host.replaceAll(":\\d+", "");
    }

    /** A table while its rows are being read. */
    private static final class Draft {
        private final TableName name;
        private final long estimatedRows;
        private final List<String> triggers;
        private final Table.@Nullable Obstacle obstacle;
        private final List<Column> columns = new ArrayList<>();
        private final List<UniqueKey> keys = new ArrayList<>();
        private final List<ForeignKey> foreignKeys = new ArrayList<>();

        Draft(ResultSet row, @Nullable String schema) throws SQLException {
            String namespace = row.getString(2);
            String table = row.getString(3);
            boolean visible = row.getBoolean(7) || namespace.equals(schema);
            name = new TableName(namespace, table, visible ? table : namespace + "." + table);
            estimatedRows = row.getLong(5);
            triggers = strings(row.getArray(12));
            obstacle = obstacle(row);
        }

        private Table.@Nullable Obstacle obstacle(ResultSet row) throws SQLException {
            String kind = row.getString(4);
            if (!kind.equals("r") && !kind.equals("p")) {
                String what =
                        kind.equals("f") ? "a foreign table" : kind.equals("m") ? "a materialized view" : "a view";
                return new Table.Obstacle("\"" + name + "\" is " + what + ", not a table.", "name the table behind it");
            }
            if (!row.getBoolean(8)) {
                return new Table.Obstacle(
                        "Table \"" + name + "\" cannot be read by this user.",
                        "grant SELECT on it, or connect as another user");
            }
            if (row.getBoolean(9)) {
                return new Table.Obstacle(
                        "Row-level security may hide rows of table \"" + name + "\" from this user.",
                        "connect as a user with BYPASSRLS or as the owner of the table (without FORCE ROW LEVEL SECURITY)");
            }
            if (row.getBoolean(10)) {
                return new Table.Obstacle(
                        "Table \"" + name + "\" has rewrite rules, which change what an INSERT does.",
                        "drop the rules, or use a trigger instead");
            }
            if (row.getBoolean(11)) {
                return new Table.Obstacle(
                        "Table \"" + name + "\" has child tables by inheritance, over which no key is unique.",
                        "seed the child tables, or use declarative partitioning");
            }
            return null;
        }

        Table toTable() {
            return new Table(name, columns, keys, foreignKeys, triggers, obstacle, estimatedRows);
        }
    }
}

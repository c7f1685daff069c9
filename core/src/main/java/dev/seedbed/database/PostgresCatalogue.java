package dev.seedbed.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the catalogue of PostgreSQL: everything about all tables of a run in one round trip. */
final class PostgresCatalogue {
    /**
     * The tables asked for, and those reached from them through foreign keys; and the setting of the transaction by which the
     * statements behind it know them. Where there is no such table the setting is not there, is empty, or tells of an
     * earlier description in the same transaction: what they answer then is not read.
     */
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
                    where t.tgrelid = c.oid and not t.tgisinternal and t.tgenabled <> 'D' and t.tgtype & 4 = 4),
                   c.relkind = 'r' and c.relam = 2 and not c.relhassubclass and has_table_privilege(c.oid, 'select'),
                   set_config('seedbed.tables', (select array_agg(oid)::text from reached), true)
            from reached r join pg_class c on c.oid = r.oid join pg_namespace ns on ns.oid = c.relnamespace;
            """;

    /** Those tables, found out once and not for each row that is looked at. */
    private static final String KNOWN =
            " any ((select nullif(current_setting('seedbed.tables', true), '')::oid[])::oid[])\n";

    private static final String SERVER = """
            select current_database(), coalesce(current_schema(), ''), current_user, current_setting('server_version'),
                   pg_is_in_recovery(),
            """ + PostgresMarker.MARKERS + ";\n";

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
                   t.typtype = 'd', coalesce(d.constant_default, t.typdefault), a.atttypid >= 16384, a.attnum
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
            where a.attrelid =""" + KNOWN + """
            and a.attnum > 0 and not a.attisdropped
            order by a.attrelid, a.attnum;
            """;

    /** Keys name their columns by number: to look up the names takes the server as long as all else about them. */
    private static final String KEYS = """
            select i.indrelid, c.relname, i.indisprimary, i.indkey::text, i.indnkeyatts,
                   case when i.indexprs is not null then array(
                       select pg_get_indexdef(i.indexrelid, k.n, false) from generate_series(1, i.indnkeyatts) as k(n)
                       order by k.n) end,
                   pg_get_expr(i.indpred, i.indrelid), not i.indimmediate, %nulls-equal%
            from pg_index i join pg_class c on c.oid = i.indexrelid
            where i.indrelid =""" + KNOWN + """
            and i.indisunique and i.indisvalid and i.indislive
            order by i.indrelid, not i.indisprimary, c.relname;
            """;

    private static final String FOREIGN_KEYS = """
            select k.conrelid, k.conname, k.confrelid, k.condeferrable, k.conkey, k.confkey
            from pg_constraint k
            where k.contype = 'f' and k.conrelid =""" + KNOWN + """
            order by k.conrelid, k.conname
            """;

    private String opening;
    private boolean ownTypes;
    private boolean sequences;
    private Marking marking = new Marking(List.of(), false);

    /** True while every table is a heap of its own, all columns of which may be read. */
    private boolean versioned = true;

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
        if (!connection.getAutoCommit()) {
            return inTransaction(connection, writtenNames, schema, earlier);
        }
        // Statements that are sent together are one transaction, but not in each mode of the driver.
        connection.setAutoCommit(false);
        Catalogue catalogue;
        try {
            catalogue = inTransaction(connection, writtenNames, schema, earlier);
        } catch (SQLException e) {
            try {
                end(connection);
            } catch (SQLException further) {
                e.addSuppressed(further);
            }
            throw e;
        }
        end(connection);
        return catalogue;
    }

    private static void end(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    private Catalogue inTransaction(
            Connection connection, List<String> writtenNames, @Nullable String schema, @Nullable Catalogue earlier)
            throws SQLException {
        if (earlier == null
                || earlier.stamp() == null
                || !earlier.byWrittenName().keySet().containsAll(writtenNames)) {
            return describe(connection, writtenNames, schema);
        }
        String state = state(connection, PostgresState.query(earlier.stamp(), writtenNames, schema));
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
                        new Catalogue.Stamp(stamp.identifiers(), ownTypes, sequences, versioned, state),
                        marking)
                : now;
    }

    private String state(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = opened(connection, sql)) {
            return answers(statement).nextText();
        }
    }

    private Catalogue describe(Connection connection, List<String> writtenNames, @Nullable String schema)
            throws SQLException {
        Map<Long, PostgresTable> drafts = new LinkedHashMap<>();
        Map<String, Long> written = new HashMap<>();
        Catalogue.Server server = read(connection, writtenNames, schema, drafts, written);
        Map<TableName, Table> byName = new LinkedHashMap<>();
        Map<Long, Table> byOid = new HashMap<>();
        for (Map.Entry<Long, PostgresTable> draft : drafts.entrySet()) {
            Table table = draft.getValue().toTable();
            byName.put(table.name(), table);
            byOid.put(draft.getKey(), table);
        }
        Map<String, Table> byWrittenName = new HashMap<>();
        for (Map.Entry<String, Long> name : written.entrySet()) {
            byWrittenName.put(name.getKey(), byOid.get(name.getValue()));
        }
        return new Catalogue(
                server,
                byWrittenName,
                byName,
                new Catalogue.Stamp(List.copyOf(drafts.keySet()), ownTypes, sequences, versioned, null),
                marking);
    }

    private Catalogue.Server read(
            Connection connection,
            List<String> writtenNames,
            @Nullable String schema,
            Map<Long, PostgresTable> drafts,
            Map<String, Long> written)
            throws SQLException {
        List<@Nullable String> schemas = new ArrayList<>(writtenNames.size());
        List<String> names = new ArrayList<>(writtenNames.size());
        for (String name : writtenNames) {
            int dot = name.indexOf('.');
            schemas.add(dot < 0 ? schema : name.substring(0, dot));
            names.add(name.substring(dot + 1));
        }
        String nullsEqual = connection.getMetaData().getDatabaseMajorVersion() < 15 ? "false" : "i.indnullsnotdistinct";
        String sql = TABLES + SERVER + COLUMNS + KEYS.replace("%nulls-equal%", nullsEqual) + FOREIGN_KEYS;
        try (PreparedStatement statement = opened(connection, sql)) {
            statement.setString(1, PostgresArrays.write(schemas));
            statement.setString(2, PostgresArrays.write(names));
            PostgresAnswers answers = answers(statement);
            try (ResultSet rows = answers.next()) {
                while (rows.next()) {
                    PostgresTable draft = new PostgresTable(rows, schema);
                    drafts.put(rows.getLong(1), draft);
                    versioned &= rows.getBoolean(13);
                    for (String ord : PostgresArrays.read(rows.getString(6))) {
                        written.put(writtenNames.get(Integer.parseInt(ord) - 1), rows.getLong(1));
                    }
                }
            }
            Catalogue.Server server;
            try (ResultSet rows = answers.next()) {
                rows.next();
                marking = PostgresMarker.of(rows.getString(6));
                server = new Catalogue.Server(
                        "PostgreSQL " + rows.getString(4).replaceAll(" .*", ""),
                        host(connection),
                        rows.getString(1),
                        schema == null ? rows.getString(2) : schema,
                        rows.getString(3),
                        rows.getBoolean(5));
            }
            if (!drafts.isEmpty()) {
                readDetails(answers, drafts);
            }
            return server;
        }
    }

    private void readDetails(PostgresAnswers answers, Map<Long, PostgresTable> drafts) throws SQLException {
        try (ResultSet rows = answers.next()) {
            while (rows.next()) {
                Column column = draft(drafts, rows).addColumn(rows);
                ownTypes |= rows.getBoolean(20);
                sequences |= column.sequence() != null;
            }
        }
        try (ResultSet rows = answers.next()) {
            while (rows.next()) {
                draft(drafts, rows).addKey(rows);
            }
        }
        try (ResultSet rows = answers.next()) {
            while (rows.next()) {
                PostgresTable target = drafts.get(rows.getLong(3));
                if (target != null) {
                    draft(drafts, rows).addForeignKey(rows, target);
                }
            }
        }
    }

    private static PostgresTable draft(Map<Long, PostgresTable> drafts, ResultSet rows) throws SQLException {
        PostgresTable draft = drafts.get(rows.getLong(1));
        if (draft == null) {
            throw new SQLException("The catalogue changed while it was read.");
        }
        return draft;
    }

    private static @Nullable String host(Connection connection) throws SQLException {
        String address = address(connection);
        return address == null ? null : address.replaceAll(":\\d+(?=,|$)", "");
    }

    /** The hosts of the URL, each with its port. */
    static @Nullable String address(Connection connection) throws SQLException {
        String url = connection.getMetaData().getURL();
        if (url == null || !url.startsWith("jdbc:postgresql://")) {
            return null;
        }
        String hosts = url.substring("jdbc:postgresql://".length()).replaceAll("[/?].*", "");
        if (hosts.isEmpty()) {
            return "localhost:5432";
        }
        List<String> addresses = new ArrayList<>();
        for (String host : hosts.split(",")) {
            addresses.add(host.matches(".*:\\d+") && !host.endsWith("]") ? host : host + ":5432");
        }
        return String.join(",", addresses);
    }
}

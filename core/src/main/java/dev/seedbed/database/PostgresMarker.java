package dev.seedbed.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the marks of a PostgreSQL database in whatever schema, inside a query about something else. The tables are not
 * known beforehand: {@code query_to_xml} reads one whose name the same query has found, and digits are all that it has to
 * carry. Where there is no marker, that is one look into an index.
 */
final class PostgresMarker {
    private static final String FIELD = "\u001f";
    private static final String RECORD = "\u001e";
    private static final String TABLE_END = "\u001d";

    /** The server and the name, which no other database has at once. */
    static final String IDENTITY = """
            (case when has_function_privilege('pg_catalog.pg_control_system()', 'execute') then
               substring(query_to_xml('select system_identifier as h from pg_control_system()', true, false, '')::text
                         from '<h>(-*[0-9]+)</h>') || '/' || current_database() end)""";

    /** A text with every marker table: its name, whether its rows could be read, the identity, and then the rows. */
    static final String MARKERS = """
            (select string_agg(concat(n.nspname, '.', m.relname, chr(31),
                 case when has_schema_privilege(n.oid, 'usage') and has_table_privilege(m.oid, 'select') then
                   concat('r', chr(31), %identity%, chr(30), convert_from(decode(substring(query_to_xml(concat(
                     'select encode(convert_to(coalesce(string_agg(concat(to_jsonb(m) operator(pg_catalog.->>) ''environment'','
                     ' chr(31), to_jsonb(m) operator(pg_catalog.->>) ''bound_to''), chr(30)), ''''), ''UTF8''), ''hex'') as h from ',
                     quote_ident(n.nspname), '.', quote_ident(m.relname), ' m'), true, false, '')::text
                     from '<h>([0-9a-f]*)</h>'), 'hex'), 'UTF8'))
                 else 'u' end), chr(29) order by n.nspname)
             from pg_class m join pg_namespace n on n.oid = m.relnamespace
             where m.relname = 'seedbed_marker' and m.relkind in ('r', 'p') and n.nspname !~ '^pg_')""".replace("%identity%", IDENTITY);

    private PostgresMarker() {}

    /** What {@link #MARKERS} answered. */
    static Marking of(@Nullable String markers) {
        List<Marking.Marker> found = new ArrayList<>();
        for (String text : markers == null ? new String[0] : markers.split(TABLE_END, -1)) {
            List<String> records = Arrays.asList(text.split(RECORD, -1));
            String[] head = records.get(0).split(FIELD, -1);
            String identity = head.length > 2 && !head[2].isEmpty() ? head[2] : null;
            found.add(new Marking.Marker(head[0], head[1].equals("r") ? rows(records) : null, identity));
        }
        return new Marking(found, false);
    }

    private static List<Marking.Row> rows(List<String> records) {
        List<Marking.Row> rows = new ArrayList<>();
        for (String text : records.subList(1, records.size())) {
            String[] fields = text.split(FIELD, -1);
            if (fields.length == 2) {
                rows.add(new Marking.Row(fields[0], fields[1]));
            }
        }
        return rows;
    }
}

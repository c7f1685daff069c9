package dev.seedbed.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.ColumnType.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PlainScanTest {
    private static final List<Column> COLUMNS = List.of(
            column("code", new ColumnType(Kind.TEXT, "varchar(8)", "text", 8, 0, -1, null, List.of(), true)),
            column("name", ColumnType.of(Kind.TEXT, "text")),
            column("n", ColumnType.of(Kind.INTEGER, "integer")),
            column("flag", ColumnType.of(Kind.BOOLEAN, "boolean")));

    private static final List<String> NAMES = COLUMNS.stream().map(Column::name).toList();

    private static Column column(String name, ColumnType type) {
        return new Column(name, name, type, true, null, false, Column.Identity.NONE, null);
    }

    private static PlainScan scan() {
        boolean[] key = {true, false, false, false};
        return Objects.requireNonNull(PlainScan.of(NAMES, COLUMNS, key, key));
    }

    /** How many rows were seen in a file; -1 where it was refused. In pieces of every size the answer is the same. */
    private static long rows(String csv) {
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        long rows = rows(bytes, bytes.length);
        for (int size = 1; size < 8; size++) {
            assertThat(rows(bytes, size)).as("in pieces of " + size).isEqualTo(rows);
        }
        return rows;
    }

    private static long rows(byte[] bytes, int size) {
        PlainScan scan = scan();
        try {
            for (int i = 0; i < bytes.length; i += size) {
                int length = Math.min(size, bytes.length - i);
                byte[] piece = new byte[length];
                System.arraycopy(bytes, i, piece, 0, length);
                scan.next(piece, length);
            }
            scan.end();
            return scan.rows();
        } catch (LoadRefused e) {
            return -1;
        }
    }

    private static long row(String row) {
        return rows("code,name,n,flag\n" + row + "\n");
    }

    @Test
    void ordinary_rows_are_seen_also_with_quotes_and_without_a_last_line_end() {
        assertThat(rows("code,name,n,flag\na,Name,1,true\nb,,,\nc,\"x, \"\"y\"\"\nz\",-3,f\n"))
                .isEqualTo(3);
        assertThat(rows("code,name,n,flag\na,Name,1,true")).isEqualTo(1);
        assertThat(rows("\uFEFFcode,name,n,flag\r\na,Zoë 😀 \u2028,1,true\r\nb,\"\",2,\r\n"))
                .isEqualTo(2);
    }

    @Test
    void the_header_is_no_part_of_what_is_sent() {
        byte[] bytes = "code,name,n,flag\na,b,1,t\n".getBytes(StandardCharsets.UTF_8);
        assertThat(scan().next(bytes, bytes.length)).isEqualTo("code,name,n,flag\n".length());
    }

    @Test
    void a_header_that_is_another_or_not_plain_is_refused() {
        assertThat(rows("name,code,n,flag\na,b,1,t\n")).isEqualTo(-1);
        assertThat(rows("code,name,n,flag,more\na,b,1,t\n")).isEqualTo(-1);
        assertThat(rows("code,name,n\na,b,1,t\n")).isEqualTo(-1);
        assertThat(rows("\"code\",name,n,flag\na,b,1,t\n")).isEqualTo(-1);
        assertThat(rows("code,name,n,flag\r\r\na,b,1,t\n")).isEqualTo(-1);
        assertThat(rows("")).isEqualTo(-1);
    }

    @Test
    void a_uuid_has_its_hyphens_where_they_belong() {
        List<Column> columns = List.of(COLUMNS.get(0), column("id", ColumnType.of(Kind.UUID, "uuid")));
        assertThat(uuids(columns, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")).isEqualTo(1);
        assertThat(uuids(columns, "a0ee-bc99-9c0b-4ef8-bb6d6bb9bd380a11")).isEqualTo(-1);
        assertThat(uuids(columns, "a0eebc999c0b4ef8bb6d6bb9bd380a11")).isEqualTo(-1);
    }

    private static long uuids(List<Column> columns, String uuid) {
        PlainScan scan = PlainScan.of(List.of("code", "id"), columns, new boolean[2], new boolean[2]);
        byte[] bytes = ("code,id\na," + uuid + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Objects.requireNonNull(scan).next(bytes, bytes.length);
            return scan.rows();
        } catch (LoadRefused e) {
            return -1;
        }
    }

    @Test
    void rows_that_are_no_good_csv_are_refused() {
        assertThat(row("a,b,1")).isEqualTo(-1);
        assertThat(row("a,b,1,t,")).isEqualTo(-1);
        assertThat(row("a,x\"y,1,t")).isEqualTo(-1);
        assertThat(row("a,\"x\"y,1,t")).isEqualTo(-1);
        assertThat(row("a,\"x,1,t")).isEqualTo(-1);
        assertThat(row("")).isEqualTo(-1);
        assertThat(row("a,b,1,t\r")).isEqualTo(-1);
        assertThat(row("a,\"x\ry\",1,t")).isEqualTo(-1);
        assertThat(row("a,\"x\n\\.\n\",1,t")).isEqualTo(-1);
        assertThat(row("a,\0,1,t")).isEqualTo(-1);
        assertThat(rows("code,name,n,flag\r\na,b,1,t\nb,b,1,t\n")).isEqualTo(-1);
        assertThat(rows("code,name,n,flag")).isEqualTo(-1);
    }

    @Test
    void texts_that_database_and_seedbed_may_read_differently_are_refused() {
        assertThat(row("a,b,0x1F,t")).isEqualTo(-1);
        assertThat(row("a,b,1_000,t")).isEqualTo(-1);
        assertThat(row("a,b, 1,t")).isEqualTo(-1);
        assertThat(row("a,b,1,tr")).isEqualTo(-1);
        assertThat(row("a,b,1,\"true \"")).isEqualTo(-1);
        assertThat(row("a,b,1,fals")).isEqualTo(-1);
        assertThat(row("too-long-,b,1,t")).isEqualTo(-1);
        assertThat(row("a       ,b,1,t")).isEqualTo(1);
        assertThat(row("a        ,b,1,t")).isEqualTo(-1);
    }

    @Test
    void a_key_that_is_missing_or_might_be_composed_is_refused_and_so_is_what_hides_text() {
        assertThat(row(",b,1,t")).isEqualTo(-1);
        assertThat(row("e\u0301,b,1,t")).isEqualTo(-1);
        assertThat(row("a,e\u0301,1,t")).isEqualTo(1);
        assertThat(row("a,x\u202ey,1,t")).isEqualTo(-1);
        assertThat(row("a,\"\u2066\",1,t")).isEqualTo(-1);
    }

    @Test
    void types_whose_texts_mean_more_than_their_letters_are_left_to_the_reader() {
        List<Column> columns = List.of(COLUMNS.get(0), column("data", ColumnType.of(Kind.JSON, "json")));
        assertThat(PlainScan.of(List.of("code", "data"), columns, new boolean[2], new boolean[2]))
                .isNull();
    }
}

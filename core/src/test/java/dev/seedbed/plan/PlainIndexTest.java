package dev.seedbed.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Dialects;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.source.SeedSources;
import dev.seedbed.source.SourceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a CSV file, its bytes and its rows lead to the same. */
class PlainIndexTest {
    private static final String HEADER = "code,name,short,n,price,flag,since,moment,u";
    private static final String GOOD = "c%d,\"A, \"\"name\"\" %d\",s,%d,%d.50,true,2024-01-31,2024-01-31 10:00:00,"
            + "00000000-0000-0000-0000-00000000000a";

    /** Pieces that are plain, odd or wrong, for each column. */
    private static final String[][] PIECES = {
        {"k1", "k2", "K1", "", "\"\"", "é", "e\u0301", "\"a\nb\"", "ключ", "x".repeat(41)},
        {
            "",
            "\"\"",
            "a",
            "\"a,b\"",
            "\"say \"\"so\"\"\"",
            "a\"b",
            "Zoë 😀",
            "\"x\r\ny\"",
            "\u202e",
            "\"x\ry\"",
            "\u0000"
        },
        {"s", "12345678", "123456789", "éééééééé", "ééééééééé", "", "\"\"", " ", "a "},
        {"0", "-0", "7", "-7", "007", "+7", " 7 ", "2147483647", "2147483648", "-2147483648", "1e3", "x", ""},
        {"0", "0.00", "-0.00", "1.5", "1.50", "-1.50", "01.5", "1.", ".5", "999999.99", "1000000", "1.005", "1e2", "NaN"
        },
        {"true", "false", "t", "F", "yes", "1", "maybe", "", "TRUE"},
        {"2024-02-29", "2024-02-30", "2023-02-29", "2024-1-1", "20240101", "0001-01-01", "yesterday", ""},
        {"2024-01-01 00:00:00", "2024-01-01T00:00:00.5", "2024-01-01", "noon", ""},
        {"00000000-0000-0000-0000-00000000000A", "{00000000-0000-0000-0000-00000000000a}", "0", ""}
    };

    @TempDir
    Path base;

    private Connection connection;
    private Dialect dialect;
    private Catalogue catalogue;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:" + getClass().getSimpleName());
        execute("create table item (code varchar(40) primary key, name varchar(400000), short varchar(8), n integer,"
                + " price numeric(8,2), flag boolean, since date, moment timestamp, u uuid)");
        execute("create table named (id integer primary key, name varchar(40) not null unique, note varchar(40))");
        dialect = Dialects.of(connection);
        catalogue = dialect.describe(connection, List.of("item", "named"), null);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What came of reading a file in one of the two ways. */
    private record Read(
            List<String> problems,
            @Nullable DeclaredRows rows,
            @Nullable BoundTable table) {}

    private Read read(String table, boolean plain) {
        SourceRequest request = new SourceRequest(
                List.of(table + ".csv"), List.of(), false, PlainIndexTest.class.getClassLoader(), base);
        try {
            List<SeedUnit> units = SeedSources.read(request);
            Settings settings = new Settings(null, Map.of(), Map.of(), Set.of(), name -> null, true, false, Set.of());
            Preparation preparation = new Preparation(dialect, settings, new PlanMemory(), Progress.NONE, List::of);
            Prepared ready = preparation.of(connection, catalogue, List.of(keyed(units.get(0), plain)));
            Map.Entry<BoundTable, DeclaredRows> declared =
                    ready.declared().entrySet().iterator().next();
            return new Read(List.of(), declared.getValue(), declared.getKey());
        } catch (SeedException e) {
            return new Read(e.problems().stream().map(Problem::toString).toList(), null, null);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The seeder with its first column as the key, and perhaps without the file behind its rows. */
    private static SeedUnit keyed(SeedUnit unit, boolean plain) {
        SeedTable table = unit.tables().get(0);
        SeedRows rows = plain ? table.rows() : oneByOne(table.rows());
        return new SeedUnit(
                unit.name(),
                unit.group(),
                unit.environments(),
                unit.after(),
                List.of(new SeedTable(
                        table.table(),
                        List.of(table.table().equals("item") ? "code" : "id"),
                        Set.of(),
                        table.table().equals("item") ? Set.of() : Set.of("note"),
                        Set.of(),
                        Map.of(),
                        Map.of(),
                        SeedTable.Missing.INSERT,
                        null,
                        rows,
                        List.of(),
                        table.at(),
                        table.at())),
                unit.sql(),
                unit.attachments(),
                unit.at());
    }

    private static SeedRows oneByOne(SeedRows rows) {
        return new SeedRows() {
            @Override
            public Cursor open() {
                return rows.open();
            }

            @Override
            public boolean streamed() {
                return rows.streamed();
            }

            @Override
            public @Nullable Location header() {
                return rows.header();
            }
        };
    }

    /** How many rows were declared in both ways; -1 where both refused them. */
    private int same(String table, String csv) {
        write(table, csv);
        Read one = read(table, false);
        Read other = read(table, true);
        assertThat(other.problems()).as(csv).isEqualTo(one.problems());
        if (one.rows() == null) {
            return -1;
        }
        DeclaredRows rows = Objects.requireNonNull(other.rows());
        assertThat(rows)
                .as(csv)
                .usingRecursiveComparison()
                .ignoringFields(
                        "table",
                        "forms.table",
                        "uniformity.table",
                        "doubtful.table",
                        "hash",
                        "forms.lastForms",
                        "uniformity.kinds")
                .isEqualTo(one.rows());
        assertThat(rows.uniform()).as(csv).isEqualTo(one.rows().uniform());
        BoundTable bound = Objects.requireNonNull(one.table());
        for (int i = 0; i < bound.layout().columns().size(); i++) {
            assertThat(Objects.requireNonNull(other.table()).holdsValues(i))
                    .as(csv + bound.layout().columns().get(i).name())
                    .isEqualTo(bound.holdsValues(i));
        }
        return rows.size();
    }

    private void write(String table, String csv) {
        try {
            Files.write(base.resolve(table + ".csv"), csv.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String good(int row) {
        return String.format(GOOD, row, row, row, row);
    }

    /** True where the rows of the file were taken in from its bytes. */
    private boolean isPlain(String csv) {
        write("item", csv);
        Read read = read("item", true);
        BoundTable table = Objects.requireNonNull(read.table());
        try (BoundTable.Cursor rows = table.open(new RowBinder(
                dialect,
                new BoundTables(catalogue),
                new Settings(null, Map.of(), Map.of(), Set.of(), name -> null, true, false, Set.of()),
                new Problems()))) {
            BoundRow first = Objects.requireNonNull(rows.next());
            return PlainIndex.of(table, first, Progress.NONE) != null;
        }
    }

    @Test
    void ordinary_files_are_taken_in_from_their_bytes() {
        assertThat(isPlain(HEADER + "\n" + good(1) + "\n" + good(2) + "\n")).isTrue();
        assertThat(isPlain("\uFEFF" + HEADER + "\r\n" + good(1) + "\r\n" + good(2)))
                .isTrue();
        assertThat(isPlain(HEADER + "\n" + good(1) + "\nключ,Zoë 😀,,,,,,,\n\n"))
                .isTrue();
        assertThat(isPlain(HEADER + "\n" + good(1) + "\nb,,,+7,1e1,yes,0900-01-01,2024-01-01,\n"))
                .isTrue();
    }

    @Test
    void many_rows_lead_to_the_same() {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        for (int i = 0; i < 6_000; i++) {
            csv.append(good(i)).append('\n');
        }
        assertThat(same("item", csv.toString())).isEqualTo(6_000);
    }

    @Test
    void rows_longer_than_what_is_read_at_once_lead_to_the_same() {
        String csv = HEADER + "\n" + good(1) + "\nlong,\"" + "x\"\"y\n".repeat(60_000) + "\",s,1,1.50,t,,,\n" + good(2);
        assertThat(same("item", csv)).isEqualTo(3);
        assertThat(same("item", csv + "\nhuge," + "z".repeat(390_000) + "y".repeat(10_000) + ",,,,,,,\n"))
                .isEqualTo(4);
    }

    @Test
    void whatever_stands_in_a_field_leads_to_the_same() {
        String[] row =
                "c,a,s,5,1.50,true,2024-01-31,2024-01-31 10:00:00,00000000-0000-0000-0000-00000000000a".split(",");
        for (int column = 0; column < PIECES.length; column++) {
            for (String piece : PIECES[column]) {
                String[] fields = row.clone();
                fields[column] = piece;
                String odd = String.join(",", fields);
                same("item", HEADER + "\n" + good(1) + "\n" + odd + "\n" + good(2) + "\n");
                same("item", HEADER + "\n" + odd + "\n" + good(1) + "\n");
            }
        }
    }

    @Test
    void odd_lines_lead_to_the_same() {
        String[] files = {
            "",
            "\n",
            "\n" + good(2),
            "\n\n\n",
            "\r\n" + good(2) + "\r\n",
            "\n" + good(2) + "\r",
            "\n" + good(1),
            "\na,b",
            "\n" + good(2) + ",more",
            "\n\"open",
            "\n\"a\"b,c,,,,,,,",
            "\n,,,,,,,,",
            "\n a,\"b\",,,,,,,",
            "\n\n" + good(2),
            "\r" + good(2),
            "\nC1,,,,,,,,",
            "\nd,,,,,,,,\nd,,,,,,,,",
            "\ne\u0301,,,,,,,,\né,,,,,,,,"
        };
        for (String file : files) {
            same("item", HEADER + "\n" + good(1) + file);
            same("item", HEADER.replace("code,name", "name,code") + "\n" + good(1) + file);
        }
    }

    @Test
    void bytes_that_are_no_text_lead_to_the_same() throws IOException {
        byte[] csv = (HEADER + "\n" + good(1) + "\nx,??,,,,,,,\n").getBytes(StandardCharsets.ISO_8859_1);
        int at = new String(csv, StandardCharsets.ISO_8859_1).indexOf("??");
        int[][] wrong = {{0xc0, 0x80}, {0xff, 'a'}, {0xe2, 0x80}, {0xed, 0xa0}, {'a', 0xc3}, {0xc3, 0xa9}};
        for (int[] bytes : wrong) {
            csv[at] = (byte) bytes[0];
            csv[at + 1] = (byte) bytes[1];
            Files.write(base.resolve("item.csv"), csv);
            Read one = read("item", false);
            assertThat(read("item", true).problems()).isEqualTo(one.problems());
            assertThat(one.problems().isEmpty()).isEqualTo(bytes[0] == 0xc3);
        }
    }

    @Test
    void other_unique_values_lead_to_the_same() {
        assertThat(same("named", "id,name,note\n1,a,\n2,b,x\n3,c,x\n")).isEqualTo(3);
        same("named", "id,name,note\n1,a,\n2,b,x\n3,a,x\n");
        same("named", "id,name,note\n1,a,\n2,b," + "x".repeat(41) + "\n");
        same("named", "id,name,note\n1,a,\n2,a,x\n");
        same("named", "id,note,name\n1,,a\n2,x,\n");
        same("named", "id,note\n1,\n2,x\n");
    }

    @Test
    void chance_leads_to_the_same() {
        long seed = System.nanoTime();
        System.out.println("Files: new Random(" + seed + "L)");
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            StringBuilder csv = new StringBuilder(HEADER);
            int rows = 1 + random.nextInt(4);
            for (int row = 0; row < rows; row++) {
                List<String> fields = new ArrayList<>();
                for (String[] pieces : PIECES) {
                    // Mostly those that stand first, which are good.
                    fields.add(pieces[Math.min(random.nextInt(pieces.length), random.nextInt(pieces.length))]);
                }
                csv.append(random.nextInt(9) == 0 ? "\r\n" : "\n").append(String.join(",", fields));
            }
            same("item", csv + (random.nextBoolean() ? "\n" : ""));
        }
    }
}

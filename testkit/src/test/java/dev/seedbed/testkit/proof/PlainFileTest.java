package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import dev.seedbed.source.SeedSources;
import dev.seedbed.source.SourceRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Large files go to PostgreSQL as they are: whatever stands in them, the table then holds what Seedbed's own reader finds
 * in the file, or nothing and an error.
 */
class PlainFileTest extends PostgresProof {
    /** Pieces that one of the two readers might take for something else than the other. */
    private static final List<String> PIECES = List.of(
            "a",
            "b",
            " ",
            "\"\"",
            "\"",
            ",",
            "\n",
            "\r\n",
            "\r",
            "\\",
            "\\.",
            "\\N",
            ";",
            "\t",
            "null",
            "NULL",
            "é",
            "e\u0301",
            "\u202e",
            "\u2066",
            "\u2028",
            "\uD83D\uDE00",
            "0x1F",
            "1_000",
            "true",
            "tr",
            "007",
            "-0",
            "1e3",
            " 7 ",
            "\u0000",
            "2024-02-30",
            "2024-02-29",
            "20240229",
            "yesterday",
            "x".repeat(41));

    private final Random random = new Random(seed());

    private static long seed() {
        long seed = System.nanoTime();
        System.out.println("Files: new Random(" + seed + "L)");
        return seed;
    }

    @Test
    void the_table_holds_what_the_reader_of_seeds_finds_in_24_files() throws Exception {
        plant(24);
    }

    @Tag("slow")
    @Test
    void the_table_holds_what_the_reader_of_seeds_finds_in_500_files() throws Exception {
        plant(500);
    }

    private void plant(int files) throws Exception {
        int planted = 0;
        for (int i = 0; i < files; i++) {
            database.sql(
                    "drop table if exists item",
                    "create table item (code varchar(40) primary key, name text, short varchar(8), n integer,"
                            + " price numeric(8,2), flag boolean, day date)");
            String csv = file(i);
            Path base = database.write(Map.of("item.csv", csv));
            String outcome;
            try {
                Report report = database.files(Map.of("item.csv", csv)).build().fill();
                assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
                outcome = "planted";
                planted++;
                Report again = database.files(Map.of("item.csv", csv)).build().fill();
                assertThat(again.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
                assertThat(again.tables().get(0).customised()).isZero();
            } catch (SeedException e) {
                outcome = e.problems().toString();
            }

            List<List<String>> expected = outcome.equals("planted") ? declared(base) : List.of();
            assertThat(live()).as(outcome).isEqualTo(expected);
        }
        // Files of both kinds were tried; how many of each, chance decides: about a third are planted.
        assertThat(planted).isBetween(files / 20, files - 3);
    }

    /** A file of more than a megabyte, with a few rows at its end that are likely to be special. */
    private String file(int number) {
        String lineEnd = number % 5 == 4 ? "\r\n" : "\n";
        StringBuilder csv = new StringBuilder(number % 7 == 6 ? "\uFEFF" : "");
        csv.append("code,name,short,n,price,flag,day").append(lineEnd);
        for (int i = 0; i < 16_000; i++) {
            csv.append("item-")
                    .append(i)
                    .append(",The name of an item with its number ")
                    .append(i);
            csv.append(",s,").append(i).append(",1.50,true,2024-01-31").append(lineEnd);
        }
        int special = 1 + random.nextInt(4);
        for (int i = 0; i < special; i++) {
            csv.append("special-").append(i).append(',').append(field(number)).append(",s,");
            csv.append(number % 3 == 0 ? field(number) : "5").append(",1.25,f,");
            csv.append(number % 4 == 0 ? PIECES.get(random.nextInt(PIECES.size())) : "2024-02-29");
            csv.append(i + 1 == special && number % 2 == 0 ? "" : lineEnd);
        }
        return csv.toString();
    }

    /** In every other file quoted as it should be, so that many files are good. */
    private String field(int number) {
        StringBuilder field = new StringBuilder();
        int pieces = random.nextInt(4);
        for (int i = 0; i < pieces; i++) {
            field.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return number % 2 == 0
                ? field.toString()
                : "\"" + field.toString().replace("\"\"", "\"").replace("\"", "\"\"") + "\"";
    }

    private static List<List<String>> declared(Path base) {
        SourceRequest request =
                new SourceRequest(List.of("seeds"), List.of(), false, PlainFileTest.class.getClassLoader(), base);
        SeedUnit unit = SeedSources.read(request).get(0);
        List<List<String>> rows = new ArrayList<>();
        try (SeedRows.Cursor cursor = unit.tables().get(0).rows().open()) {
            for (SeedRow row = cursor.next(); row != null; row = cursor.next()) {
                List<String> texts = new ArrayList<>();
                for (SeedValue value : row.values().subList(0, 3)) {
                    texts.add(value instanceof SeedValue.Text text ? text.text() : "(null)");
                }
                rows.add(texts);
            }
        }
        return rows;
    }

    private List<List<String>> live() throws Exception {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet live = statement.executeQuery("select code, name, short from item order by ctid")) {
            while (live.next()) {
                List<String> texts = new ArrayList<>();
                for (int i = 1; i <= 3; i++) {
                    String text = live.getString(i);
                    texts.add(text == null ? "(null)" : text);
                }
                rows.add(texts);
            }
        }
        return rows;
    }
}

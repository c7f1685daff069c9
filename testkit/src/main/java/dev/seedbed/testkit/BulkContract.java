package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sets too large for one statement, full of what could break a bulk format. */
public interface BulkContract extends OnDatabase {
    int ROWS = 12_000;

    List<String> TRICKY = List.of(
            "plain",
            "tab\there",
            "back\\slash",
            "new\nline",
            "return\r\nline",
            "\\.",
            "\\N",
            "quote \"double\" 'single'",
            "",
            "comma, semicolon; pipe|",
            "ünïcödé \ud83c\udf31",
            "{brace}",
            " blanks ");

    private Map<String, String> item(int rows) {
        StringBuilder csv = new StringBuilder("id,code,txt,note\n");
        for (int i = 0; i < rows; i++) {
            csv.append(i).append(",code-").append(i).append(",\"");
            csv.append(TRICKY.get(i % TRICKY.size()).replace("\"", "\"\"")).append("\",");
            csv.append(i % 3 == 0 ? "" : i % 3 == 1 ? "\"\"" : "note").append('\n');
        }
        return Map.of("item.csv", csv.toString());
    }

    private void itemTable() {
        db().sql("create table item (id integer primary key, code varchar(20) not null, txt varchar(100), note"
                + " varchar(10))");
    }

    private void isWhole() {
        assertThat(db().count("item")).isEqualTo(ROWS);
        assertThat(db().count("item where note is null")).isEqualTo(ROWS / 3);
        assertThat(db().count("item where note = ''")).isEqualTo(ROWS / 3);
        for (int i = 0; i < TRICKY.size(); i++) {
            assertThat(db().rows("select txt from item where id = " + (i + TRICKY.size() * 100)))
                    .containsExactly(TRICKY.get(i));
        }
        Report report = db().files(item(ROWS)).build().fill();
        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report.tables().get(0).unchanged()).isEqualTo(ROWS);
    }

    @Test
    default void many_rows_go_into_an_empty_table() {
        itemTable();

        assertThat(db().files(item(ROWS)).build().fill().inserted()).isEqualTo(ROWS);

        isWhole();
    }

    @Test
    default void many_rows_go_into_a_table_that_has_every_other_one() {
        itemTable();
        db().files(item(ROWS)).build().fill();
        db().sql("delete from item where id % 2 = 1");

        assertThat(db().files(item(ROWS)).build().fill().inserted()).isEqualTo(ROWS / 2);

        isWhole();
    }

    @Test
    default void a_few_new_rows_join_many() {
        itemTable();
        db().files(item(ROWS - 50)).build().fill();

        assertThat(db().files(item(ROWS)).build().fill().inserted()).isEqualTo(50);

        isWhole();
    }

    @Test
    default void one_customised_row_among_many_is_found() {
        itemTable();
        db().files(item(ROWS)).build().fill();
        db().sql("update item set txt = 'by hand' where id = 7777", "update item set note = null where id = 7778");

        Report report = db().files(item(ROWS)).build().fill();

        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report.changes())
                .extracting(change -> change.key().get("id"))
                .containsExactly("7777", "7778");
    }

    @Test
    default void many_rows_with_references_and_ids_of_the_database() {
        db().sql(
                        "create table kind (id integer primary key, code varchar(20) not null unique)",
                        "create table thing (code varchar(20) primary key, kind_id integer not null references kind(id))");
        StringBuilder things = new StringBuilder("code,kind_id.code\n");
        for (int i = 0; i < ROWS; i++) {
            things.append("t").append(i).append(",k").append(i % 10).append('\n');
        }
        StringBuilder kinds = new StringBuilder("id,code\n");
        for (int i = 0; i < 10; i++) {
            kinds.append(100 + i).append(",k").append(i).append('\n');
        }
        Map<String, String> files = new HashMap<>();
        files.put("kind.csv", kinds.toString());
        files.put("kinds.yaml", "tables: {kind: {key: [code], rows: {csv: kind.csv}}}");
        files.put("thing.csv", things.toString());

        assertThat(db().files(files).build().fill().inserted()).isEqualTo(ROWS + 10);

        assertThat(db().count("thing where kind_id = 107")).isEqualTo(ROWS / 10);
        assertThat(db().files(files).build().fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    default void an_error_in_the_last_of_many_rows_leaves_nothing() {
        itemTable();
        Map<String, String> files =
                Map.of("item.csv", item(ROWS).get("item.csv") + ROWS + ",code-that-is-much-too-long-for-it,x,y\n");

        String message = db().fails(
                        dev.seedbed.seed.SeedException.Kind.FAILED,
                        () -> db().files(files).build().fill());

        assertThat(message).isEqualTo("""
                Value "code-that-is-much-too-long-for-it" does not fit column "code" (%s): it has 33 characters, and the column takes 20.
                  where: seeds/item.csv, line 13848 (table item)
                  mend:  change the value, or the type of the column""".formatted(db().spelled("varchar(20)")));
    }

    @Test
    default void a_key_twice_among_many_names_both_places() {
        itemTable();
        Map<String, String> files = Map.of("item.csv", item(ROWS).get("item.csv") + "5,again,x,y\n");

        String message = db().fails(
                        dev.seedbed.seed.SeedException.Kind.FAILED,
                        () -> db().files(files).build().fill());

        assertThat(message).isEqualTo("""
                Two rows of table "item" have the same key id=5.
                  where: seeds/item.csv, line 9 and seeds/item.csv, line 13848 (table item)
                  mend:  remove one of them, or correct it""");
    }

    /** Rows of a large file are not compared with each other: the database finds it, and the row is named all the same. */
    @Test
    default void a_unique_value_twice_among_many_names_the_row() {
        db().sql("create table item (id integer primary key, code varchar(20) not null, txt varchar(100), note"
                + " varchar(10), constraint item_code_unique unique (code))");
        Map<String, String> files = Map.of(
                "items.yaml",
                "tables: {item: {key: [id], rows: {csv: item.csv}}}",
                "item.csv",
                item(ROWS).get("item.csv") + ROWS + ",code-77,x,y\n");

        String message = db().fails(
                        dev.seedbed.seed.SeedException.Kind.FAILED,
                        () -> db().files(files).build().fill());

        assertThat(message)
                .contains("id=" + ROWS, "seeds/item.csv, line ")
                .containsPattern("(?i)the constraint \"item[._]code");
    }
}

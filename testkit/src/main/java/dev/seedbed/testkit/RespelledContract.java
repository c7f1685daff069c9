package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.RowChange;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is one key to the database is one row to the ledger, however releases spell it. */
public interface RespelledContract extends OnDatabase {
    private void words() {
        db().sql("create table word (code " + db().blindType()
                + " not null primary key, name varchar(20), price integer)");
        db().seeds(words("", "")).build().ledger().enable();
    }

    private static String words(String rows, String retired) {
        return "tables: {word: {key: [code], rows: [" + rows + "], retired: [" + retired + "]}}";
    }

    private String respelled(String rest) {
        return "{code: '" + db().blindSpelling() + "'" + rest + "}";
    }

    private static List<String> codes(Report report) {
        return report.changes().stream().map(RowChange::code).toList();
    }

    @Test
    default void a_row_that_was_deleted_by_hand_stays_away_under_another_spelling_of_its_key() {
        words();
        db().update(words("{code: no, name: N}, {code: yes}", ""));
        db().sql("delete from word where code = 'no'");

        Report report = db().update(words(respelled(", name: N") + ", {code: yes}", ""));

        assertThat(codes(report)).containsExactly("deleted");
        assertThat(db().count("word")).isEqualTo(1);
    }

    @Test
    default void a_row_under_another_spelling_comes_back_on_request_and_stays_known() {
        words();
        db().update(words("{code: no, name: N}", ""));
        db().sql("delete from word");
        db().update(words(respelled(", name: N, $restore: true"), ""));
        assertThat(db().count("word")).isEqualTo(1);
        db().sql("delete from word");

        assertThat(codes(db().update(words("{code: no, name: N}", "")))).containsExactly("deleted");
        assertThat(codes(db().update(words(respelled(", name: N"), "")))).containsExactly("deleted");
    }

    @Test
    default void an_edit_back_to_a_former_default_stays_under_another_spelling() {
        words();
        db().update(words("{code: no, name: A}", ""));
        db().update(words("{code: no, name: B}", ""));
        db().sql("update word set name = 'A'");
        assertThat(db().seeds(words(respelled(", name: A"), "")).build().fill().outcome())
                .isEqualTo(Outcome.NOTHING_TO_DO);

        Report report = db().update(words(respelled(", name: C, $was: {name: [A, B]}"), ""));

        assertThat(codes(report)).containsExactly("customised-default-moved");
        assertThat(db().rows("select name from word")).containsExactly("A");
    }

    @Test
    default void all_that_is_written_of_a_row_stands_under_one_spelling() {
        words();
        db().update(words("{code: no, name: A, price: 1}", ""));
        db().update(words(respelled(", name: B, price: 1"), ""));
        db().update(words("{code: no, name: B, price: 2}", ""));
        assertThat(db().rows("select name, price from word")).containsExactly("B|2");

        Report retired = db().update(words("", respelled("")));
        assertThat(codes(retired)).as(retired.changes().toString()).containsExactly("retired");

        assertThat(db().update(words("{code: no, name: B}", "")).inserted()).isEqualTo(1);
    }

    @Test
    default void a_column_pinned_under_another_spelling_stays() {
        words();
        db().update(words("{code: no, price: 1}", ""));
        db().seeds(words("", "")).build().ledger().pin("word", Map.of("code", "no"), "price");

        Report report = db().update(words(respelled(", price: 2"), ""));

        assertThat(codes(report)).containsExactly("pinned");
    }

    @Test
    default void rows_below_a_respelled_one_stay_away_too() {
        words();
        db().sql("create table word_use (word_id " + db().blindType()
                + " not null references word, place varchar(20), primary key (word_id, place))");
        db().update("tables: {word: {key: [code], rows: [{code: no}]}, word_use: {rows: ["
                + "{word_id: {code: no}, place: here}, {word_id: {code: no}, place: there}]}}");
        db().sql("delete from word_use where place = 'there'");

        Report report = db().update("tables: {word: {key: [code], rows: [" + respelled("") + "]}, word_use: {rows: ["
                + "{word_id: " + respelled("") + ", place: here}, {word_id: " + respelled("") + ", place: there}]}}");

        assertThat(codes(report)).containsExactly("deleted");
        assertThat(db().rows("select place from word_use")).containsExactly("here");
    }

    @Test
    default void a_number_is_known_however_it_is_written() {
        db().sql("create table step (size numeric(20,10) primary key, name varchar(20))");
        db().seeds("tables: {step: {rows: []}}").build().ledger().enable();
        db().update("tables: {step: {rows: [{size: 1.50, name: A}, {size: 2, name: B}, {size: 3, name: C}]}}");
        db().sql("delete from step where name in ('A', 'B')");

        Report report = db().update(
                        "tables: {step: {rows: [{size: 1.5, name: A}, {size: 2.0, name: B}, {size: 30e-1, name: C}]}}");

        assertThat(codes(report)).containsExactly("deleted", "deleted");
        assertThat(db().rows("select name from step")).containsExactly("C");
    }

    @Test
    default void a_key_that_is_no_value_of_its_column_any_more_is_no_other_row() {
        db().sql("create table step (size varchar(20) primary key, name varchar(20))");
        db().seeds("tables: {step: {rows: []}}").build().ledger().enable();
        db().update("tables: {step: {rows: [{size: large, name: A}, {size: 2, name: B}]}}");
        db().sql("drop table step", "create table step (size numeric(20,10) primary key, name varchar(20))");

        Report report = db().update("tables: {step: {rows: [{size: 2.0, name: B}, {size: 4, name: C}]}}");

        assertThat(codes(report)).containsExactly("deleted", "missing");
    }
}

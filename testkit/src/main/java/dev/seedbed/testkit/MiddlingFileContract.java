package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A file of some megabytes, for a table that has its rows already: file and table may be read side by side, and rows be
 * compared by several threads, which nobody is to notice.
 */
public interface MiddlingFileContract extends OnDatabase {
    int ROWS = 25_000;

    private static String csv(int rows) {
        StringBuilder csv = new StringBuilder("code,name,price,note\n");
        for (int i = 1; i <= rows; i++) {
            csv.append(String.format(
                    "item-%06d,\"Name, with a comma, of number %d\",%d.50,%s\n", i, i, i, i % 2 == 0 ? "" : "x"));
        }
        return csv.toString();
    }

    private Map<String, String> files(String columns) {
        return Map.of("item.csv", csv(ROWS), "item.yaml", "tables: {item: {rows: {csv: item.csv}" + columns + "}}");
    }

    private void table(String key) {
        db().sql("create table item (code varchar(20) not null" + key
                + ", name varchar(60) not null, price numeric(10,2), note varchar(20), gone varchar(20))");
    }

    private void planted(Map<String, String> files) {
        assertThat(db().files(files).build().fill().inserted()).isEqualTo(ROWS);
        db().sql("analyze");
    }

    @Test
    default void rows_that_differ_in_whatever_way_are_told_from_all_others() {
        table(" primary key");
        Map<String, String> files = files("");
        planted(files);
        db().sql(
                        "update item set note = null where code = 'item-000001'",
                        "update item set note = 'a\\b' where code = 'item-012500'",
                        "update item set name = 'tab\tand\nline end' where code = 'item-012501'",
                        "update item set note = '' where code = 'item-025000'",
                        "update item set price = 3.50 where code = 'item-000003'",
                        "delete from item where code in ('item-000002', 'item-024999')",
                        "insert into item (code, name) values ('own-1', 'Own'), ('own-2', 'Own')");

        Report report = db().files(files).build().fill();

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(report.tables()).singleElement().satisfies(table -> {
            assertThat(table.customised()).isEqualTo(4);
            assertThat(table.unchanged()).isEqualTo(ROWS - 6);
            assertThat(table.extra()).isEqualTo(2);
        });
        assertThat(report.changes())
                .filteredOn(change -> change.code().equals("customised"))
                .extracting(change -> change.key().get("code") + " " + change.columns())
                .containsExactly(
                        "item-000001 {note=ColumnChange[from=null, to=x]}",
                        "item-012500 {note=ColumnChange[from=a\\b, to=null]}",
                        "item-012501 {name=ColumnChange[from=tab\tand\nline end, to=Name, with a comma, of number"
                                + " 12501]}",
                        "item-025000 {note=ColumnChange[from=, to=null]}");
        assertThat(db().files(files).build().fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    default void keys_that_stand_twice_are_blocked_wherever_they_stand() {
        table("");
        Map<String, String> files = files(", key: [code]");
        planted(files);
        db().sql(
                        "insert into item (code, name) values ('item-000001', 'Again')",
                        "insert into item select * from item where code = 'item-000002'");

        Report report = db().files(files).build().plan(Mode.FILL);

        assertThat(report.blocked()).isEqualTo(2);
        assertThat(report.tables().get(0).unchanged()).isEqualTo(ROWS - 2);
    }

    @Test
    default void rows_marked_as_deleted_are_left_out() {
        table(" primary key");
        Map<String, String> files = files(", soft-delete: gone");
        planted(files);
        db().sql("update item set gone = 'yes' where code in ('item-000007', 'item-020000')");

        Report report = db().files(files).build().fill();

        assertThat(report.writes()).isFalse();
        assertThat(report.tables().get(0).leftOut()).isEqualTo(2);
        assertThat(report.tables().get(0).unchanged()).isEqualTo(ROWS - 2);
    }

    @Test
    default void a_file_that_is_wrong_far_below_is_refused_with_its_line() {
        table(" primary key");
        planted(files(""));
        String wrong = csv(ROWS).replace("item-020000,\"", "item-020000,x\"");

        assertThat(db().fails(
                                SeedException.Kind.FAILED,
                                () -> db().files(Map.of("item.csv", wrong))
                                        .build()
                                        .fill()))
                .isEqualTo("""
                        The row has 6 fields, but the header has 4.
                          where: seeds/item.csv, line 20001
                          mend:  remove the surplus, or put text that contains a comma in double quotes""");
    }
}

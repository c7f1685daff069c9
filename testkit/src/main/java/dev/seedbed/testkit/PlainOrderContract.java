package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.Mode;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Report;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows to be inserted that mean each other by the plain values of their foreign keys. */
public interface PlainOrderContract extends OnDatabase {
    @Test
    default void rows_of_two_forms_mean_each_other_by_value_in_any_order() {
        employees();

        db().plantTwice(emp("{code: e1, boss: e2, name: E}", "{code: e2, name: E}"));

        assertThat(employed()).containsExactly("e1|e2", "e2|∅");
    }

    @Test
    default void a_value_may_mean_the_row_before() {
        employees();
        db().sql("insert into emp (code) values ('old')");

        db().plantTwice(emp("{code: e1, boss: old}", "{code: e2, boss: e1}", "{code: e3, boss: e1}"));

        assertThat(employed()).containsExactly("e1|old", "e2|e1", "e3|e1", "old|∅");
    }

    @Test
    default void rows_of_one_form_mean_each_other_by_value_in_any_order() {
        employees();

        db().plantTwice(emp("{code: e1, boss: e2}", "{code: e2, boss: e3}", "{code: e3, boss: ~}"));

        assertThat(employed()).containsExactly("e1|e2", "e2|e3", "e3|∅");
    }

    @Test
    default void a_tree_of_values_over_two_forms_goes_in_from_its_root() {
        employees();

        db().plantTwice(emp(
                "{code: e1, boss: e2, name: A}",
                "{code: e2, boss: e4}",
                "{code: e3, boss: e1}",
                "{code: e4, boss: e5, name: B}",
                "{code: e5}",
                "{code: e6, boss: e6, name: C}"));

        assertThat(employed()).containsExactly("e1|e2", "e2|e4", "e3|e1", "e4|e5", "e5|∅", "e6|e6");
    }

    @Test
    default void a_circle_of_values_is_opened_where_a_column_takes_null() {
        employees();

        db().plantTwice(emp("{code: e1, boss: e2, name: A}", "{code: e2, boss: e1}", "{code: e3, boss: e1}"));

        assertThat(employed()).containsExactly("e1|e2", "e2|e1", "e3|e1");
    }

    @Test
    default void values_and_references_of_one_table_share_an_order() {
        employees();

        db().plantTwice(emp(
                "{code: e1, boss: {code: e2}}",
                "{code: e2, boss: e3}",
                "{code: e3, boss: {code: e4}}",
                "{code: e4, boss: e5}",
                "{code: e5, boss: ~}"));

        assertThat(employed()).containsExactly("e1|e2", "e2|e3", "e3|e4", "e4|e5", "e5|∅");
    }

    @Test
    default void a_circle_of_values_and_references_is_opened() {
        employees();

        db().plantTwice(emp("{code: e1, boss: {code: e2}}", "{code: e2, boss: e1}"));

        assertThat(employed()).containsExactly("e1|e2", "e2|e1");
    }

    @Test
    default void a_value_may_mean_a_row_that_is_there() {
        employees();
        db().sql("insert into emp (code) values ('old'), ('e3')");

        db().plantTwice(emp(
                "{code: e1, boss: e2, name: A}", "{code: e2, boss: old}", "{code: e3}", "{code: e4, boss: e3}"));

        assertThat(employed()).containsExactly("e1|e2", "e2|old", "e3|∅", "e4|e3", "old|∅");
    }

    @Test
    default void a_value_from_on_insert_has_its_row_wait() {
        employees();

        db().plantTwice("""
                tables:
                  emp:
                    on-insert: {boss: e9}
                    rows: [{code: e1, name: A}, {code: e9, boss: ~}]
                """);

        assertThat(employed()).containsExactly("e1|e9", "e9|∅");
    }

    @Test
    default void values_of_two_tables_mean_each_other_in_any_order() {
        CyclesContract.teams(db(), "");

        db().plantTwice("""
                tables:
                  team: {rows: [{code: red, lead: ann}, {code: blue}]}
                  person: {rows: [{name: ann, team: red}, {name: bob, team: blue}, {name: cy, team: red}]}
                """);

        assertThat(db().rows("select code, lead from team order by 1")).containsExactly("blue|∅", "red|ann");
        assertThat(db().rows("select name, team from person order by 1"))
                .containsExactly("ann|red", "bob|blue", "cy|red");
    }

    @Test
    default void values_of_several_columns_have_their_row_wait() {
        db().sql(
                        "create table place (region varchar(5), code varchar(5), upper_region varchar(5), upper_code varchar(5),"
                                + " name varchar(5), primary key (region, code), foreign key (upper_region, upper_code) references"
                                + " place(region, code))");

        db().plantTwice("""
                tables:
                  place:
                    rows:
                      - {region: a, code: x, upper_region: b, upper_code: x, name: N}
                      - {region: a, code: y, upper_region: a, upper_code: x}
                      - {region: b, code: x, upper_region: b, upper_code: y}
                      - {region: b, code: y, name: N}
                      - {region: c, code: x, upper_region: c, upper_code: y, name: N}
                      - {region: c, code: y, upper_region: c, upper_code: x}
                """);

        assertThat(db().rows("select region, code, upper_region, upper_code from place order by 1, 2"))
                .containsExactly("a|x|b|x", "a|y|a|x", "b|x|b|y", "b|y|∅|∅", "c|x|c|y", "c|y|c|x");
    }

    @Test
    default void values_mean_rows_by_another_unique_key() {
        db().sql(
                        "create table unit (id integer primary key, name varchar(20) not null unique, base_id integer references"
                                + " unit(id), note varchar(5))");

        db().plantTwice("""
                tables:
                  unit:
                    key: [name]
                    rows: [{id: 1, name: g, base_id: 03}, {id: 2, name: t, base_id: 3, note: N}, {id: 3, name: kg, note: N}]
                """);

        assertThat(db().rows("select id, base_id from unit order by 1")).containsExactly("1|3", "2|3", "3|∅");
    }

    @Test
    default void values_that_differ_in_case_alone_have_their_row_wait() {
        String type = db().caseFoldingType();
        db().sql("create table emp (code " + type + " primary key, boss " + type
                + " references emp(code), name varchar(20))");

        db().plantTwice(emp("{code: e1, boss: E2, name: A}", "{code: e2}"));

        assertThat(employed()).containsExactly("e1|E2", "e2|∅");
    }

    @Test
    default void held_rows_mean_each_other_by_value_in_any_order() {
        employees();
        String held =
                emp("{code: e1, boss: e2, name: E}", "{code: e2, name: E}").replace("rows:", "missing: hold, rows:");

        db().plantTwice(held);
        db().sql("delete from emp where code = 'e1'");

        assertThat(db().fill(held).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.code()).isEqualTo("held"));
        assertThat(employed()).containsExactly("e2|∅");
        assertThat(db().seeds(held).restore(true).build().fill().inserted()).isEqualTo(1);
    }

    @Test
    default void a_value_that_means_a_row_marked_as_deleted_has_its_row_left_out_with_it() {
        db().sql(
                        "create table emp (code varchar(20) primary key, boss varchar(20) references emp(code), name varchar(20),"
                                + " gone varchar(20))");
        db().sql("insert into emp values ('e2', null, null, 'yes')");

        Report report = db().fill(emp(
                        "{code: e1, boss: e2, name: E}", "{code: e2}", "{code: e3, boss: e4, name: E}", "{code: e4}")
                .replace("rows:", "soft-delete: gone, rows:"));

        assertThat(report.tables()).extracting(TableCounts::leftOut).containsExactly(2L);
        assertThat(employed()).containsExactly("e2|∅", "e3|e4", "e4|∅");
    }

    @Test
    default void a_value_that_means_a_blocked_row_has_its_row_blocked() {
        db().sql(
                        "create table emp (code varchar(20) primary key, boss varchar(20) references emp(code),"
                                + " name varchar(20) unique)",
                        "insert into emp values ('e0', null, 'E')");

        Report report = db().seeds(
                        emp("{code: e1, boss: e2}", "{code: e2, name: E}", "{code: e3, boss: e1}", "{code: e4}"))
                .allowBlocked(true)
                .build()
                .fill();

        assertThat(report.blocked()).isEqualTo(3);
        assertThat(employed()).containsExactly("e0|∅", "e4|∅");
    }

    @Test
    default void a_new_key_waits_for_the_row_that_its_value_means() {
        db().sql("create table emp (code varchar(20) primary key, boss varchar(20) unique references emp(code))");
        String keyed = "tables: {emp: {key: [boss], rows: [%s]}}";
        db().update(keyed.formatted("{boss: e1, code: e1}"));

        db().update(keyed.formatted("{boss: e9, code: e1, $formerly: [{boss: e1}]}, {boss: ~, code: e9}"));

        assertThat(employed()).containsExactly("e1|e9", "e9|∅");
    }

    @Test
    default void values_have_their_rows_wait_in_every_mode() {
        employees();
        String seeds = emp("{code: e1, boss: e2, name: E}", "{code: e2, name: E}");
        String more = emp(
                "{code: e0, boss: e9}", "{code: e1, boss: e2, name: E}", "{code: e2, name: E}", "{code: e9, name: E}");

        db().init(seeds);
        db().update(more);
        assertThat(employed()).containsExactly("e0|e9", "e1|e2", "e2|∅", "e9|∅");
        db().seeds(more).build().mark();
        assertThat(db().seeds(more).build().reset().errors()).isEmpty();

        assertThat(employed()).containsExactly("e0|e9", "e1|e2", "e2|∅", "e9|∅");
    }

    @Test
    default void a_plan_shows_nothing_of_the_order() {
        employees();

        assertThat(db().seeds(emp("{code: e1, boss: e2, name: E}", "{code: e2, name: E}"))
                        .build()
                        .plan(Mode.FILL)
                        .changes())
                .extracting(change -> change.key() + " " + change.code() + " " + change.reason())
                .containsExactly("{code=e1} missing not there yet", "{code=e2} missing not there yet");
    }

    @Test
    default void the_first_of_many_rows_means_the_last_by_value() {
        employees();
        StringBuilder csv = new StringBuilder("code,boss,name\n");
        for (int i = 1; i < 12_000; i++) {
            csv.append('e').append(i).append(i == 1 ? ",e12000,A\n" : ",e" + i / 2 + ",B\n");
        }
        csv.append("e12000,,C\n");

        Report report = db().files(Map.of("emp.csv", csv.toString())).build().fill();

        assertThat(report.errors()).isEmpty();
        assertThat(report.inserted()).isEqualTo(12_000);
        assertThat(db().rows("select count(*) from emp where boss is null")).containsExactly("1");
        assertThat(db().rows("select boss from emp where code = 'e1'")).containsExactly("e12000");
    }

    private void employees() {
        db().sql(
                        "create table emp (code varchar(20) primary key, boss varchar(20) references emp(code), name varchar(20))");
    }

    static String emp(String... rows) {
        return "tables: {emp: {rows: [" + String.join(",\n  ", rows) + "]}}";
    }

    default List<String> employed() {
        return db().rows("select code, boss from emp order by 1");
    }

    /** For databases that check foreign keys once a statement is through with all of its rows. */
    interface AtTheEnd extends PlainOrderContract {
        @Test
        default void a_not_null_circle_of_one_form_goes_in_by_one_statement() {
            db().sql("create table emp (code varchar(20) primary key, boss varchar(20) not null references emp(code),"
                    + " name varchar(20))");

            db().plantTwice(emp(
                    "{code: e1, boss: e3}",
                    "{code: e2, boss: e5, name: A}",
                    "{code: e3, boss: e1}",
                    "{code: e4, boss: e2, name: B}",
                    "{code: e5, boss: e2, name: C}",
                    "{code: e6, boss: e7}",
                    "{code: e7, boss: e7, name: D}"));

            assertThat(employed()).containsExactly("e1|e3", "e2|e5", "e3|e1", "e4|e2", "e5|e2", "e6|e7", "e7|e7");
        }
    }
}

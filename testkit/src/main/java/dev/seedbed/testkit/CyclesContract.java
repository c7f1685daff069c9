package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.run.Report;
import org.junit.jupiter.api.Test;

/** Tables and rows that refer to each other. */
public interface CyclesContract extends OnDatabase {
    @Test
    default void a_nullable_cycle_between_tables_is_closed_in_a_second_step() {
        db().cycle(
                        "create table team (code varchar(20) primary key, lead varchar(20)%s)",
                        "create table person (name varchar(20) primary key, team varchar(20) not null references team(code))",
                        "team (lead)",
                        "person(name)");

        Report report = db().plantTwice("""
                tables:
                  team: {rows: [{code: red, lead: {name: ann}}, {code: blue}]}
                  person: {rows: [{name: ann, team: {code: red}}, {name: bob, team: {code: blue}}]}
                """);

        assertThat(report.inserted()).isEqualTo(4);
        assertThat(db().rows("select code, lead from team order by 1")).containsExactly("blue|∅", "red|ann");
    }

    @Test
    default void two_rows_of_one_table_refer_to_each_other() {
        db().sql("create table twin (name varchar(20) primary key, other varchar(20) references twin(name))");

        db().plantTwice("tables: {twin: {rows: [{name: a, other: {name: b}}, {name: b, other: {name: a}}]}}");

        assertThat(db().rows("select * from twin order by 1")).containsExactly("a|b", "b|a");
    }

    @Test
    default void a_row_refers_to_itself() {
        db().sql(
                        "create table unit (id integer primary key, name varchar(20) not null unique, base_id integer references"
                                + " unit(id))");

        db().plantTwice("tables: {unit: {key: [name], rows: [{id: 3, name: kg, base_id: {name: kg}}]}}");

        assertThat(db().rows("select * from unit")).containsExactly("3|kg|3");
    }

    @Test
    default void a_cycle_that_is_already_live_is_silent() {
        db().sql(
                        "create table twin (name varchar(20) primary key, other varchar(20) references twin(name))",
                        "insert into twin values ('a', null)",
                        "insert into twin values ('b', 'a')",
                        "update twin set other = 'b' where name = 'a'");

        assertThat(db().fill("tables: {twin: {rows: [{name: a, other: {name: b}}, {name: b, other: {name: a}}]}}")
                        .writes())
                .isFalse();
    }

    /**
     * Tables whose rows are to refer to each other by values.
     *
     * @param lead what is said of the one column that leads back
     */
    static void teams(TestDatabase db, String lead) {
        db.cycle(
                "create table team (code varchar(20) primary key, lead varchar(20)" + lead + "%s)",
                "create table person (name varchar(20) primary key, team varchar(20) not null references team(code))",
                "team (lead)",
                "person(name)");
    }

    /** For databases that insert rows which need each other in one statement. */
    interface Together extends CyclesContract {
        @Test
        default void a_not_null_cycle_is_planted_by_one_statement() {
            db().cycle(
                            "create table team (code varchar(20) primary key, lead varchar(20) not null%s)",
                            "create table person (name varchar(20) primary key, team varchar(20) not null references team(code))",
                            "team (lead)",
                            "person(name)");

            db().plantTwice("""
                    tables:
                      team: {rows: [{code: red, lead: {name: ann}}]}
                      person: {rows: [{name: ann, team: {code: red}}, {name: bob, team: {code: red}}]}
                    """);

            assertThat(db().rows("select * from team")).containsExactly("red|ann");
        }

        @Test
        default void a_not_null_cycle_of_generated_ids_is_planted_by_one_statement() {
            db().cycle(
                            "create table team (id integer generated always as identity primary key, code varchar(20) not null"
                                    + " unique, lead_id integer not null%s)",
                            "create table person (id serial primary key, name varchar(20) not null unique, team_id integer not"
                                    + " null references team(id))",
                            "team (lead_id)",
                            "person(id)");

            db().plantTwice("""
                    tables:
                      team: {key: [code], rows: [{code: red, lead_id: {name: ann}}]}
                      person: {key: [name], rows: [{name: ann, team_id: {code: red}}]}
                    """);

            assertThat(db().rows("select t.code, p.name from team t join person p on p.id = t.lead_id and p.team_id ="
                            + " t.id"))
                    .containsExactly("red|ann");
        }

        @Test
        default void a_not_null_circle_of_values_is_planted_by_one_statement() {
            teams(db(), " not null");

            db().plantTwice("""
                    tables:
                      team: {rows: [{code: red, lead: ann}]}
                      person: {rows: [{name: ann, team: red}, {name: bob, team: red}]}
                    """);

            assertThat(db().rows("select * from team")).containsExactly("red|ann");
        }

        @Test
        default void a_circle_that_takes_null_in_a_circle_that_does_not_is_planted() {
            db().cycle(
                            "create table team (code varchar(20) primary key, lead varchar(20) not null%s)",
                            "create table person (name varchar(20) primary key, team varchar(20) not null references team(code),"
                                    + " buddy varchar(20) references person(name))",
                            "team (lead)",
                            "person(name)");

            db().plantTwice("""
                    tables:
                      team: {rows: [{code: red, lead: {name: ann}}]}
                      person: {rows: [{name: ann, team: red, buddy: {name: bob}}, {name: bob, team: {code: red}, buddy: ann}]}
                    """);

            assertThat(db().rows("select * from person order by 1")).containsExactly("ann|red|bob", "bob|red|ann");
        }
    }

    /** For databases that cannot. */
    interface Refused extends CyclesContract {
        @Test
        default void a_not_null_cycle_is_refused_by_name_before_any_write() {
            db().sql("create table other (code varchar(20) primary key)");
            db().cycle(
                            "create table team (code varchar(20) primary key, lead varchar(20) not null%s)",
                            "create table person (name varchar(20) primary key, team varchar(20) not null references team(code))",
                            "team (lead)",
                            "person(name)");

            assertThat(db().failure("""
                            tables:
                              other: {rows: [{code: x}]}
                              team: {rows: [{code: red, lead: {name: ann}}]}
                              person: {rows: [{name: ann, team: {code: red}}]}
                            """)).contains("team").contains("person");
        }

        @Test
        default void a_not_null_circle_of_values_is_refused_by_name_before_any_write() {
            teams(db(), " not null");

            assertThat(db().failure("""
                            tables:
                              team: {rows: [{code: red, lead: ann}]}
                              person: {rows: [{name: ann, team: red}]}
                            """))
                    .startsWith(
                            "Rows of team and person refer to each other in a circle through columns that take no NULL.");
        }
    }
}

package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Marks by a user who may do less than the owner of the database. */
class MarkTest extends CommandLineTest {
    @BeforeEach
    void a_user_who_may_write_rows() throws SQLException {
        sql(
                "create table tier (code varchar(20) primary key)",
                "create user app password 'app'",
                "grant select, insert, update, delete on tier to app");
        variables.put("SEEDBED_URL", "h2:./app");
        variables.put("SEEDBED_USER", "app");
        variables.put("SEEDBED_PASSWORD", "app");
    }

    @Test
    void who_may_not_create_the_table_of_the_mark_is_told_who_may() throws SQLException {
        assertThat(call("mark", "test", "--yes")).isEqualTo(new Answer(1, "", """
                error: User "APP" may not create the table "seedbed_marker": Not enough rights for object "PUBLIC".
                  where: schema public
                  mend:  do this as a user who may create tables there, such as the owner of the schema, and grant select on the table to those who run; or allow this one: grant alter any schema to "APP"
                """));
        sql("grant alter any schema to \"APP\"");
        assertThat(call("mark", "test", "--yes").code()).isZero();
    }

    @Test
    void who_may_not_write_the_mark_that_is_there_is_told_the_rights() throws SQLException {
        sql("create table seedbed_marker (environment varchar, bound_to varchar, marked_at varchar)");
        sql("insert into seedbed_marker values ('test', 'elsewhere', 'then')", "grant select on seedbed_marker to app");
        assertThat(call("mark", "test", "--yes")).isEqualTo(new Answer(1, "", """
                error: User "APP" may not write the mark: Not enough rights for object "PUBLIC.SEEDBED_MARKER".
                  where: table "PUBLIC"."SEEDBED_MARKER"
                  mend:  mark it as the user who made the table, or allow this one: grant select, insert, delete on "PUBLIC"."SEEDBED_MARKER" to "APP"
                """));
        sql("grant select, insert, delete on \"PUBLIC\".\"SEEDBED_MARKER\" to \"APP\"");
        assertThat(call("mark", "test", "--yes").code()).isZero();
    }

    @Test
    void who_may_not_create_the_ledger_is_told_who_may() {
        assertThat(call("ledger", "enable", "--schema", "public").err()).contains("  where: schema PUBLIC\n");
        assertThat(call("ledger", "enable")).isEqualTo(new Answer(1, "", """
                error: User "APP" may not create the table "seedbed_ledger": Not enough rights for object "PUBLIC".
                  where: schema public
                  mend:  do this as a user who may create tables there, such as the owner of the schema, and grant select, insert on the table to those who run; or allow this one: grant alter any schema to "APP"
                """));
    }
}

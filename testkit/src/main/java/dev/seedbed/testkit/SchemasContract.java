package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.RowChange.ColumnChange;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tables of more than one schema. */
public interface SchemasContract extends OnDatabase {
    @Test
    default void a_table_is_named_with_its_schema() {
        db().sql(
                        "create schema app",
                        "create table app.role (code varchar(10) primary key)",
                        "create table role (code varchar(10) primary key)",
                        "create table member (name varchar(10) primary key, role varchar(10) references app.role(code))");

        db().plantTwice("""
                tables:
                  app.role: {rows: [{code: inner}]}
                  role: {rows: [{code: outer}]}
                  member: {rows: [{name: ann, role: {code: inner}}]}
                """);

        assertThat(db().rows("select code from app.role")).containsExactly("inner");
        assertThat(db().rows("select code from role")).containsExactly("outer");
    }

    @Test
    default void a_schema_can_be_chosen_for_the_whole_run() {
        db().sql(
                        "create schema app",
                        "create table app.role (code varchar(10) primary key)",
                        "create table role (code varchar(10) primary key)");

        Report report = db().seeds("tables: {role: {rows: [{code: inner}]}}")
                .schema("app")
                .build()
                .fill();

        assertThat(report.inserted()).isEqualTo(1);
        assertThat(db().count("app.role")).isEqualTo(1);
        assertThat(db().count("role")).isZero();
    }

    @Test
    default void a_schema_that_is_not_there_is_one_error_that_names_the_nearest() {
        db().sql("create schema app", "create table app.role (code varchar(10) primary key)");

        String message = db().fails(
                        SeedException.Kind.USAGE,
                        () -> db().seeds("tables: {role: {rows: [{code: a}]}, kind: {rows: [{code: a}]}}")
                                .schema("apps")
                                .build()
                                .fill());

        assertThat(message).isEqualToIgnoringCase("""
                The database has no schema "apps", in which tables are looked for.
                  where: schema apps
                  mend:  did you mean "app"? Otherwise run the migrations first""");
    }

    @Test
    default void a_schema_before_a_table_that_is_not_there_is_an_error_that_names_the_nearest() {
        db().sql("create schema app", "create table app.kind (code varchar(10) primary key)");

        assertThat(db().failure("tables: {apps.permission: {rows: [{code: a}]}}"))
                .isEqualToIgnoringCase("""
                The database has no table "apps.permission".
                  where: seeds/seeds.yaml, line 1, column 10 (table apps.permission)
                  mend:  did you mean "app"? Otherwise run the migrations first""");
    }

    @Test
    default void a_former_default_of_a_table_is_none_of_its_namesake_in_another_schema() {
        db().sql(
                        "create schema other",
                        "create table tier (code varchar(9) primary key, name varchar(9))",
                        "create table other.tier (code varchar(9) primary key, name varchar(9))",
                        "insert into tier values ('k', 'x')",
                        "insert into other.tier values ('k', 'x')");

        db().files(Map.of(
                        "seeds.yaml",
                        "tables: {tier: {rows: [{code: k, name: y}]}, other.tier: {rows: [{code: k, name: y}]}}",
                        "former.jsonl",
                        """
                        {"seedbed":"former","version":1}
                        {"table":"tier","key":{"code":"k"},"was":{"name":["x"]}}
                        """))
                .build()
                .update();

        assertThat(db().rows("select name from tier")).containsExactly("y");
        assertThat(db().rows("select name from other.tier")).containsExactly("x");
    }

    @Test
    default void what_a_left_out_seeder_says_of_a_table_is_not_said_of_its_namesake_in_another_schema() {
        db().sql(
                        "create schema other",
                        "create table tier (code varchar(9) primary key, name varchar(9))",
                        "create table other.tier (code varchar(9) primary key, name varchar(9))",
                        "insert into tier values ('old', 'x')");

        Report report = db().files(Map.of(
                        "a.yaml", "tables: {other.tier: {sensitive: [name], rows: [{code: old}]}}", "b.yaml", """
                        tables: {tier: {rows: [{code: new, name: y}], retired: [{code: old, name: x}]}}
                        """))
                .onlySeeders(List.of("b"))
                .build()
                .update();

        assertThat(db().rows("select code, name from tier")).containsExactly("new|y");
        assertThat(report.changes().get(0).columns().get("name")).isEqualTo(new ColumnChange(null, "y"));
    }
}

package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.run.Report;
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
}

package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.export.ExportReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What only PostgreSQL has, exported. */
public interface PostgresExportContract extends ExportContract {
    @Test
    default void values_of_its_own_types_come_back_as_they_were() {
        db().sql(
                        "create type mood as enum ('sad', 'very happy')",
                        "create domain slug as varchar(10) check (value ~ '^[a-z]+$')",
                        "create type pair as (a integer, b text)",
                        "create type odd as (a integer, b json)",
                        "create table v (k text collate \"C\" primary key, m mood, ms mood[], s slug, t text[], tt integer[],"
                                + " r int4range, tr tstzrange, mr nummultirange, p point, x xml, i interval, z timestamptz,"
                                + " tz timetz, d date, n numeric, f real, money money, net inet, mac macaddr, b bit(3),"
                                + " vb bit varying(5), j json, jp jsonpath, tv tsvector, c char(5), pr pair, q \"char\","
                                + " o odd default '(1,2)', ar integer[] default '{1}')",
                        "insert into v values ('a', 'very happy', array['sad', null]::mood[], 'abc',"
                                + " array['a', 'b,c', '', 'null', null, 'q\"\\'], array[[1,2],[3,4]], '[1,5)',"
                                + " '[2026-01-01 00:00+00,)', '{[1,3),[5,)}', '(1,2)', '<a b=\"c\"/>', '1 year 2 mons 3 days 04:05:06',"
                                + " '2026-03-04 05:06:07.123456+02', '05:06:07+02', 'infinity', 'NaN', 0.1, 12.50, '10.0.0.1/8',"
                                + " '08:00:2b:01:02:03', B'101', B'11', '{\"b\": 1, \"a\": [1.50]}', '$.a[*] ? (@ > 1)', 'b a',"
                                + " 'ab', row(1, 'x y'), 'q')",
                        "insert into v (k, d, z, n, t) values ('b', '0044-03-15 BC', '-infinity', -1e-20, '{}'),"
                                + " ('C', null, null, 'infinity', '[0:1]={x,y}')");
        // What a document says is kept, not how it was written.
        db().sql("update v set j = '{\"a\":[1.5],\"b\":1}' where k = 'a'");

        // A type without equality is left out like any other that holds its default.
        assertThat(ExportContract.leftOut(roundTrip("v"))).containsExactly("v.o default", "v.ar default");
    }

    @Test
    default void partitions_views_and_other_schemas_are_told_apart() {
        db().sql(
                        "create schema app",
                        "create table app.role (code text primary key)",
                        "create table role (code text primary key)",
                        "create table part (code text primary key) partition by list (code)",
                        "create table part_a partition of part for values in ('a')",
                        "create view seen as select * from role",
                        "insert into app.role values ('inner')",
                        "insert into role values ('outer')",
                        "insert into part values ('a')");
        Path base = base();

        assertThat(export(base.resolve("one"), "*").tables())
                .extracting(ExportReport.Exported::table)
                .containsExactly("part", "role");
        assertThat(export(base.resolve("two"), "app.*").tables())
                .extracting(ExportReport.Exported::table)
                .containsExactly("app.role");
        assertThat(ExportContract.files(base.resolve("two"))).containsOnlyKeys("app.role.yaml");
        ExportReport view = export(base.resolve("three"), "seen", "role");
        assertThat(view.leftOut()).singleElement().satisfies(left -> {
            assertThat(left.reason()).isEqualTo("\"seen\" is a view, not a table");
            assertThat(left.mend()).isEqualTo("name the table behind it");
        });
        assertThat(ExportContract.seedbed(db(), base, "two").fill().changes()).isEmpty();
    }

    @Test
    default void the_order_is_that_of_bytes_whatever_the_collation() {
        db().sql(
                        "create collation german (provider = icu, locale = 'de-DE')",
                        "create table word (w text collate german primary key)",
                        "insert into word values ('b'), ('A'), ('a'), ('B'), ('ä'), ('Z')");
        Path base = base();

        export(base.resolve("one"), "word");

        assertThat(ExportContract.files(base.resolve("one")).get("word.yaml")).endsWith("""
                    rows:
                      - {w: A}
                      - {w: B}
                      - {w: Z}
                      - {w: a}
                      - {w: b}
                      - {w: ä}
                """);
    }

    @Test
    default void a_role_that_can_only_read_exports() {
        db().sql("create table tier (code text primary key)", "insert into tier values ('a')");
        db().role("only_reads").sql("grant usage on schema public to only_reads", "grant select on tier to only_reads");
        Path base = base();

        ExportReport report = ExportContract.seedbed(db().as("only_reads"), base, "one")
                .export(dev.seedbed.export.ExportRequest.of(base.resolve("one"), "tier"));

        assertThat(report.tables())
                .singleElement()
                .satisfies(tier -> assertThat(tier.rows()).isEqualTo(1));
    }
}

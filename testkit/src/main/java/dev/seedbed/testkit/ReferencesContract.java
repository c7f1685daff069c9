package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.RowChange.ColumnChange;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** References by natural key, in every direction. */
public interface ReferencesContract extends OnDatabase {
    String TIERS_AND_GRANTS = """
            create table tier (id integer primary key, code varchar(20) not null unique, name varchar(20))
            """;

    private void tierTables() {
        db().sql(
                        TIERS_AND_GRANTS,
                        "create table permission (id integer primary key, name varchar(50) not null unique)",
                        "create table tier_permission (tier_id integer references tier(id), permission_id integer references"
                                + " permission(id), primary key (tier_id, permission_id))");
    }

    private List<String> grants() {
        return db().rows("select t.code, p.name from tier_permission tp join tier t on t.id = tp.tier_id"
                + " join permission p on p.id = tp.permission_id order by 1, 2");
    }

    @Test
    default void references_go_forward_and_backward() {
        tierTables();

        db().plantTwice("""
                tables:
                  tier_permission:
                    rows:
                      - {tier_id: {code: team}, permission_id: {name: view}}
                      - {tier_id: {code: solo}, permission_id: {name: view}}
                  tier:
                    key: [code]
                    rows: [{id: 1, code: solo}, {id: 2, code: team}]
                  permission:
                    key: [name]
                    rows: [{id: 5, name: view}]
                """);

        assertThat(grants()).containsExactly("solo|view", "team|view");
    }

    @Test
    default void references_go_from_seeder_to_seeder_in_any_order_of_files() {
        tierTables();
        Map<String, String> files = Map.of(
                "a.yaml", "tables: {tier_permission: {rows: [{tier_id: {code: t}, permission_id: {name: p}}]}}",
                "b.yaml", "tables: {tier: {key: [code], rows: [{id: 1, code: t}]}}",
                "c.yaml", "tables: {permission: {key: [name], rows: [{id: 1, name: p}]}}");

        Report report = db().files(files).build().fill();

        assertThat(report.inserted()).isEqualTo(3);
        assertThat(grants()).containsExactly("t|p");
    }

    @Test
    default void a_reference_finds_a_row_of_a_table_that_is_not_seeded() {
        tierTables();
        db().sql("insert into tier values (9, 'live', 'Live')", "insert into permission values (8, 'view')");

        db().plantTwice("tables: {tier_permission: {rows: [{tier_id: {code: live}, permission_id: {name: view}}]}}");

        assertThat(grants()).containsExactly("live|view");
    }

    @Test
    default void a_reference_finds_a_live_row_of_a_seeded_table_that_no_seed_declares() {
        tierTables();
        db().sql("insert into tier values (9, 'live', 'Live')", "insert into permission values (8, 'view')");

        db().plantTwice("""
                tables:
                  tier: {key: [code], rows: [{id: 1, code: own}]}
                  tier_permission: {rows: [{tier_id: {code: live}, permission_id: {name: view}}]}
                """);

        assertThat(grants()).containsExactly("live|view");
    }

    @Test
    default void a_reference_by_a_unique_column_that_is_not_the_key_finds_a_declared_row() {
        db().sql(
                        "create table country (alpha2 varchar(2) primary key, alpha3 varchar(3) not null unique)",
                        "create table city (name varchar(20) primary key, country varchar(2) references country(alpha2))");

        db().plantTwice("""
                tables:
                  country: {key: [alpha2], rows: [{alpha2: DE, alpha3: DEU}, {alpha2: "NO", alpha3: NOR}]}
                  city: {rows: [{name: Oslo, country: {alpha3: NOR}}, {name: Bonn, country: DE}]}
                """);

        assertThat(db().rows("select name, country from city order by 1")).containsExactly("Bonn|DE", "Oslo|NO");
    }

    @Test
    default void references_of_a_column_given_on_insert_alone_may_each_go_by_another_key() {
        db().sql(
                        "create table team (id integer primary key, code varchar(20) unique, mail varchar(20) unique)",
                        "create table member (name varchar(20) primary key, team_id integer references team)",
                        "insert into team values (1, 'red', 'r@x'), (2, 'blue', 'b@x')");

        db().plantTwice("""
                tables:
                  member:
                    insert-only: [team_id]
                    rows:
                      - {name: ann, team_id: {code: red}}
                      - {name: bob, team_id: {mail: b@x}}
                """);

        assertThat(db().rows("select name, team_id from member order by name")).containsExactly("ann|1", "bob|2");
    }

    @Test
    default void references_of_one_column_may_each_be_written_in_another_way() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique,"
                                + " name varchar(20) not null unique)",
                        "create table alias (id integer primary key, code varchar(20) not null unique)",
                        "create table seat (id integer primary key, tier_id integer not null references tier(id))");
        String tables = """
                tables:
                  tier:
                    key: [code]
                    rows: [{id: 1, code: solo, name: Solo}, {id: 2, code: team, name: Team}]
                  alias:
                    key: [code]
                    rows: [{id: 2, code: solo}]
                  seat:
                    key: [id]
                    rows:
                """;
        List<String> rows = new ArrayList<>(List.of(
                "{id: 1, tier_id: {code: solo}}",
                "{id: 2, tier_id: {$ref: {table: alias, code: solo}}}",
                "{id: 3, tier_id: {code: solo}}",
                "{id: 4, tier_id: {name: Team}}",
                "{id: 5, tier_id: {code: team}}",
                "{id: 6, tier_id: {name: Solo}}",
                "{id: 7, tier_id: 2}",
                "{id: 8, tier_id: {CODE: team}}"));
        Random random = new Random(20_261_128);
        for (int round = 0; round < 8; round++) {
            db().plantTwice(tables + "      - " + String.join("\n      - ", rows));

            assertThat(db().rows("select id, tier_id from seat order by id"))
                    .as("%s", rows)
                    .containsExactly("1|1", "2|2", "3|1", "4|2", "5|2", "6|1", "7|2", "8|2");
            db().sql("delete from seat", "delete from tier", "delete from alias");
            Collections.shuffle(rows, random);
        }
    }

    @Test
    default void a_reference_of_nine_levels_is_refused_whatever_row_stands_before_it() {
        db().sql("create table node (id integer primary key, code varchar(20) not null unique,"
                + " prev_id integer unique references node(id))");
        String deep = "{code: n1}";
        for (int level = 1; level < 9; level++) {
            deep = "{prev_id: " + deep + "}";
        }
        String rows = "{id: 20, code: last, prev_id: " + deep + "}]}}";
        for (String before : List.of("", "{id: 12, code: n12}, {id: 19, code: m, prev_id: {code: n12}}, ")) {
            String seeds = "tables: {node: {key: [code], rows: [" + before + rows;
            assertThatThrownBy(() -> db().plantTwice(seeds))
                    .as(before)
                    .hasMessageContaining("A reference nests deeper than 8 levels.");
        }
    }

    @Test
    default void a_null_reference_is_null() {
        db().sql("create table unit (name varchar(20) primary key, base varchar(20) references unit(name))");

        db().plantTwice("tables: {unit: {rows: [{name: kg, base: null}, {name: g, base: {name: kg}}]}}");

        assertThat(db().rows("select name, base from unit order by 1")).containsExactly("g|kg", "kg|∅");
    }

    private Map<String, String> accountsAfterRoles(String role) {
        db().sql(
                        "create table organization (id integer primary key, name varchar(20) not null unique)",
                        "create table role (id integer primary key, name varchar(20) not null unique, organization_id"
                                + " integer references organization(id))");
        return Map.of(
                "accounts.yaml",
                "after: [roles]\ntables: {organization: {key: [name], rows: [{id: 1, name: Dev}]}}",
                "roles.yaml",
                "tables: {role: {key: [name], rows: [{id: 1, name: owner}, " + role + "]}}");
    }

    @Test
    default void after_may_go_against_a_foreign_key_in_which_every_row_is_null() {
        Map<String, String> files = accountsAfterRoles("{id: 2, name: clerk, organization_id: null}");

        assertThat(db().files(files).build().fill().inserted()).isEqualTo(3);
        assertThat(db().files(files).build().fill().writes()).isFalse();
    }

    @Test
    default void after_may_not_go_against_a_foreign_key_that_one_row_uses() {
        Map<String, String> files = accountsAfterRoles("{id: 2, name: clerk, organization_id: 1}");

        assertThat(db().fails(
                                SeedException.Kind.FAILED,
                                () -> db().files(files).build().fill()))
                .contains("\"after\" contradicts the references between tables: organization, role.");
    }

    @Test
    default void a_composite_reference_is_resolved_as_a_whole() {
        db().sql(
                        "create table region (country varchar(2), code varchar(5), name varchar(20), primary key (country,"
                                + " code))",
                        "create table office (name varchar(20) primary key, country varchar(2), region varchar(5), foreign key"
                                + " (country, region) references region (country, code))");

        db().plantTwice("""
                tables:
                  region: {rows: [{country: US, code: WA, name: Washington}, {country: AU, code: WA, name: Western}]}
                  office: {rows: [{name: perth, country: AU, region: WA}]}
                """);

        assertThat(db().rows("select * from office")).containsExactly("perth|AU|WA");
    }

    @Test
    default void a_reference_goes_through_a_key_column_that_is_itself_a_reference() {
        db().sql(
                        "create table organization (id integer primary key, slug varchar(20) not null unique)",
                        "create table role (id integer primary key, name varchar(20) not null, organization_id integer"
                                + " references organization(id), unique (name, organization_id))",
                        "create table member (name varchar(20) primary key, role_id integer not null references role(id))");

        db().plantTwice("""
                tables:
                  organization: {key: [slug], rows: [{id: 1, slug: acme}, {id: 2, slug: zeta}]}
                  role:
                    key: [name, organization_id]
                    rows:
                      - {id: 1, name: owner, organization_id: {slug: acme}}
                      - {id: 2, name: owner, organization_id: {slug: zeta}}
                      - {id: 3, name: owner, organization_id: null}
                  member:
                    rows:
                      - {name: ann, role_id: {name: owner, organization_id: {slug: zeta}}}
                      - {name: bob, role_id: {name: owner, organization_id: null}}
                """);

        assertThat(db().rows("select name, role_id from member order by 1")).containsExactly("ann|2", "bob|3");
    }

    @Test
    default void null_in_a_reference_finds_the_live_row_without_a_value() {
        db().sql(
                        "create table organization (id integer primary key, slug varchar(20) not null unique)",
                        "create table role (id integer primary key, name varchar(20) not null, organization_id integer"
                                + " references organization(id), unique (name, organization_id))",
                        "create table member (name varchar(20) primary key, role_id integer not null references role(id))",
                        "insert into organization values (1, 'acme')",
                        "insert into role values (7, 'owner', 1)",
                        "insert into role values (8, 'owner', null)");

        db().plantTwice("""
                tables:
                  member:
                    rows:
                      - {name: ann, role_id: {name: owner, organization_id: {slug: acme}}}
                      - {name: bob, role_id: {name: owner, organization_id: null}}
                """);

        assertThat(db().rows("select name, role_id from member order by 1")).containsExactly("ann|7", "bob|8");
    }

    @Test
    default void parents_come_before_children_in_one_table() {
        db().sql("create table area (id integer primary key, code varchar(20) not null unique, parent_id integer"
                + " references area(id))");

        db().plantTwice("""
                tables:
                  area:
                    key: [code]
                    rows:
                      - {id: 3, code: leaf, parent_id: {code: twig}}
                      - {id: 2, code: twig, parent_id: {code: trunk}}
                      - {id: 1, code: trunk}
                """);

        assertThat(db().rows("select code, parent_id from area order by id"))
                .containsExactly("trunk|∅", "twig|1", "leaf|2");
    }

    @Test
    default void a_chain_of_two_thousand_rows_in_any_order_is_planted_in_one_run() {
        db().sql("create table area (id integer primary key, code varchar(20) not null unique, parent_id integer"
                + " references area(id))");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            lines.add(i + ",c" + i + "," + (i == 0 ? "" : "c" + (i - 1)));
        }
        long seed = System.nanoTime();
        System.out.println("Order of the chain: new Random(" + seed + "L)");
        Collections.shuffle(lines, new Random(seed));
        Map<String, String> files = Map.of(
                "chain.yaml",
                "tables: {area: {key: [code], rows: {csv: chain.csv}}}",
                "chain.csv",
                "id,code,parent_id.code\n" + String.join("\n", lines) + "\n");

        Report report = db().files(files).build().fill();

        assertThat(report.inserted()).isEqualTo(2_000);
        assertThat(db().count("area where parent_id = id - 1")).isEqualTo(1_999);
        assertThat(db().files(files).build().fill().writes()).isFalse();
    }

    @Test
    default void a_reference_without_a_foreign_key_names_its_table() {
        db().sql(
                        "create table plan_of (id integer primary key, code varchar(20) not null unique)",
                        "create table setting (name varchar(20) primary key, plan_id integer)");

        db().plantTwice("""
                tables:
                  setting: {rows: [{name: default, plan_id: {$ref: {table: plan_of, code: solo}}}]}
                  plan_of: {key: [code], rows: [{id: 4, code: solo}]}
                """);

        assertThat(db().rows("select * from setting")).containsExactly("default|4");
    }

    @Test
    default void a_reference_to_generated_ids_is_compared_by_natural_key() {
        tierTables();
        db().sql("insert into tier values (77, 't', null)");

        db().plantTwice("""
                tables:
                  tier: {key: [code], on-insert: {id: 1}, rows: [{code: t}]}
                  permission: {key: [name], on-insert: {id: 1}, rows: [{name: p}]}
                  tier_permission: {rows: [{tier_id: {code: t}, permission_id: {name: p}}]}
                """);

        assertThat(db().rows("select * from tier_permission")).containsExactly("77|1");
        assertThat(db().seeds("""
                        tables:
                          tier: {key: [code], on-insert: {id: 1}, rows: [{code: t}]}
                          permission: {key: [name], on-insert: {id: 1}, rows: [{name: p}, {name: q}]}
                          tier_permission: {rows: [{tier_id: {code: t}, permission_id: {name: q}}]}
                        """.replace("{id: 1}, rows: [{name: p}", "{id: 2}, rows: [{name: p}"))
                        .build()
                        .fill()
                        .changes())
                .filteredOn(change -> change.table().equals("tier_permission"))
                .singleElement()
                .satisfies(change ->
                        assertThat(change.key()).isEqualTo(Map.of("tier_id.code", "t", "permission_id.name", "q")));
    }

    @Test
    default void a_live_reference_that_points_elsewhere_is_customised() {
        db().sql(
                        "create table tier (code varchar(20) primary key)",
                        "create table org (name varchar(20) primary key, tier varchar(20) references tier(code))",
                        "insert into tier values ('team')",
                        "insert into tier values ('solo')",
                        "insert into org values ('acme', 'team')");

        Report report = db().fill("tables: {org: {rows: [{name: acme, tier: {code: solo}}]}}");

        assertThat(report.changes()).singleElement().satisfies(change -> {
            assertThat(change.code()).isEqualTo("customised");
            assertThat(change.columns()).hasSize(1);
        });
        assertThat(db().rows("select * from org")).containsExactly("acme|team");
    }

    @Test
    default void a_row_that_refers_where_null_is_declared_is_told_by_the_key_of_what_it_refers_to() {
        db().sql(
                        "create table region (id integer primary key, name varchar(20) not null unique)",
                        "create table tier (id integer primary key, region_id integer not null references region,"
                                + " code varchar(20) not null, unique (region_id, code))",
                        "create table org (name varchar(20) primary key, tier_id integer references tier(id),"
                                + " other_id integer references tier(id), label varchar(20))");
        String seeds = """
                tables:
                  region: {key: [name], rows: [{id: 4, name: eu}]}
                  tier: {key: [region_id, code], rows: [{id: 7, region_id: {name: eu}, code: team}]}
                  org: {key: [name], rows: [{name: a, tier_id: null, other_id: null}, {name: b, tier_id: null}]}
                """;
        db().update(seeds);
        db().sql("update org set tier_id = 7", "update org set other_id = 7 where name = 'a'");

        Report report = db().update(seeds);

        assertThat(report.changes()).extracting(RowChange::code).containsOnly("customised");
        assertThat(report.changes().get(0).columns())
                .containsExactly(
                        Map.entry("tier_id.region_id.name", new ColumnChange("eu", null)),
                        Map.entry("tier_id.code", new ColumnChange("team", null)),
                        Map.entry("other_id.region_id.name", new ColumnChange("eu", null)),
                        Map.entry("other_id.code", new ColumnChange("team", null)));
        assertThat(report.changes().get(1).columns().keySet())
                .containsExactly("tier_id.region_id.name", "tier_id.code");
    }

    @Test
    default void references_to_rows_with_long_names_are_told_however_many_they_are() {
        StringBuilder columns = new StringBuilder();
        StringBuilder declared = new StringBuilder();
        StringBuilder held = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            columns.append(", r").append(i).append(" integer references node");
            declared.append(", r").append(i).append(": null");
            held.append(", 1");
        }
        db().sql(
                        "create table node (id integer primary key, parent_id integer not null references node,"
                                + " code varchar(20) not null, unique (parent_id, code))",
                        "create table web (id integer primary key, l integer references web, r integer references web,"
                                + " m integer references web, code varchar(20) not null, unique (l, r, m, code))",
                        "create table item (name varchar(20) primary key, web_id integer references web" + columns
                                + ")",
                        "insert into node values (1, 1, 'root')",
                        "insert into web values (1, null, null, null, 'middle')",
                        "insert into item values ('x', 1" + held + ")");

        Report report = db().fill("tables:\n  node: {key: [parent_id, code], rows: []}\n"
                + "  web: {key: [l, r, m, code], rows: []}\n"
                + "  item: {key: [name], rows: [{name: x, web_id: null" + declared + "}]}\n");

        assertThat(report.changes().get(0).columns())
                .hasSize(20 * 6 + 1)
                .containsEntry("r0.code", new ColumnChange("root", null))
                .containsEntry("r19.code", new ColumnChange("root", null))
                .containsEntry("web_id", new ColumnChange("1", null));
    }

    @Test
    default void a_reference_over_several_columns_none_of_which_is_unique_by_itself_is_found_again() {
        db().sql(
                        "create table area (country char(2) not null, code varchar(6) not null, parent_country char(2),"
                                + " parent_code varchar(6), primary key (country, code),"
                                + " foreign key (parent_country, parent_code) references area (country, code))",
                        "create table town (name varchar(20) not null, country char(2) not null, area varchar(6) not null,"
                                + " primary key (country, area, name),"
                                + " foreign key (country, area) references area (country, code))",
                        "create table street (name varchar(20) primary key, country char(2), area varchar(6),"
                                + " town varchar(20),"
                                + " foreign key (country, area, town) references town (country, area, name))");
        db().plantTwice("""
                tables:
                  area:
                    rows:
                      - {country: DE, code: '09', parent_country: {country: DE, code: BY}}
                      - {country: DE, code: BY, parent_country: null}
                      - {country: 'NO', code: BY, parent_country: null}
                  town:
                    rows:
                      - {country: {country: DE, code: BY}, area: {country: DE, code: BY}, name: Neustadt}
                      - {country: {country: DE, code: '09'}, area: {country: DE, code: '09'}, name: Neustadt}
                  street:
                    rows:
                      - name: Gasse
                        town: {country: {country: DE, code: '09'}, area: {country: DE, code: '09'}, name: Neustadt}
                """);

        assertThat(db().rows("select * from area order by country, code"))
                .containsExactly("DE|09|DE|BY", "DE|BY|∅|∅", "NO|BY|∅|∅");
        assertThat(db().rows("select * from street")).containsExactly("Gasse|DE|09|Neustadt");
    }

    @Test
    default void a_literal_id_that_no_row_has_is_an_error_that_names_row_and_constraint() {
        db().sql(
                        "create table kind (id integer primary key, code varchar(10) not null unique)",
                        "create table item (code varchar(10) primary key, kind_id integer not null, constraint item_kind"
                                + " foreign key (kind_id) references kind (id))",
                        "insert into kind values (1, 'live')");

        String message = db().failure("""
                tables:
                  kind: {key: [code], rows: [{id: 2, code: declared}]}
                  item:
                    rows:
                      - {code: a, kind_id: 1}
                      - {code: b, kind_id: 2}
                      - {code: c, kind_id: 3}
                      - {code: d, kind_id: 1}
                """);

        assertThat(message).isEqualToIgnoringCase("""
                Row code=c of table "item" refers by kind_id "3" to a row of table "kind" that is not there.
                  where: seeds/seeds.yaml, line 7, column 9 (table item, foreign key %s)
                  mend:  declare the row that it means, or correct the value""".formatted(db().foreignKey("item", "kind_id", "item_kind")));
    }
}

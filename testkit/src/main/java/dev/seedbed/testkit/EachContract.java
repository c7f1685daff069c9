package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.SeedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One line for many rows: the forms of {@code $each} and the patterns of {@code where}. */
public interface EachContract extends OnDatabase {
    String PERMISSIONS = """
            tables:
              tier: {key: [code], rows: [{id: 1, code: exempt}, {id: 2, code: team}]}
              permission:
                key: [name]
                rows:
                  - {id: 1, name: inventory.view, category: inventory}
                  - {id: 2, name: inventory.edit, category: inventory}
                  - {id: 3, name: batches.view, category: batches}
                  - {id: 4, name: "app.100%", category: app}
              tier_permission:
                rows:
            """;

    private void eachTables() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique)",
                        "create table permission (id integer primary key, name varchar(50) not null unique, category"
                                + " varchar(20))",
                        "create table tier_permission (tier_id integer references tier(id), permission_id integer references"
                                + " permission(id), primary key (tier_id, permission_id))");
    }

    private List<String> granted() {
        return db().rows("select t.code, p.name from tier_permission tp join tier t on t.id = tp.tier_id"
                + " join permission p on p.id = tp.permission_id order by tp.tier_id, tp.permission_id");
    }

    @Test
    default void each_declared_row() {
        eachTables();

        db().plantTwice(PERMISSIONS
                + "      - {tier_id: {code: exempt}, permission_id: {$each: {declared: permission}}}\n");

        assertThat(granted())
                .containsExactly(
                        "exempt|inventory.view", "exempt|inventory.edit", "exempt|batches.view", "exempt|app.100%");
    }

    @Test
    default void each_declared_row_where_a_pattern_matches() {
        eachTables();

        db().plantTwice(PERMISSIONS + """
                      - {tier_id: {code: team}, permission_id: {$each: {declared: permission, where: {name: "*.view"}}}}
                """);

        assertThat(granted()).containsExactly("team|inventory.view", "team|batches.view");
    }

    @Test
    default void each_of_a_list_of_names() {
        eachTables();

        db().plantTwice(PERMISSIONS + """
                      - {tier_id: {code: team}, permission_id: {name: {$each: [batches.view, inventory.edit]}}}
                """);

        assertThat(granted()).containsExactly("team|inventory.edit", "team|batches.view");
    }

    @Test
    default void columns_of_where_are_anded_and_a_list_is_any_of_it() {
        eachTables();

        db().plantTwice(PERMISSIONS + """
                      - tier_id: {code: team}
                        permission_id: {$each: {declared: permission, where: {name: "*.view", category: inventory}}}
                      - tier_id: {code: exempt}
                        permission_id: {$each: {declared: permission, where: {category: [batches, app]}}}
                """);

        assertThat(granted()).containsExactly("exempt|batches.view", "exempt|app.100%", "team|inventory.view");
    }

    @Test
    default void only_the_star_is_a_pattern() {
        eachTables();

        db().plantTwice(PERMISSIONS + """
                      - {tier_id: {code: team}, permission_id: {$each: {declared: permission, where: {name: "app.100%"}}}}
                """);

        assertThat(granted()).containsExactly("team|app.100%");
        assertThat(db().failure(PERMISSIONS + """
                              - {tier_id: {code: team}, permission_id: {$each: {declared: permission, where: {name: "app.%"}}}}
                        """)).isEqualTo("""
                        "$each" matches no declared row of table "permission" where name is "app.%".
                          where: seeds/seeds.yaml, line 12, column 56
                          mend:  declared values of "name" are inventory.view, inventory.edit, batches.view, app.100%""");
    }

    @Test
    default void each_in_two_columns_is_every_combination() {
        eachTables();

        db().plantTwice(PERMISSIONS + """
                      - {tier_id: {$each: {declared: tier}}, permission_id: {name: {$each: [batches.view, inventory.view]}}}
                """);

        assertThat(granted())
                .containsExactly(
                        "exempt|inventory.view", "exempt|batches.view", "team|inventory.view", "team|batches.view");
    }

    @Test
    default void a_grid_has_a_row_for_each_mark() {
        eachTables();
        Map<String, String> files = Map.of(
                "a.yaml",
                PERMISSIONS.substring(0, PERMISSIONS.indexOf("  tier_permission:")),
                "b.yaml",
                "tables: {tier_permission: {rows: {grid: grants.csv, down: permission_id.name, across: tier_id.code}}}",
                "grants.csv",
                "permission,exempt,team\ninventory.view,x,x\ninventory.edit,x,\nbatches.view,,x\n");

        db().files(files).build().fill();

        assertThat(granted())
                .containsExactly(
                        "exempt|inventory.view", "exempt|inventory.edit", "team|inventory.view", "team|batches.view");
        assertThat(db().files(files).build().fill().writes()).isFalse();
    }

    @Test
    default void a_grid_of_values_has_a_row_for_each_cell() {
        db().sql(
                        "create table message (code varchar(10), locale varchar(5), txt varchar(20), primary key (code, locale))");
        Map<String, String> files = Map.of(
                "a.yaml",
                "tables: {message: {rows: {grid: messages.csv, down: code, across: locale, value: txt}}}",
                "messages.csv",
                "code,de,en\nhello,Hallo,Hello\nbye,Tschüss,\n");

        db().files(files).build().fill();

        assertThat(db().rows("select * from message order by 1, 2"))
                .containsExactly("bye|de|Tschüss", "hello|de|Hallo", "hello|en|Hello");
    }

    @Test
    default void where_that_matches_nothing_is_an_error_and_nothing_is_written() {
        eachTables();

        assertThat(db().failure(PERMISSIONS + """
                              - {tier_id: {code: team}, permission_id: {$each: {declared: permission, where: {name: "batch.*"}}}}
                        """)).isEqualTo("""
                        "$each" matches no declared row of table "permission" where name is "batch.*".
                          where: seeds/seeds.yaml, line 12, column 56
                          mend:  declared values of "name" are inventory.view, inventory.edit, batches.view, app.100%""");
    }

    @Test
    default void each_of_a_table_without_declared_rows_is_an_error() {
        eachTables();

        assertThat(db().failure("""
                        tables:
                          tier: {key: [code], rows: [{id: 1, code: exempt}]}
                          tier_permission:
                            rows:
                              - {tier_id: {code: exempt}, permission_id: {$each: {declared: permission}}}
                        """)).isEqualTo("""
                        "$each" names table "permission", for which this run declares no rows.
                          where: seeds/seeds.yaml, line 5, column 58
                          mend:  name a table that a seeder of this run declares; those are tier, tier_permission""");
    }

    @Test
    default void each_of_a_table_that_the_run_leaves_out_names_the_seeder_that_declares_it() {
        eachTables();
        Map<String, String> files = Map.of(
                "permissions.yaml", "tables: {permission: {key: [name], rows: [{id: 1, name: a, category: b}]}}",
                "tiers.yaml", """
                tables:
                  tier: {key: [code], rows: [{id: 1, code: exempt}]}
                  tier_permission:
                    rows:
                      - {tier_id: {code: exempt}, permission_id: {$each: {declared: permission}}}
                """);
        String what = """
                "$each" names table "permission", whose rows seeder "permissions" declares, which this run leaves out.
                  where: seeds/tiers.yaml, line 5, column 58
                  mend:  choose\s""";

        assertThat(db().fails(
                                SeedException.Kind.FAILED,
                                () -> db().files(files)
                                        .onlySeeders(List.of("tiers"))
                                        .build()
                                        .fill()))
                .isEqualTo(what + "seeder \"permissions\" too: --seeder permissions");
        assertThat(db().fails(
                                SeedException.Kind.FAILED,
                                () -> db().files(files)
                                        .onlyTables(List.of("tier", "tier_permission"))
                                        .build()
                                        .fill()))
                .isEqualTo(what + "table \"permission\" of seeder \"permissions\" too: --table permission");
    }

    @Test
    default void all_that_is_wrong_with_each_is_told_at_once() {
        eachTables();

        assertThat(db().failure(PERMISSIONS + """
                              - {tier_id: {$each: []}, permission_id: {$each: {declare: permission}}}
                              - {tier_id: {code: team}, permission_id: {$each: {declared: permission, like: x, only: y}}}
                              - {tier_id: {code: team}, permission_id: {$each: {declared: permission, where: {nam: a, grp: b}}}}
                              - {tier_id: {code: exempt}, permission_id: {$each: {declared: seat}}}
                              - {tier_id: {code: free}, permission_id: {name: {$each: []}, category: {$each: {declared: permission, if: x, where: {nam: a}}}}}
                        """)).isEqualTo("""
                        "$each" has an empty list.
                          where: seeds/seeds.yaml, line 12, column 27
                          mend:  name the values, or remove the row
                        "$each" is neither a list nor {declared: table}.
                          where: seeds/seeds.yaml, line 12, column 55
                          mend:  write $each: [a, b] or $each: {declared: permission, where: {name: "inventory.*"}}
                        "$each" does not know the key "like".
                          where: seeds/seeds.yaml, line 13, column 56
                          mend:  its keys are "declared" and "where"
                        "$each" does not know the key "only".
                          where: seeds/seeds.yaml, line 13, column 56
                          mend:  its keys are "declared" and "where"
                        "where" names column "nam", which no row of table "permission" declares.
                          where: seeds/seeds.yaml, line 14, column 92
                          mend:  its columns are id, name, category
                        "where" names column "grp", which no row of table "permission" declares.
                          where: seeds/seeds.yaml, line 14, column 100
                          mend:  its columns are id, name, category
                        "$each" names table "seat", for which this run declares no rows.
                          where: seeds/seeds.yaml, line 15, column 58
                          mend:  name a table that a seeder of this run declares; those are tier, permission, tier_permission
                        "$each" has an empty list.
                          where: seeds/seeds.yaml, line 16, column 63
                          mend:  name the values, or remove the row
                        "$each" does not know the key "if".
                          where: seeds/seeds.yaml, line 16, column 86
                          mend:  its keys are "declared" and "where"
                        "where" names column "nam", which no row of table "permission" declares.
                          where: seeds/seeds.yaml, line 16, column 129
                          mend:  its columns are id, name, category""");
    }

    @Test
    default void past_many_wrong_rows_it_says_that_the_rest_was_not_looked_at() {
        eachTables();

        assertThat(db().failure(PERMISSIONS + "      - {tier_id: {$each: []}, permission_id: {name: a}}\n".repeat(51)))
                .contains("line 12, column 27", "line 61, column 27", """
                        More than 50 rows with "$each" are wrong.
                          mend:  mend these first: what stands behind them was not looked at""");
    }

    @Test
    default void each_over_rows_that_are_wrong_themselves_tells_only_these_and_each_once() {
        eachTables();

        assertThat(db().failure("""
                        tables:
                          tier_permission:
                            rows:
                              - {tier_id: {$each: {declared: tier}}, permission_id: {$each: {declared: permission}}}
                              - {tier_id: {$each: {declared: tier}}, permission_id: {name: a}}
                          tier: {key: [code], rows: [{id: 1, code: {$each: []}}]}
                          permission:
                            key: [name]
                            rows:
                              - {id: 1, name: a}
                              - {id: 2, name: {$each: {declared: tier, where: {price: 1}}}}
                        """)).isEqualTo("""
                        "$each" has an empty list.
                          where: seeds/seeds.yaml, line 6, column 52
                          mend:  name the values, or remove the row
                        "where" names column "price", which no row of table "tier" declares.
                          where: seeds/seeds.yaml, line 11, column 63
                          mend:  its columns are id, code""");
    }

    @Test
    default void a_name_in_each_that_does_not_exist_is_unresolved() {
        eachTables();

        assertThat(db().failure(PERMISSIONS + """
                              - {tier_id: {code: team}, permission_id: {name: {$each: [batches.view, batches.vew, x.y]}}}
                        """)).isEqualTo("""
                        Reference "name: batches.vew" in column "permission_id" names no row of table "permission".
                          where: seeds/seeds.yaml, line 12, column 78 (table tier_permission)
                          mend:  did you mean "batches.view"? Otherwise declare the row that it means
                        Reference "name: x.y" in column "permission_id" names no row of table "permission".
                          where: seeds/seeds.yaml, line 12, column 91 (table tier_permission)
                          mend:  correct the name, or declare the row that it means""");
    }
}

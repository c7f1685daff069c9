package dev.seedbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.seed.Declarations;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.Seeder;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lint finds in the files alone. */
class LintTest {
    @TempDir
    Path directory;

    private Seeds seeds;

    @BeforeEach
    void seeds() {
        seeds = new Seeds(directory);
    }

    private String error() {
        assertThat(Seeds.errors(seeds.unconnected())).hasSize(1);
        return Seeds.errors(seeds.unconnected()).get(0);
    }

    private String warning() {
        assertThat(Seeds.errors(seeds.unconnected())).isEmpty();
        assertThat(Seeds.warnings(seeds.unconnected())).hasSize(1);
        return Seeds.warnings(seeds.unconnected()).get(0);
    }

    @Test
    void clean_seeds_give_no_finding() {
        seeds.file("permissions.yaml", """
                tables:
                  permission: {key: [name], rows: [{name: batches.view}, {name: inventory.view}]}
                """)
                .file("tiers.yaml", """
                seeder: tiers
                environments: [production]
                after: [permissions]
                tables:
                  subscription_tier:
                    key: [code]
                    managed: [description]
                    insert-only: [enabled]
                    sensitive: []
                    on-insert: {id: {$uuid: v7}, created_at: {$now: true}}
                    on-update: {updated_at: {$now: true}}
                    rows:
                      - {code: exempt,  name: Exempt,  price: 0}
                      - {code: starter, name: Starter, price: 12, $was: {price: [9]}}
                      - {code: team,    name: Team,    price: 49, $formerly: [{code: pro}]}
                    retired:
                      - {code: legacy}
                      - {code: beta, $set: {is_active: false}}
                  tier_permission:
                    missing: hold
                    rows:
                      - tier_id: {code: exempt}
                        permission_id: {$each: {declared: permission}}
                      - tier_id: {code: starter}
                        permission_id: {$each: {declared: permission, where: {name: "inventory.*"}}}
                      - tier_id: {code: team}
                        permission_id: {name: {$each: [batches.view, batches.finish]}}
                  currency: {rows: {csv: iso-4217.csv}}
                """)
                .file("iso-4217.csv", "code,name\nCHF,Swiss franc\n");
        LintReport report = seeds.unconnected().build().lint();
        assertThat(report.errors()).isEmpty();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.withDatabase()).isFalse();
    }

    @Test
    void what_the_reader_refuses_is_reported_whole() {
        seeds.file("a.yaml", "tables: {role: {rows: [{name: a, name: b}]}}\n").file("b.sql", "select 1;\n");
        assertThat(Seeds.errors(seeds.unconnected())).hasSize(2).last().isEqualTo("""
                        A bare SQL file is not a seeder, since nothing says what it does and when it is done.
                          where: seeds/b.sql
                          mend:  declare it in a seed file: sql: {file: b.sql, touches: [table], done-when: "select ..."}""");
    }

    @Test
    void a_csv_row_that_is_too_long_is_an_error() {
        seeds.file("role.csv", "name,scope\na,b,c\n");
        assertThat(error()).contains("seeds/role.csv, line 2");
    }

    @Test
    void environments_that_a_dev_seeder_never_meets_are_an_error() {
        seeds.file("demo.yaml", """
                group: dev
                environments: [production]
                tables: {role: {rows: [{name: a}]}}
                """);
        assertThat(error()).isEqualTo("""
                A seeder of group "dev" names environments other than development and test: production.
                  where: seeds/demo.yaml, line 2, column 1
                  mend:  name only development and test, or choose the group core or update""");
    }

    @Test
    void an_unknown_environment_of_a_seeder_is_an_error_and_the_rest_is_looked_at_too() {
        seeds.file("a.yaml", "environments: [prodution]\ntables: {role: {rows: [{name: {$uid: v4}}]}}\n");
        assertThat(Seeds.errors(seeds.unconnected())).containsExactly("""
                Seeder "a" names the environment "prodution", which is not known.
                  where: seeds/a.yaml, line 1, column 1
                  mend:  did you mean "production"? Others are listed under "environments" in seedbed.yaml""", """
                "$uid" is no directive.
                  where: seeds/a.yaml, line 2, column 31 (table role, column name)
                  mend:  did you mean "$uuid"? data of a JSON column that looks so is written {$value: …}""");
    }

    @Test
    void a_short_form_of_an_environment_is_understood() {
        seeds.file("a.yaml", "environments: [prod]\ntables: {role: {rows: [{name: a}]}}\n");
        assertThat(error()).isEqualTo("""
                Seeder "a" names the environment "prod", which is not known.
                  where: seeds/a.yaml, line 1, column 1
                  mend:  did you mean "production"? Others are listed under "environments" in seedbed.yaml""");
    }

    @Test
    void a_variable_that_seeds_may_not_read_is_an_error_without_a_database_too() {
        seeds.file("a.yaml", "tables: {role: {rows: [{name: {$env: X}}, {name: {$bcrypt: {$env: Y}}}]}}\n");
        assertThat(Seeds.errors(seeds.unconnected())).containsExactly("""
                Seeds may not read the environment variable "X".
                  where: seeds/a.yaml, line 1, column 31 (table role, column name)
                  mend:  list it under "env" in seedbed.yaml; data of a JSON column that looks so is written {$value: …}""", """
                Seeds may not read the environment variable "Y".
                  where: seeds/a.yaml, line 1, column 60 (table role, column name)
                  mend:  list it under "env" in seedbed.yaml; data of a JSON column that looks so is written {$value: …}""");
    }

    @Test
    void an_unknown_environment_of_the_run_is_the_callers_mistake() {
        seeds.file("a.yaml", "tables: {role: {rows: [{name: a}]}}\n");
        assertThatThrownBy(() -> seeds.unconnected().environment("prod").build().lint())
                .isInstanceOfSatisfying(
                        SeedException.class, e -> assertThat(e.kind()).isEqualTo(SeedException.Kind.USAGE));
    }

    @Test
    void after_must_name_a_seeder_that_is_planted_wherever_this_one_is() {
        seeds.file("a.yaml", "environments: [test, staging]\ntables: {role: {rows: [{name: a}]}}\n")
                .file("b.yaml", "after: [a]\ntables: {unit: {rows: [{name: b}]}}\n");
        assertThat(error()).isEqualTo("""
                Seeder "b" comes after seeder "a", which is not planted in development and production.
                  where: seeds/b.yaml, line 1, column 1
                  mend:  plant "a" there too, or keep "b" out of there with "environments\"""");
    }

    @Test
    void each_over_rows_that_are_not_planted_everywhere_is_an_error() {
        seeds.file("a.yaml", "environments: [production]\ntables: {permission: {rows: [{name: a}]}}\n")
                .file("b.yaml", """
                        tables:
                          grant:
                            rows: [{permission_id: {$each: {declared: permission}}}]
                        """);
        assertThat(error()).isEqualTo("""
                Seeder "b" refers to seeder "a", which is not planted in development, test and staging.
                  where: seeds/b.yaml, line 3, column 36 (table grant, column permission_id)
                  mend:  plant "a" there too, or keep "b" out of there with "environments\"""");
    }

    @Test
    void each_over_a_table_that_some_seeder_plants_everywhere_is_fine() {
        seeds.file("a.yaml", "environments: [production]\ntables: {permission: {key: [name], rows: [{name: a}]}}\n")
                .file("b.yaml", "tables: {permission: {key: [name], rows: [{name: b}]}}\n")
                .file("c.yaml", "tables: {grant: {rows: [{permission_id: {$each: {declared: permission}}}]}}\n");
        assertThat(Seeds.errors(seeds.unconnected())).isEmpty();
    }

    @Test
    void each_over_a_table_without_seeds_is_an_error() {
        seeds.file("a.yaml", "tables: {grant: {rows: [{permission_id: {$each: {declared: permission}}}]}}\n");
        assertThat(error()).isEqualTo("""
                "$each" names table "permission", for which no seeder declares rows.
                  where: seeds/a.yaml, line 1, column 49 (table grant, column permission_id)
                  mend:  declare its rows, or list the values: $each: [a, b]""");
    }

    @Test
    void a_named_row_must_be_planted_wherever_its_reference_is() {
        seeds.file("a.yaml", "group: dev\ntables: {role: {key: [name], rows: [{name: tester}]}}\n")
                .file("b.yaml", "tables: {role: {key: [name], rows: [{name: owner}]}}\n")
                .file("c.yaml", """
                        tables:
                          member:
                            key: [name]
                            rows:
                              - {name: one, role: {$ref: {table: role, name: owner}}}
                              - {name: two, role: {$ref: {table: role, name: tester}}}
                              - {name: six, role: {$ref: {table: role, name: live}}}
                        """);
        assertThat(error()).isEqualTo("""
                Seeder "c" refers to seeder "a", which is not planted in staging and production.
                  where: seeds/c.yaml, line 6, column 27 (table member, column role)
                  mend:  plant "a" there too, or keep "c" out of there with "environments\"""");
    }

    @Test
    void a_core_seeder_must_not_need_an_update_seeder() {
        seeds.file("a.yaml", "group: update\ntables: {permission: {rows: [{name: a}]}}\n")
                .file("b.yaml", "tables: {grant: {rows: [{permission_id: {$each: {declared: permission}}}]}}\n");
        assertThat(error()).isEqualTo("""
                Seeder "b" refers to seeder "a", which init and fill do not plant, since it is of group update.
                  where: seeds/b.yaml, line 1, column 49 (table grant, column permission_id)
                  mend:  put "b" into group update too, or seeder "a" into group core""");
    }

    @Test
    void one_key_in_two_seeders_that_are_planted_together_is_an_error_in_whatever_environment() {
        seeds.file("a.yaml", "tables: {role: {key: [name, org_id], rows: [{name: owner, org_id: {slug: x}}]}}\n")
                .file("b.yaml", """
                        environments: [development]
                        tables: {role: {key: [name, org_id], rows: [{name: owner, org_id: {slug: x}}, {name: owner}]}}
                        """);
        assertThat(error()).isEqualTo("""
                Two rows of table "role" have the same key name=owner, org_id.slug=x.
                  where: seeds/a.yaml, line 1, column 45 and seeds/b.yaml, line 2, column 45 (table role)
                  mend:  remove one of them, or correct it""");
    }

    @Test
    void one_key_in_two_seeders_that_never_meet_is_fine() {
        seeds.file("a.yaml", "environments: [production]\ntables: {role: {key: [name], rows: [{name: owner}]}}\n")
                .file("b.yaml", "environments: [test]\ntables: {role: {key: [name], rows: [{name: owner}]}}\n");
        assertThat(Seeds.errors(seeds.unconnected())).isEmpty();
    }

    @Test
    void a_managed_column_must_not_be_generated() {
        seeds.file("a.yaml", """
                tables:
                  role: {managed: [token, made], on-insert: {made: {$now: true}}, rows: [{name: a, token: {$uuid: v4}}]}
                """);
        assertThat(Seeds.errors(seeds.unconnected())).containsExactly("""
                Managed column "made" has a generated value.
                  where: seeds/a.yaml, line 2, column 52 (table role)
                  mend:  take the column out of "managed", or declare its value""", """
                Managed column "token" has a generated value.
                  where: seeds/a.yaml, line 2, column 91 (table role)
                  mend:  take the column out of "managed", or declare its value""");
    }

    @Test
    void null_in_capitals_is_a_text_and_a_warning() {
        seeds.file("a.yaml", "tables: {role: {rows: [{name: a, note: NULL}, {name: b, note: \"NULL\"}]}}\n");
        assertThat(warning()).isEqualTo("""
                A value of column "note" is the text NULL.
                  where: seeds/a.yaml, line 1, column 40 (table role)
                  mend:  write null for no value, and in CSV what stands for it; where the text is meant, put it into quotes""");
    }

    @Test
    void a_directive_like_no_other_is_only_a_warning_since_it_may_be_json() {
        seeds.file("a.yaml", "tables: {role: {rows: [{name: a, data: {$elephant: 1}}]}}\n");
        assertThat(warning()).isEqualTo("""
                "$elephant" is no directive.
                  where: seeds/a.yaml, line 1, column 40 (table role)
                  mend:  the directives for values are $ref, $each, $uuid, $now, $env, $bcrypt, $file, $json, $value; data \
                of a JSON column that looks so is written {$value: …}""");
    }

    @Test
    void a_file_that_is_not_there_is_an_error() {
        seeds.file("a.yaml", "tables: {role: {rows: [{name: {$file: terms.md}}]}}\n");
        assertThat(error()).contains("seeds/a.yaml, line 1").contains("terms.md");
    }

    @Test
    void an_empty_seeder_is_a_warning() {
        seeds.file("role.csv", "name\n");
        assertThat(warning()).isEqualTo("""
                Seeder "role" declares no rows.
                  where: seeds/role.csv
                  mend:  declare some, or remove the seeder""");
    }

    @Test
    void named_seeders_alone_are_looked_at() {
        seeds.file("a.yaml", "group: dev\ntables: {role: {rows: [{name: a}]}}\n")
                .file("b.yaml", "tables: {role: {rows: []}}\n");
        assertThat(Seeds.warnings(seeds.unconnected().onlySeeders(java.util.List.of("a"))))
                .isEmpty();
        assertThat(Seeds.warnings(seeds.unconnected())).hasSize(1);
    }

    @Test
    void seeders_in_java_are_looked_at_too() {
        Seeder seeder = new Seeder() {
            @Override
            public String name() {
                return "java";
            }

            @Override
            public void declare(Declarations declarations) {
                declarations.table("role").managed("id").row("id", Declarations.uuid4(), "name", "a");
            }
        };
        assertThat(Seeds.errors(Seedbed.unconnected().discoverSeeders(false).seeders(seeder)))
                .singleElement()
                .isEqualTo("""
                        Managed column "id" has a generated value.
                          where: %s (table role)
                          mend:  take the column out of "managed", or declare its value""".formatted(seeder.getClass().getName()));
    }
}

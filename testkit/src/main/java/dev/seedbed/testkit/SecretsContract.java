package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange.ColumnChange;
import dev.seedbed.run.Confirmation;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Production takes no secret from the seeds, whichever way it would come in. */
public interface SecretsContract extends OnDatabase {
    private String refused(Seedbed.Builder builder) {
        Seedbed seedbed = builder.environment("production")
                .confirmation(Confirmation.GIVEN)
                .build();
        for (Mode mode : new Mode[] {Mode.INIT, Mode.FILL}) {
            db().fails(SeedException.Kind.FAILED, () -> seedbed.run(mode));
        }
        return db().fails(SeedException.Kind.FAILED, seedbed::update);
    }

    private static String said(String place) {
        return """
                A value of sensitive column "token" stands in the seeds, in production.
                  where: seeds/seeds.yaml, %s (table vault)
                  mend:  take it from the environment with $env""".formatted(place);
    }

    private void vault() {
        db().sql(
                        "create table vault (name varchar(20) primary key, note varchar(20), token varchar(100))",
                        "insert into vault values ('old', 'x', 'planted')");
    }

    @Test
    default void a_literal_in_a_row_is_refused_in_production() {
        vault();

        assertThat(refused(db().seeds("tables: {vault: {sensitive: [token], rows: [{name: a, token: t}]}}")))
                .isEqualTo(said("line 1, column 62"));
        assertThat(refused(db().seeds("tables: {vault: {sensitive: [token], rows: [{name: a, token: {$bcrypt: t}}]}}")))
                .isEqualTo(said("line 1, column 62"));
        assertThat(refused(db().files(Map.of(
                        "seeds.yaml",
                        "tables: {vault: {sensitive: [token], rows: {csv: v.csv}}}",
                        "v.csv",
                        "name,token\na,t\n"))))
                .contains("A value of sensitive column \"token\" stands in the seeds, in production.");
    }

    @Test
    default void nor_is_one_that_a_retired_row_is_set_to_or_was_planted_with() {
        vault();

        assertThat(
                        refused(
                                db().seeds(
                                                "tables: {vault: {sensitive: [token], rows: [], retired: [{name: old, $set: {token: t}}]}}")))
                .isEqualTo(said("line 1, column 84"));
        assertThat(refused(db().seeds(
                                "tables: {vault: {sensitive: [token], rows: [], retired: [{name: gone, token: t}]}}")))
                .isEqualTo(said("line 1, column 78"));
    }

    @Test
    default void nor_is_one_that_comes_with_an_insert_or_a_change() {
        vault();

        assertThat(refused(
                        db().seeds("tables: {vault: {sensitive: [token], on-insert: {token: t}, rows: [{name: a}]}}")))
                .isEqualTo(said("line 1, column 57"));
        assertThat(refused(
                        db().seeds("tables: {vault: {sensitive: [token], on-update: {token: t}, rows: [{name: a}]}}")))
                .isEqualTo(said("line 1, column 57"));
        assertThat(refused(db().files(Map.of(
                        "../seedbed.yaml",
                        "columns: {token: {on-insert: t}}",
                        "seeds.yaml",
                        "tables: {vault: {sensitive: [token], rows: [{name: a}]}}"))))
                .startsWith("A value of sensitive column \"token\" stands in the seeds, in production.")
                .contains("seedbed.yaml, line 1, column 30 (table vault)");
    }

    @Test
    default void nor_is_one_that_a_java_seeder_declares() {
        vault();

        assertThat(refused(db().seeders(seeds -> seeds.table("vault")
                        .sensitive("token")
                        .onInsert("token", "t")
                        .row("name", "a"))))
                .startsWith("A value of sensitive column \"token\" stands in the seeds, in production.");
    }

    @Test
    default void nor_is_any_form_of_data_in_a_json_column() {
        db().sql("create table vault (name varchar(20) primary key, token json)");

        for (String value : new String[] {"[1]", "{a: 1}", "{$value: {a: 1}}", "{$json: '[1]'}", "{$env: TOKEN}"}) {
            assertThat(refused(db().seeds(
                                    "tables: {vault: {sensitive: [token], rows: [{name: a, token: " + value + "}]}}")))
                    .isEqualTo("""
                    A value of sensitive column "token" stands in the seeds, in production.
                      where: seeds/seeds.yaml, line 1, column 62 (table vault)
                      mend:  take it from a file that only the deployment has, with $file""");
        }
    }

    @Test
    default void a_former_secret_is_refused_everywhere() {
        vault();
        String seeds = "tables: {vault: {sensitive: [token], rows: [{name: a, token: s, $was: {token: [t]}}]}}";

        assertThat(db().failure(seeds)).isEqualTo("""
                "$was" gives former values of sensitive column "token".
                  where: seeds/seeds.yaml, line 1, column 80 (table vault)
                  mend:  take them out: Seedbed keeps no secret to compare with, here or in former.jsonl""");
    }

    @Test
    default void a_variable_is_read_into_sensitive_columns_alone_also_on_insert() {
        vault();

        assertThat(db().fails(
                                SeedException.Kind.FAILED,
                                () -> db().files(
                                                Map.of(
                                                        "../seedbed.yaml",
                                                        "env: [TOKEN]",
                                                        "seeds.yaml",
                                                        "tables: {vault: {on-insert: {token: {$env: TOKEN}}, rows: [{name: a}]}}"))
                                        .environmentVariables(name -> "t")
                                        .build()
                                        .fill()))
                .isEqualTo("""
                "$env" stands in column "token", which is not sensitive.
                  where: seeds/seeds.yaml, line 1, column 37 (table vault)
                  mend:  list the column under "sensitive\"""");
    }

    @Test
    default void a_secret_of_the_environment_is_planted_in_production() {
        vault();

        db().files(
                        Map.of(
                                "../seedbed.yaml",
                                "env: [TOKEN]",
                                "seeds.yaml",
                                "tables: {vault: {sensitive: [token], rows: [{name: a, token: {$env: TOKEN}}, {name: b, token: null}]}}"))
                .environment("production")
                .environmentVariables(name -> "t")
                .build()
                .fill();

        assertThat(db().rows("select name, token from vault where name < 'c' order by name"))
                .containsExactly("a|t", "b|∅");
    }

    @Test
    default void what_a_seeder_that_takes_no_part_calls_sensitive_is_masked_all_the_same() {
        vault();
        Map<String, String> files = Map.of(
                "a.yaml",
                "tables: {vault: {rows: [{name: a, token: t}]}}",
                "b.yaml",
                "{group: update, tables: {vault: {sensitive: [token], rows: [{name: b}]}}}",
                "c.yaml",
                "{environments: [test], tables: {VAULT: {sensitive: [note], rows: [{name: c}]}}}");

        Report chosen = db().files(files).onlySeeders(List.of("a")).build().plan(Mode.UPDATE);
        Report filled = db().files(files).build().plan(Mode.FILL);

        for (Report report : List.of(chosen, filled)) {
            assertThat(report.changes())
                    .extracting(change -> change.columns().get("token"))
                    .containsExactly(new ColumnChange(null, "***"));
        }
    }

    @Test
    default void nor_does_it_matter_how_a_seeder_that_takes_no_part_writes_the_table() {
        vault();
        db().sql("insert into vault (name, token) values ('a', 'old')");

        for (String written : List.of(db().qualified("vault"), db().qualified("VAULT"), "Vault")) {
            Report report = db().files(Map.of(
                            "a.yaml",
                            "tables: {" + written + ": {sensitive: [TOKEN], managed: [token], rows: [{name: z}]}}",
                            "b.yaml",
                            "tables: {vault: {managed: [token], rows: [{name: a, token: new}]}}"))
                    .onlySeeders(List.of("b"))
                    .build()
                    .plan(Mode.UPDATE);

            assertThat(report.changes())
                    .as(written)
                    .extracting(change -> change.columns().get("token"))
                    .containsExactly(new ColumnChange("***", "***"));
        }
    }
}

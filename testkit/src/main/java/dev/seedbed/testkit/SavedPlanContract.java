package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.run.SavedPlan;
import dev.seedbed.seed.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A saved plan is carried out just as it is, or not at all. Secrets are sealed with a key of the ledger here: what seals
 * them without one is slow on purpose.
 */
public interface SavedPlanContract extends OnDatabase {
    String SEEDS = """
            tables:
              tier:
                key: [code]
                rows:
                  - {code: a, price: 12, $was: {price: [9]}}
                  - {code: b, price: 2}
            """;

    Map<String, String> KEY = Map.of("SEEDBED_LEDGER_KEY", "a key of the ledger for tests");

    private Seedbed seedbed(String seeds) {
        return db().seeds(seeds).build();
    }

    private SavedPlan saved() {
        db().sql("create table tier (code varchar(20) primary key, price integer)", "insert into tier values ('a', 9)");
        List<SavedPlan> plans = new ArrayList<>();
        seedbed(SEEDS).plan(Mode.UPDATE, plans::add);
        return SavedPlan.of(plans.get(0).json(), "plan.json");
    }

    private static List<String> messages(Report report) {
        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        return report.errors().stream().map(Problem::message).toList();
    }

    @Test
    default void it_is_applied_where_nothing_has_moved() {
        Report report = seedbed(SEEDS).apply(saved());

        assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(db().rows("select code, price from tier order by code")).containsExactly("a|12", "b|2");
    }

    @Test
    default void a_value_that_moved_since_is_named_and_nothing_is_written() {
        SavedPlan plan = saved();
        db().sql("update tier set price = 10 where code = 'a'");

        Report report = seedbed(SEEDS).apply(plan);

        assertThat(messages(report))
                .containsExactly(
                        "The update of row code=a of table \"tier\" is not to be done any more as it was planned.");
        assertThat(report.errors().get(0).where()).isEqualTo("price 9 → 12");
        assertThat(db().rows("select code, price from tier")).containsExactly("a|10");
    }

    @Test
    default void a_row_that_was_planted_meanwhile_is_named() {
        SavedPlan plan = saved();
        db().sql("insert into tier values ('b', 2)");

        Report report = seedbed(SEEDS).apply(plan);

        assertThat(messages(report))
                .containsExactly(
                        "The insert of row code=b of table \"tier\" is not to be done any more as it was planned.");
        assertThat(report.errors().get(0).where()).isEqualTo("code b, price 2");
    }

    @Test
    default void other_seeds_are_refused() {
        SavedPlan plan = saved();

        assertThat(messages(seedbed(SEEDS.replace("price: 2", "price: 3")).apply(plan)))
                .contains("The plan was saved for other seeds.");
        assertThat(db().rows("select code, price from tier")).containsExactly("a|9");
    }

    @Test
    default void another_environment_and_other_options_are_refused() {
        SavedPlan plan = saved();

        assertThat(messages(db().seeds(SEEDS).environment("test").build().apply(plan)))
                .containsExactly("The plan was saved for another environment.");
        assertThat(messages(db().seeds(SEEDS).allowBlocked(true).build().apply(plan)))
                .containsExactly("The plan was saved for other options.");
        assertThat(db().seeds(SEEDS)
                        .onlyTables(List.of("tier"))
                        .build()
                        .apply(plan)
                        .errors()
                        .get(0)
                        .where())
                .isEqualTo("tables then [], now [\"tier\"]");
    }

    @Test
    default void a_plan_that_was_applied_is_not_applied_again() {
        SavedPlan plan = saved();
        seedbed(SEEDS).apply(plan);

        assertThat(messages(seedbed(SEEDS).apply(plan))).hasSize(2);
    }

    @Test
    default void seeds_may_move_about_in_their_files() {
        SavedPlan plan = saved();

        assertThat(seedbed("# a comment\n" + SEEDS).apply(plan).outcome()).isEqualTo(Outcome.APPLIED);
    }

    private Seedbed.Builder vault(Map<String, String> files, Map<String, String> variables) {
        return db().files(files).environmentVariables(variables::get);
    }

    private static SavedPlan saved(Seedbed.Builder builder) {
        List<SavedPlan> plans = new ArrayList<>();
        builder.build().plan(Mode.UPDATE, plans::add);
        return SavedPlan.of(plans.get(0).json(), "plan.json");
    }

    private void vaultTable() {
        db().sql(
                        "create table vault (name varchar(20) primary key, note varchar(20), token varchar(100))",
                        "insert into vault values ('a', 'old', 'typed')");
    }

    @Test
    default void a_managed_secret_that_somebody_changed_since_is_noticed() {
        vaultTable();
        Map<String, String> files = Map.of(
                "seeds.yaml",
                "tables: {vault: {managed: [token], sensitive: [token], rows: [{name: a, token: planted}]}}");
        SavedPlan plan = saved(vault(files, KEY));
        db().sql("update vault set token = 'typed again'");

        assertThat(messages(vault(files, KEY).build().apply(plan)))
                .containsExactly("A sensitive value that the plan would change is not the one that it was made on.");
        assertThat(db().rows("select token from vault")).containsExactly("typed again");

        SavedPlan anew = saved(vault(files, KEY));
        assertThat(vault(files, KEY).build().apply(anew).outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(db().rows("select token from vault")).containsExactly("planted");
    }

    @Test
    default void a_program_may_apply_what_it_planned_without_a_file_in_between() {
        vaultTable();
        Map<String, String> files = Map.of(
                "seeds.yaml",
                "tables: {vault: {managed: [token], sensitive: [token], rows: [{name: a, token: planted}]}}");
        List<SavedPlan> plans = new ArrayList<>();
        vault(files, Map.of()).build().plan(Mode.UPDATE, plans::add);
        db().sql("update vault set token = 'typed again'");

        assertThat(messages(vault(files, Map.of()).build().apply(plans.get(0))))
                .containsExactly("A sensitive value that the plan would change is not the one that it was made on.");

        db().sql("update vault set token = 'typed'");
        assertThat(vault(files, Map.of()).build().apply(plans.get(0)).outcome()).isEqualTo(Outcome.APPLIED);
    }

    @Test
    default void a_file_or_variable_that_changed_since_is_noticed() {
        vaultTable();
        String file = "tables: {vault: {%s, rows: [{name: b, %s: {$file: x.txt}}]}}";
        String variable = "tables: {vault: {sensitive: [token], rows: [{name: b, token: %s}]}}";
        String shown = file.formatted("managed: [note]", "note");
        String hidden = file.formatted("sensitive: [token]", "token");

        changed(Map.of("a.yaml", shown, "x.txt", "one"), Map.of(), Map.of("a.yaml", shown, "x.txt", "two"), Map.of());
        changed(Map.of("a.yaml", hidden, "x.txt", "one"), KEY, Map.of("a.yaml", hidden, "x.txt", "two"), KEY);
        for (String value : List.of("{$env: TOKEN}", "{$bcrypt: {$env: TOKEN}}")) {
            Map<String, String> files = Map.of("../seedbed.yaml", "env: [TOKEN]", "a.yaml", variable.formatted(value));
            changed(files, with("TOKEN", "one"), files, with("TOKEN", "two"));
        }
        changed(Map.of("a.yaml", variable.formatted("one")), KEY, Map.of("a.yaml", variable.formatted("two")), KEY);
        assertThat(db().rows("select name from vault")).containsExactly("a");
    }

    private static Map<String, String> with(String variable, String value) {
        Map<String, String> variables = new HashMap<>(KEY);
        variables.put(variable, value);
        return variables;
    }

    private void changed(
            Map<String, String> files,
            Map<String, String> variables,
            Map<String, String> laterFiles,
            Map<String, String> laterVariables) {
        SavedPlan plan = saved(vault(files, variables));

        Report report = vault(laterFiles, laterVariables).build().apply(plan);

        assertThat(messages(report)).first().isEqualTo("The plan was saved for other seeds.");
        assertThat(db().rows("select name from vault")).containsExactly("a");
    }

    @Test
    default void a_key_that_a_report_masks_counts_as_well() {
        db().sql("create table vault (token varchar(100) primary key)");
        Map<String, String> files = Map.of(
                "seeds.yaml",
                "tables: {vault: {key: [token], sensitive: [token], rows: [{token: one}, {token: two}]}}");
        SavedPlan plan = saved(vault(files, KEY));
        db().sql("insert into vault values ('one')");
        SavedPlan other = saved(vault(files, KEY));
        db().sql("delete from vault", "insert into vault values ('two')");

        assertThat(messages(vault(files, KEY).build().apply(plan))).isNotEmpty();
        assertThat(messages(vault(files, KEY).build().apply(other)))
                .containsExactly("A sensitive value that the plan would change is not the one that it was made on.");
    }

    @Test
    default void neither_a_secret_nor_a_digest_of_one_alone_is_saved() {
        vaultTable();
        List<SavedPlan> plans = new ArrayList<>();
        db().seeds("tables: {vault: {managed: [token], sensitive: [token], rows: [{name: a, token: planted}]}}")
                .environmentVariables(KEY::get)
                .build()
                .plan(Mode.UPDATE, plans::add);

        assertThat(plans).extracting(SavedPlan::holdsGuessableSecrets).containsExactly(false);
        assertThat(plans.get(0).json())
                .doesNotContain("planted", "typed", "sha256:", "pbkdf2")
                .containsPattern("\"seeds\": \"hmac-sha-256 [0-9a-f]{8}:[0-9a-f]{32}:[0-9a-f]{64}\"");
    }

    @Test
    default void without_the_key_that_sealed_it_a_plan_is_refused() {
        vaultTable();
        Map<String, String> files = Map.of(
                "seeds.yaml",
                "tables: {vault: {managed: [token], sensitive: [token], rows: [{name: a, token: planted}]}}");
        SavedPlan plan = saved(vault(files, KEY));

        assertThat(messages(vault(files, Map.of()).build().apply(plan)))
                .containsExactly("The plan was sealed with a key of the ledger that is not given here.");
        Map<String, String> rotated =
                Map.of("SEEDBED_LEDGER_KEY", "a newer key of the ledger," + KEY.get("SEEDBED_LEDGER_KEY"));
        assertThat(vault(files, rotated).build().apply(plan).outcome()).isEqualTo(Outcome.APPLIED);
    }

    @Test
    default void columns_of_the_configuration_are_seeds_too() {
        vaultTable();
        String seeds = "tables: {vault: {rows: [{name: b}]}}";
        String columns = "columns: {note: {on-insert: %s}}";

        changed(
                Map.of("a.yaml", seeds, "../seedbed.yaml", columns.formatted("x")),
                Map.of(),
                Map.of("a.yaml", seeds, "../seedbed.yaml", columns.formatted("y")),
                Map.of());
    }

    @Test
    default void a_row_that_was_to_go_and_is_gone_is_named_with_where_it_is_retired() {
        db().sql("create table tier (code varchar(20) primary key, price integer)");
        seedbed("tables: {tier: {rows: [{code: a, price: 1}, {code: b, price: 2}]}}")
                .update();
        String release = """
            tables:
              tier:
                rows:
                  - {code: a, price: 1}
                retired:
                  - {code: b, price: 2}
            """;
        List<SavedPlan> plans = new ArrayList<>();
        seedbed(release).plan(Mode.UPDATE, plans::add);
        db().sql("delete from tier where code = 'b'");

        Report stale = seedbed(release).apply(plans.get(0));

        assertThat(messages(stale))
                .containsExactly(
                        "The retire of row code=b of table \"tier\" is not to be done any more as it was planned.");
        assertThat(stale.errors().get(0).where()).isEqualTo("seeder seeds, seeds/seeds.yaml:6");
    }

    @Test
    default void a_reset_takes_out_no_rows_that_came_after_its_plan() {
        db().sql("create table tier (code varchar(20) primary key, price integer)", "insert into tier values ('x', 1)");
        seedbed(SEEDS).mark();
        List<SavedPlan> plans = new ArrayList<>();
        seedbed(SEEDS).plan(Mode.RESET, plans::add);
        SavedPlan plan = SavedPlan.of(plans.get(0).json(), "plan.json");
        db().sql("insert into tier values ('y', 1)");

        Report stale = seedbed(SEEDS).apply(plan);
        assertThat(messages(stale))
                .containsExactly(
                        "To take 1 row out of table \"tier\" is not to be done any more as it was planned.",
                        "To take 2 rows out of table \"tier\" is to be done now, and was not planned so.");
        assertThat(stale.errors()).extracting(Problem::where).containsOnly("seeder seeds");
        assertThat(db().count("tier")).isEqualTo(2);

        db().sql("delete from tier where code = 'y'");
        assertThat(seedbed(SEEDS).apply(plan).outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(db().rows("select code from tier order by code")).containsExactly("a", "b");
    }
}

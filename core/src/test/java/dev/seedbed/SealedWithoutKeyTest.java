package dev.seedbed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.run.SavedPlan;
import dev.seedbed.seed.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps secrets in saved plans from being guessed where the ledger has no key, which takes its time. */
class SealedWithoutKeyTest {
    @TempDir
    Path folder;

    private Seeds seeds;

    @BeforeEach
    void typed() {
        seeds = new Seeds(folder)
                .sql(
                        "create table vault (name varchar(20) primary key, token varchar(100))",
                        "insert into vault values ('a', 'typed')");
    }

    private Seedbed seedbed(String token) {
        seeds.file(
                "vault.yaml",
                "tables: {vault: {managed: [token], sensitive: [token], rows: [{name: a, token: " + token + "}]}}");
        return seeds.connected().environment("development").build();
    }

    private Outcome applied(SavedPlan plan, String token, String... messages) {
        Report report = seedbed(token).apply(SavedPlan.of(plan.json(), "plan.json"));
        assertThat(report.errors()).extracting(Problem::message).containsExactly(messages);
        return report.outcome();
    }

    @Test
    void secrets_that_changed_since_are_noticed_and_none_is_saved_nor_a_digest_of_one_alone() {
        List<SavedPlan> plans = new ArrayList<>();
        seedbed("planted").plan(Mode.UPDATE, plans::add);
        SavedPlan plan = plans.get(0);
        assertThat(plan.holdsGuessableSecrets()).isTrue();
        assertThat(plan.json())
                .doesNotContain("planted", "typed", "sha256:")
                .containsPattern("\"seeds\": \"pbkdf2-hmac-sha-256 600000:[0-9a-f]{32}:[0-9a-f]{64}\"")
                .containsPattern("\"secrets\": \"pbkdf2-hmac-sha-256 600000:[0-9a-f]{32}:[0-9a-f]{64}\"");

        assertThat(applied(plan, "another", "The plan was saved for other seeds."))
                .isEqualTo(Outcome.REFUSED);
        seeds.sql("update vault set token = 'typed again'");
        assertThat(applied(
                        plan,
                        "planted",
                        "A sensitive value that the plan would change is not the one that it was made on."))
                .isEqualTo(Outcome.REFUSED);

        seeds.sql("update vault set token = 'typed'");
        assertThat(applied(plan, "planted")).isEqualTo(Outcome.APPLIED);
    }
}

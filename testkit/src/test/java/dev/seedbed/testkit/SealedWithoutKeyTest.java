package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.run.SavedPlan;
import dev.seedbed.seed.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps secrets in saved plans from being guessed where the ledger has no key, which takes its time. */
class SealedWithoutKeyTest {
    @TempDir
    private Path folder;

    private TestDatabase database;

    @BeforeEach
    void typed() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        database = new TestDatabase(source, folder);
        database.sql(
                "create table vault (name varchar(20) primary key, token varchar(100))",
                "insert into vault values ('a', 'typed')");
    }

    private Seedbed seedbed(String token) {
        return database.seeds("tables: {vault: {managed: [token], sensitive: [token], rows: [{name: a, token: " + token
                        + "}]}}")
                .build();
    }

    private SavedPlan saved(String token) {
        List<SavedPlan> plans = new ArrayList<>();
        seedbed(token).plan(Mode.UPDATE, plans::add);
        return plans.get(0);
    }

    private Outcome applied(SavedPlan plan, String token, String... messages) {
        Report report = seedbed(token).apply(SavedPlan.of(plan.json(), "plan.json"));
        assertThat(report.errors()).extracting(Problem::message).containsExactly(messages);
        return report.outcome();
    }

    @Test
    void secrets_that_changed_since_are_noticed_and_none_is_saved_nor_a_digest_of_one_alone() {
        SavedPlan plan = saved("planted");
        assertThat(plan.holdsGuessableSecrets()).isTrue();
        assertThat(plan.json())
                .doesNotContain("planted", "typed", "sha256:")
                .containsPattern("\"seeds\": \"pbkdf2-hmac-sha-256 600000:[0-9a-f]{32}:[0-9a-f]{64}\"")
                .containsPattern("\"secrets\": \"pbkdf2-hmac-sha-256 600000:[0-9a-f]{32}:[0-9a-f]{64}\"");

        assertThat(applied(plan, "another", "The plan was saved for other seeds."))
                .isEqualTo(Outcome.REFUSED);
        database.sql("update vault set token = 'typed again'");
        assertThat(applied(
                        plan,
                        "planted",
                        "A sensitive value that the plan would change is not the one that it was made on."))
                .isEqualTo(Outcome.REFUSED);

        database.sql("update vault set token = 'typed'");
        assertThat(applied(plan, "planted")).isEqualTo(Outcome.APPLIED);
        assertThat(database.rows("select token from vault")).containsExactly("planted");
    }
}

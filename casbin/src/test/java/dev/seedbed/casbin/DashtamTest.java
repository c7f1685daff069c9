package dev.seedbed.casbin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.casbin.jcasbin.main.Enforcer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashtamTest {
    static final String TWIN = """
            Table "casbin_rule" holds row ptype=g, v0=user, v1=readonly, v2=, v3=NULL, v4=NULL, v5=NULL with NULL in v2, \
            which to the database is another row (classpath:dashtam/seeds/rbac.yaml, line 20, column 11): declare NULL and \
            the empty text as they are stored, or delete the row that is there.""";

    @TempDir
    Path folder;

    private void plantsOnce(TestDatabase database) {
        Seedbed seedbed = Dashtam.seedbed(database);

        Report first = seedbed.fill();

        assertThat(first.inserted()).isEqualTo(16);
        Dashtam.isWhole(database);
        assertThat(seedbed.fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(seedbed.update().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        Dashtam.isWhole(database);
        assertThat(seedbed.lint().errors()).isEmpty();
    }

    @Test
    void sixteen_rules_are_planted_once_on_postgresql() throws IOException {
        plantsOnce(Dashtam.onPostgres(folder));
    }

    @Test
    void sixteen_rules_are_planted_once_on_h2() throws IOException {
        plantsOnce(Dashtam.onH2(folder));
    }

    @Test
    void ten_runs_at_once_plant_sixteen_rules() throws Exception {
        TestDatabase database = Dashtam.onPostgres(folder);
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(10);
        List<Future<Report>> runs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            runs.add(threads.submit(() -> {
                start.await();
                return Dashtam.seedbed(database).fill();
            }));
        }
        start.countDown();
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Report> run : runs) {
            outcomes.add(run.get().outcome());
        }
        threads.shutdown();

        assertThat(outcomes).filteredOn(Outcome.APPLIED::equals).hasSize(1);
        assertThat(outcomes).filteredOn(Outcome.NOTHING_TO_DO::equals).hasSize(9);
        Dashtam.isWhole(database);
    }

    @Test
    void a_rule_that_stands_twice_is_reported_and_nothing_is_written() throws IOException {
        TestDatabase database = Dashtam.onPostgres(folder);
        database.sql("insert into casbin_rule (ptype, v0, v1, v2) values ('g', 'user', 'readonly', ''),"
                + " ('g', 'user', 'readonly', '')");

        String failure = database.fails(
                SeedException.Kind.FAILED, () -> Dashtam.seedbed(database).fill());

        assertThat(failure).isEqualTo("""
                Row ptype=g, v0=user, v1=readonly, v2=, v3=NULL, v4=NULL, v5=NULL of table "casbin_rule" is blocked: \
                the table holds this key more than once.
                  where: classpath:dashtam/seeds/rbac.yaml, line 20, column 11 (table casbin_rule)
                  mend:  settle the clash, or plant the other rows with --allow-blocked""");
    }

    @Test
    void a_rule_with_null_for_the_empty_text_is_another_rule_and_told_of() throws IOException {
        TestDatabase database = Dashtam.onPostgres(folder);
        database.sql("insert into casbin_rule (ptype, v0, v1) values ('g', 'user', 'readonly')");
        Seedbed seedbed = Dashtam.seedbed(database);

        assertThat(seedbed.plan(Mode.FILL).warnings()).containsExactly(TWIN);
        assertThat(seedbed.lint().warnings())
                .extracting(Problem::message)
                .contains(
                        "Table \"casbin_rule\" holds row ptype=g, v0=user, v1=readonly, v2=, v3=NULL, v4=NULL, v5=NULL"
                                + " with NULL in v2, which to the database is another row.");
        Report report = seedbed.fill();

        assertThat(report.inserted()).isEqualTo(16);
        assertThat(database.count("casbin_rule")).isEqualTo(17);
        assertThat(seedbed.plan(Mode.FILL).warnings()).containsExactly(TWIN);
        database.sql("delete from casbin_rule where v0 = 'user' and v1 = 'readonly' and v2 is null");
        assertThat(seedbed.plan(Mode.FILL).warnings()).isEmpty();
    }

    @Test
    void a_new_release_adds_only_what_is_new_and_takes_away_what_is_retired() throws IOException {
        TestDatabase database = Dashtam.onPostgres(folder);
        Dashtam.seedbed(database).fill();
        database.sql("insert into casbin_rule (ptype, v0, v1, v2) values ('p', 'support', 'accounts', 'read')");
        String release = Dashtam.text("dashtam/seeds/rbac.yaml")
                .replace("sessions: read}", "sessions: read, reports: read}")
                .replace("  roles:", "    reports: [read]\n  roles:")
                .replace("security: [read, write]\n  inherits", "security: read\n  inherits");

        Report report = database.update(release + "  retired: [[p, admin, security, write]]\n");

        assertThat(report.inserted()).isEqualTo(1);
        assertThat(database.rows("select v1 from casbin_rule where v0 = 'readonly' order by v1"))
                .containsExactly("accounts", "providers", "reports", "sessions", "transactions");
        assertThat(database.count("casbin_rule where v1 = 'security'")).isEqualTo(1);
        assertThat(database.count("casbin_rule where v0 = 'support'")).isEqualTo(1);
    }

    @Test
    void an_enforcer_answers_as_the_roles_say() throws IOException {
        TestDatabase database = Dashtam.onPostgres(folder);
        Dashtam.seedbed(database).fill();

        Enforcer enforcer = Dashtam.enforcer(database);

        assertThat(enforcer.enforce("admin", "accounts", "read")).isTrue();
        assertThat(enforcer.enforce("user", "accounts", "write")).isTrue();
        assertThat(enforcer.enforce("readonly", "accounts", "write")).isFalse();
        assertThat(enforcer.enforce("user", "users", "read")).isFalse();
    }
}

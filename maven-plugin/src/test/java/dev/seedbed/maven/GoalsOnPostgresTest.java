package dev.seedbed.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.testkit.PostgresServer;
import dev.seedbed.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goals on a server that other builds plant into meanwhile. */
class GoalsOnPostgresTest {
    private static final int AT_ONCE = 10;

    @TempDir
    Path directory;

    private Project project;
    private TestDatabase database;

    @BeforeEach
    void make() {
        PostgresServer server = PostgresServer.of(18);
        String name = server.newDatabase();
        database = new TestDatabase(server.dataSource(name), directory);
        project = new Project(directory, server.url(name), "url: " + server.url(name) + "\n");
    }

    /** What ten builds at once log, each with a goal of its own. */
    private List<String> atOnce(Supplier<DatabaseMojo> goal) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<String>> builds = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            builds.add(threads.submit(() -> {
                DatabaseMojo made = project.goal(goal.get());
                start.await();
                return project.run(made);
            }));
        }
        start.countDown();
        List<String> logs = new ArrayList<>();
        for (Future<String> each : builds) {
            logs.add(each.get());
        }
        threads.shutdown();
        return logs;
    }

    @Test
    void of_ten_fills_at_once_one_plants_and_none_fails() throws Exception {
        List<String> logs = atOnce(FillMojo::new);
        assertThat(logs).hasSize(AT_ONCE);
        assertThat(logs)
                .filteredOn(log -> log.contains("Planted 1 row in 1 table."))
                .hasSize(1);
        assertThat(logs)
                .filteredOn(log -> log.contains("Nothing to do; 1 unchanged."))
                .hasSize(AT_ONCE - 1);
        assertThat(project.tiers()).containsExactly("starter 12");
    }

    @Test
    void of_ten_fills_of_a_new_release_at_once_one_plants_and_none_fails() throws Exception {
        project.sql("alter table tier add constraint one_price unique (price)");
        project.run(project.goal(new FillMojo()));
        project.seeds("{code: starter, price: 12}, {code: team, price: 49}");
        List<String> logs = atOnce(FillMojo::new);
        assertThat(logs).hasSize(AT_ONCE);
        assertThat(logs)
                .filteredOn(log -> log.contains("Planted 1 row in 1 table; 1 unchanged."))
                .hasSize(1);
        assertThat(logs)
                .filteredOn(log -> log.contains("Nothing to do; 2 unchanged."))
                .hasSize(AT_ONCE - 1);
        assertThat(project.tiers()).containsExactly("starter 12", "team 49");
    }

    @Test
    void of_ten_inits_at_once_one_plants_and_none_fails() throws Exception {
        List<String> logs = atOnce(InitMojo::new);
        assertThat(logs).hasSize(AT_ONCE);
        assertThat(logs)
                .filteredOn(log -> log.contains("Planted 1 row in 1 table."))
                .hasSize(1);
        assertThat(logs).filteredOn(log -> log.contains("Nothing to do")).hasSize(AT_ONCE - 1);
        assertThat(project.tiers()).containsExactly("starter 12");
    }

    @Test
    void a_second_start_writes_nothing_and_a_new_release_only_what_is_new() throws Exception {
        project.run(project.goal(new FillMojo()));
        project.sql("update tier set price = 15");
        project.sql("insert into tier values ('own', 1)");
        Map<String, List<String>> planted = database.contents();
        assertThat(project.run(project.goal(new FillMojo()))).contains("Nothing to do; 1 kept.");
        assertThat(database.contents()).isEqualTo(planted);

        project.seeds("{code: starter, price: 12}, {code: team, price: 49}");
        assertThat(project.run(project.goal(new FillMojo()))).contains("Planted 1 row in 1 table; 1 kept.");
        assertThat(project.tiers()).containsExactly("own 1", "starter 15", "team 49");
    }

    @Test
    void a_bad_seed_fails_the_build_and_nothing_is_planted() {
        project.seeds("{code: starter, price: 12}, {code: team, price: dear}");
        assertThatThrownBy(() -> project.run(project.goal(new FillMojo())))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("""
                        Value "dear" does not fit column "price" (integer): it is not a whole number.
                          where: seeds/tiers.yaml, line 1, column 85 (table tier)
                          mend:  change the value, or the type of the column""");
        assertThat(project.tiers()).isEmpty();
    }
}

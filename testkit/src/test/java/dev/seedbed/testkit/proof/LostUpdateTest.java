package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Action;
import dev.seedbed.plan.RowChange;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody edits or deletes a row between the moment at which an update plans and the one at which it writes. */
class LostUpdateTest extends PostgresProof {
    private static final String TIERS = """
            tables:
              tier:
                key: [code]%s
                rows:
                  - {code: starter, name: Starter, price: 12, $was: {price: [9]}}
                  - {code: team, name: Team, price: 49, $was: {price: [45]}}
            """;
    private static final String RENAMED = """
            tables:
              tier:
                key: [code]
                rows:
                  - {code: starter, name: Starter, price: 12, $was: {price: [9]}}
                  - {code: group, name: Team, price: 45, $formerly: [{code: team}]}
            """;
    private static final String RETIRED = """
            tables:
              tier: {key: [code], rows: [{code: team, name: Team, price: 49}], retired: [{code: legacy, name: Legacy, price: 5}]}
            """;

    private static final String EDIT = "update tier set price = 15 where code = 'starter'";
    private static final String DELETE = "delete from tier where code = 'starter'";

    @BeforeEach
    void planted() {
        database.sql(
                "create table tier (id integer generated always as identity primary key, code text not null unique,"
                        + " name text, price numeric(10,2))",
                "insert into tier (code, name, price) values ('starter', 'Starter', 9), ('team', 'Team', 45)");
    }

    /** When, in the sight of the statement that writes, somebody else's transaction commits. */
    enum Commits {
        BEFORE,
        WHILE_IT_WAITS
    }

    /**
     * Updates; somebody else does the same row something when the first statement that starts so is on its way.
     *
     * @param ending {@code commit} or {@code rollback}
     */
    private Report interfered(String seeds, String statement, String interference, Commits commits, String ending)
            throws Exception {
        Path base = database.write(Map.of("seeds.yaml", seeds));
        AtomicInteger seen = new AtomicInteger();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (WireProxy proxy = new WireProxy(server.port());
                Connection writer = database.connect()) {
            TestDatabase.sql(writer, "set lock_timeout = '20s'");
            writer.setAutoCommit(false);
            proxy.tap(message -> {
                if (starts(message, statement) && seen.getAndIncrement() == 0) {
                    TestDatabase.sql(writer, interference);
                    if (commits == Commits.BEFORE) {
                        TestDatabase.sql(writer, ending);
                    }
                }
                return true;
            });
            Future<Report> run = other.submit(() -> Seedbed.on(connecting(proxy.url(name)))
                    .baseDirectory(base)
                    .seeds("seeds")
                    .build()
                    .update());
            if (commits == Commits.WHILE_IT_WAITS) {
                awaitWaiting(run);
                TestDatabase.sql(writer, ending);
            }
            Report report = run.get(60, TimeUnit.SECONDS);
            assertThat(seen).as("times that it tried to write").hasPositiveValue();
            return report;
        } finally {
            other.shutdownNow();
        }
    }

    /** A deletion begins by locking its rows. */
    private static boolean starts(WireProxy.Message message, String statement) {
        String sql = message.sql().toLowerCase(Locale.ROOT);
        return sql.startsWith(statement) || statement.equals("delete ") && sql.endsWith(" for update of t");
    }

    private void awaitWaiting(Future<Report> run) throws Exception {
        while (database.value("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname ="
                        + " current_database()")
                .equals("0")) {
            assertThat(run.isDone()).as("it waits for the other transaction").isFalse();
            Thread.sleep(5);
        }
    }

    private List<String> prices() {
        return database.rows("select code, price from tier order by code");
    }

    private static RowChange starter(Report report) {
        return report.changes().stream()
                .filter(change -> change.key().equals(Map.of("code", "starter")))
                .findFirst()
                .orElseThrow();
    }

    private void anEditSurvives(Commits commits) throws Exception {
        Report report = interfered(TIERS.formatted(""), "update ", EDIT, commits, "commit");

        assertThat(prices()).containsExactly("starter|15.00", "team|49.00");
        assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(starter(report).code()).isEqualTo("customised-default-moved");
        assertThat(report.tables().get(0).updated()).isEqualTo(1);
        assertThat(report.tables().get(0).customised()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void an_edit_survives(Commits commits) throws Exception {
        anEditSurvives(commits);
    }

    @ParameterizedTest
    @EnumSource
    void an_edit_survives_where_rows_take_new_keys(Commits commits) throws Exception {
        Report report = interfered(RENAMED, "select 1 from (", EDIT, commits, "commit");

        assertThat(prices()).containsExactly("group|45.00", "starter|15.00");
        assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(starter(report).code()).isEqualTo("customised-default-moved");
        assertThat(report.tables().get(0).renamed()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void an_edit_survives_whatever_isolation_the_database_has_by_default(String isolation) throws Exception {
        database.sql("alter database " + name + " set default_transaction_isolation = '" + isolation + "'");

        anEditSurvives(Commits.WHILE_IT_WAITS);
    }

    @Test
    void an_edit_that_is_taken_back_is_none() throws Exception {
        Report report = interfered(TIERS.formatted(""), "update ", EDIT, Commits.WHILE_IT_WAITS, "rollback");

        assertThat(prices()).containsExactly("starter|12.00", "team|49.00");
        assertThat(report.tables().get(0).updated()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void an_edit_of_another_column_of_the_row_survives_together_with_the_change(Commits commits) throws Exception {
        Report report = interfered(
                TIERS.formatted("\n    insert-only: [name]"),
                "update ",
                "update tier set name = 'Mine' where code = 'starter'",
                commits,
                "commit");

        assertThat(prices()).containsExactly("starter|12.00", "team|49.00");
        assertThat(database.value("select name from tier where code = 'starter'"))
                .isEqualTo("Mine");
        assertThat(report.tables().get(0).updated()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void a_row_that_is_deleted_meanwhile_stays_away_where_a_ledger_knew_it(Commits commits) throws Exception {
        Seedbed before = database.seeds(
                        "tables: {tier: {key: [code], rows: [{code: starter, name: Starter, price: 9}, {code: team, name: Team, price: 45}]}}")
                .build();
        before.ledger().enable();
        assertThat(before.update().outcome()).isEqualTo(Outcome.APPLIED);

        Report report = interfered(TIERS.formatted(""), "update ", DELETE, commits, "commit");

        assertThat(prices()).containsExactly("team|49.00");
        assertThat(starter(report).action()).isEqualTo(Action.LEAVE_OUT);
        assertThat(report.tables().get(0).leftOut()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_row_that_is_deleted_meanwhile_stays_away_where_rows_are_held(Commits commits) throws Exception {
        Report report = interfered(TIERS.formatted("\n    missing: hold"), "update ", DELETE, commits, "commit");

        assertThat(prices()).containsExactly("team|49.00");
        assertThat(starter(report).code()).isEqualTo("held");
    }

    @ParameterizedTest
    @EnumSource
    void a_row_that_is_deleted_meanwhile_is_otherwise_said_to_be_missing_and_not_updated(Commits commits)
            throws Exception {
        List<String> id = database.rows("select id from tier where code = 'starter'");

        Report report = interfered(TIERS.formatted(""), "update ", DELETE, commits, "commit");

        assertThat(starter(report).action()).isEqualTo(Action.INSERT);
        assertThat(starter(report).reason()).isEqualTo("not there; if it was deleted by hand, nothing here can know");
        assertThat(report.inserted()).isEqualTo(1);
        assertThat(report.tables().get(0).updated()).isEqualTo(1);
        assertThat(database.rows("select id from tier where code = 'starter'")).isNotEqualTo(id);
    }

    private void legacy(String onDelete) {
        database.sql(
                "insert into tier (code, name, price) values ('legacy', 'Legacy', 5)",
                "update tier set price = 49 where code = 'team'",
                "create table customer (name text primary key, tier_id integer references tier" + onDelete + ")");
    }

    private void aNewChildKeepsItsParent(String onDelete, Commits commits) throws Exception {
        legacy(onDelete);

        Report report = interfered(
                RETIRED,
                "delete ",
                "insert into customer select 'acme', id from tier where code = 'legacy'",
                commits,
                "commit");

        assertThat(database.rows("select c.name, t.code from customer c left join tier t on t.id = c.tier_id"))
                .containsExactly("acme|legacy");
        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report.changes())
                .singleElement()
                .satisfies(change ->
                        assertThat(change.reason()).isEqualTo("retired, and kept: rows of table customer refer to it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " on delete cascade", " on delete set null"})
    void a_retired_row_that_gets_a_child_meanwhile_stays(String onDelete) throws Exception {
        aNewChildKeepsItsParent(onDelete, Commits.BEFORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " on delete cascade", " on delete set null"})
    void a_retired_row_that_gets_a_child_while_its_deletion_waits_stays(String onDelete) throws Exception {
        aNewChildKeepsItsParent(onDelete, Commits.WHILE_IT_WAITS);
    }

    @Test
    void a_retired_row_that_is_edited_meanwhile_stays() throws Exception {
        legacy("");

        Report report = interfered(
                RETIRED,
                "delete ",
                "update tier set name = 'Mine' where code = 'legacy'",
                Commits.WHILE_IT_WAITS,
                "commit");

        assertThat(database.rows("select name from tier where code = 'legacy'")).containsExactly("Mine");
        assertThat(report.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.code()).isEqualTo("retired-kept"));
    }
}

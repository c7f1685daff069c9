package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.run.SavedPlan;
import dev.seedbed.seed.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A saved plan is carried out just as it is, or not at all. */
public interface SavedPlanContract extends OnDatabase {
    String SEEDS = """
            tables:
              tier:
                key: [code]
                rows:
                  - {code: a, price: 12, $was: {price: [9]}}
                  - {code: b, price: 2}
            """;

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

        assertThat(messages(seedbed(SEEDS).apply(plan)))
                .containsExactly(
                        "The insert of row code=b of table \"tier\" is not to be done any more as it was planned.");
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
                .containsExactly("The plan was saved for other environments.");
        assertThat(messages(db().seeds(SEEDS).allowBlocked(true).build().apply(plan)))
                .containsExactly("The plan was saved for other options.");
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
}

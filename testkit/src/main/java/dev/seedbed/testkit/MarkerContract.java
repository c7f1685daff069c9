package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A database that is marked for an environment takes no run for another. */
public interface MarkerContract extends OnDatabase {
    String TIERS = """
            tables:
              tier:
                key: [code]
                rows: [{code: starter}]
            """;

    private void tiers() {
        db().sql("create table tier (code varchar(20) primary key)");
    }

    private void mark(String environment) {
        assertThat(db().seeds(TIERS).environment(environment).build().mark().environment())
                .isEqualTo(environment);
    }

    @Test
    default void a_mark_is_one_row_and_replaced_by_the_next() {
        tiers();
        mark("development");
        mark("development");
        mark("production");

        assertThat(db().rows("select environment from seedbed_marker")).containsExactly("production");
    }

    @Test
    default void a_mark_of_another_environment_refuses_every_way_of_launching_before_the_first_write() {
        tiers();
        mark("production");

        for (Mode mode : new Mode[] {Mode.INIT, Mode.FILL, Mode.UPDATE}) {
            String message = "This database is marked \"production\", and the run is for \"development\""
                    + " (declared by builder).";
            for (Supplier<Report> launch : List.<Supplier<Report>>of(
                    () -> db().seeds(TIERS).build().run(mode),
                    () -> db().seeds(TIERS).build().plan(mode),
                    () -> joined(mode))) {
                assertThat(db().fails(SeedException.Kind.REFUSED, launch))
                        .startsWith(message)
                        .contains("mend:  name the other database, or --env production; if the mark is wrong, mark it"
                                + " again: seedbed mark development");
            }
        }
        assertThat(db().count("tier")).isZero();
        assertThat(db().seeds(TIERS).environment("production").build().fill().inserted())
                .isEqualTo(1);
    }

    private Report joined(Mode mode) {
        try (Connection connection = db().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try {
                return db().joined(connection, TIERS).build().run(mode);
            } finally {
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    default void a_mark_that_changes_is_noticed_by_a_seedbed_that_remembers() {
        tiers();
        var seedbed = db().seeds(TIERS).build();
        for (int i = 0; i < 4; i++) {
            seedbed.fill();
        }
        mark("test");
        assertThat(db().fails(SeedException.Kind.REFUSED, seedbed::fill))
                .startsWith("This database is marked \"test\"");
        mark("development");
        for (int i = 0; i < 4; i++) {
            assertThat(seedbed.fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        }
        db().sql("update seedbed_marker set environment = 'test'");
        assertThat(db().fails(SeedException.Kind.REFUSED, seedbed::fill))
                .startsWith("This database is marked \"test\"");
    }

    @Test
    default void a_mark_that_another_database_wrote_refuses_until_marked_again() {
        tiers();
        mark("development");
        db().sql("update seedbed_marker set bound_to = 'elsewhere'");

        assertThat(db().fails(
                                SeedException.Kind.REFUSED,
                                () -> db().seeds(TIERS).build().fill()))
                .startsWith("This database holds the mark of another one, as a restored dump or a copy does:"
                        + " \"development\", written in elsewhere.")
                .contains("mend:  say what this one is for: seedbed mark ENVIRONMENT");
        mark("development");
        assertThat(db().fill(TIERS).inserted()).isEqualTo(1);
    }

    @Test
    default void a_mark_without_its_row_refuses() {
        tiers();
        mark("development");
        db().sql("delete from seedbed_marker");

        assertThat(db().fails(
                                SeedException.Kind.REFUSED,
                                () -> db().seeds(TIERS).build().fill()))
                .startsWith("The mark of this database has 0 rows instead of one.");
    }

    @Test
    default void a_mark_over_another_is_confirmed_first() {
        tiers();
        mark("development");
        var builder = db().seeds(TIERS).environment("production").confirmation((what, database) -> false);

        try {
            builder.build().mark();
            throw new AssertionError("It was marked.");
        } catch (SeedException e) {
            assertThat(e.kind()).isEqualTo(SeedException.Kind.REFUSED);
            assertThat(e).hasMessageStartingWith("\"mark production over development\" was not confirmed.");
        }
        assertThat(db().rows("select environment from seedbed_marker")).containsExactly("development");
    }

    @Test
    default void a_mark_or_none_an_update_of_production_is_confirmed_before_it_writes() {
        tiers();
        var production = db().seeds(TIERS).environment("production");

        assertThat(db().fails(
                                SeedException.Kind.REFUSED,
                                () -> production
                                        .confirmation((what, database) -> false)
                                        .build()
                                        .update()))
                .startsWith("\"update production\" was not confirmed.");
        assertThat(production
                        .confirmation((what, database) -> true)
                        .build()
                        .update()
                        .inserted())
                .isEqualTo(1);
        assertThat(production
                        .confirmation((what, database) -> false)
                        .build()
                        .update()
                        .outcome())
                .isEqualTo(Outcome.NOTHING_TO_DO);
    }
}

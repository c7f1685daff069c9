package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code reset}: the seeded tables are as if they had just been planted, and nothing else is touched. */
public interface ResetContract extends OnDatabase {
    String ROLES = """
            tables:
              role:
                key: [code]
                rows: [{code: admin, name: Admin}]
              grant_of:
                key: [role_code, permission]
                rows: [{role_code: admin, permission: read}]
            """;

    private void roles() {
        db().sql(
                        "create table role (code varchar(20) primary key, name varchar(20) unique)",
                        "create table grant_of (role_code varchar(20) references role(code), permission varchar(20),"
                                + " primary key (role_code, permission))");
    }

    private void mark() {
        db().seeds(ROLES).build().mark();
    }

    @Test
    default void a_reset_empties_children_first_and_plants_anew() {
        roles();
        mark();
        db().sql(
                        "insert into role values ('guest', 'Admin'), ('admin', 'Boss')",
                        "insert into grant_of values ('guest', 'write')");

        Report plan = db().seeds(ROLES).build().plan(Mode.RESET);
        assertThat(plan.tables())
                .extracting(TableCounts::table, TableCounts::retired, TableCounts::inserted)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("role", 2L, 1L),
                        org.assertj.core.groups.Tuple.tuple("grant_of", 1L, 1L));
        assertThat(db().count("role")).isEqualTo(2);

        Report report = db().seeds(ROLES).build().reset();
        assertThat(report.tables()).isEqualTo(plan.tables());
        assertThat(report.errors()).isEmpty();
        assertThat(db().rows("select * from role")).containsExactly("admin|Admin");
        assertThat(db().rows("select * from grant_of")).containsExactly("admin|read");
    }

    @Test
    default void a_reset_of_a_database_that_is_not_marked_or_of_production_is_refused() {
        roles();
        if (!db().isInMemory()) {
            assertThat(db().fails(
                                    SeedException.Kind.REFUSED,
                                    () -> db().seeds(ROLES).build().reset()))
                    .startsWith(
                            "This database is not marked, and only one that is marked development or test is reset.");
        }
        db().seeds(ROLES).environment("production").build().mark();
        assertThat(db().fails(
                                SeedException.Kind.REFUSED,
                                () -> db().seeds(ROLES).build().reset()))
                .startsWith("This database is marked \"production\"");
        assertThat(db().fails(
                                SeedException.Kind.REFUSED,
                                () -> db().seeds(ROLES)
                                        .environment("production")
                                        .build()
                                        .reset()))
                .startsWith("A reset is never done in production (declared by builder).");
    }

    @Test
    default void a_reset_is_refused_where_rows_of_other_tables_refer() {
        roles();
        mark();
        db().sql(
                        "create table account (id integer primary key, role_code varchar(20) references role(code))",
                        "insert into role values ('guest', 'Guest')",
                        "insert into account values (1, 'guest'), (2, null)");

        assertThat(db().fails(
                                SeedException.Kind.REFUSED,
                                () -> db().seeds(ROLES).build().reset()))
                .startsWithIgnoringCase(
                        "1 row of table \"account\", which is not seeded, refers to table \"role\", which is to be"
                                + " emptied.\n  where: foreign key account (role_code) to role (code)");
    }

    @Test
    default void a_reset_goes_through_circles_that_may_be_null() {
        db().cycle(
                        "create table team (name varchar(20) primary key, lead varchar(20) %s)",
                        "create table person (name varchar(20) primary key, boss varchar(20) references person(name),"
                                + " team varchar(20) not null references team(name))",
                        "team (lead)",
                        "person(name)");
        String yaml = """
                tables:
                  team: {key: [name], rows: [{name: a, lead: {name: p}}]}
                  person: {key: [name], rows: [{name: p, team: {name: a}, boss: {name: q}}, {name: q, team: {name: a}}]}
                """;
        db().seeds(yaml).build().mark();
        db().fill(yaml);
        db().sql("update person set boss = 'p' where name = 'q'");

        assertThat(db().seeds(yaml).build().reset().errors()).isEmpty();
        assertThat(db().rows("select name, boss from person order by name")).containsExactly("p|q", "q|∅");
    }

    @Test
    default void a_reset_of_some_tables_says_of_the_others_that_they_are_seeded() {
        roles();
        mark();
        db().fill(ROLES);

        assertThat(db().fails(
                                SeedException.Kind.REFUSED,
                                () -> db().seeds(ROLES)
                                        .onlyTables(Set.of("role"))
                                        .build()
                                        .reset()))
                .startsWithIgnoringCase(
                        "1 row of table \"grant_of\", which this run leaves out, refers to table \"role\","
                                + " which is to be emptied.\n  where: foreign key grant_of (role_code) to role (code)\n"
                                + "  mend:  choose table \"grant_of\" too, or take these rows out first");
        assertThat(db().seeds(ROLES)
                        .onlyTables(Set.of("role", "grant_of"))
                        .build()
                        .reset()
                        .errors())
                .isEmpty();
    }

    @Test
    default void a_plan_of_a_reset_says_that_rows_are_planted_anew() {
        roles();
        mark();
        db().fill(ROLES);

        assertThat(db().seeds(ROLES).build().plan(Mode.RESET).changes())
                .extracting(RowChange::reason)
                .containsOnly("planted anew");
    }
}

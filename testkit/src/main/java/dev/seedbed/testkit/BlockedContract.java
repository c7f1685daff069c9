package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.Action;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import org.junit.jupiter.api.Test;

/** Where a row cannot be planted without guessing, nothing is written. */
public interface BlockedContract extends OnDatabase {
    String ROLE = "create table role (code varchar(20) primary key, name varchar(50) not null unique)";

    String ROLES = """
            tables:
              role:
                key: [code]
                rows:
                  - {code: auditor, name: Administrator}
                  - {code: clerk, name: Clerk}
            """;

    @Test
    default void a_unique_value_of_another_live_row_blocks_and_nothing_is_written() {
        db().sql(ROLE, "insert into role values ('ADMIN', 'Administrator')");

        String message = db().failure(ROLES);

        assertThat(message).isEqualTo("""
                Row code=auditor of table "role" is blocked: another row holds name "Administrator" already, and it must be unique.
                  where: seeds/seeds.yaml, line 5, column 9 (table role)
                  mend:  settle the clash, or plant the other rows with --allow-blocked""");
        assertThat(db().count("role")).isEqualTo(1);
    }

    @Test
    default void a_plan_shows_the_blocked_row() {
        db().sql(ROLE, "insert into role values ('ADMIN', 'Administrator')");

        Report report = db().seeds(ROLES).build().plan(Mode.FILL);

        assertThat(report.outcome()).isEqualTo(Outcome.PLANNED);
        assertThat(report.blocked()).isEqualTo(1);
        assertThat(report.changes()).anySatisfy(change -> {
            assertThat(change.action()).isEqualTo(Action.BLOCKED);
            assertThat(change.key()).containsEntry("code", "auditor");
        });
    }

    @Test
    default void allow_blocked_plants_the_rest() {
        db().sql(ROLE, "insert into role values ('ADMIN', 'Administrator')");

        Report report = db().seeds(ROLES).allowBlocked(true).build().fill();

        assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(report.tables())
                .containsExactly(new TableCounts("seeds", "role", 2, 1, 0, 0, 0, 0, 0, 0, 1, 1L, null));
        assertThat(db().rows("select code from role order by name")).containsExactly("ADMIN", "clerk");
    }

    @Test
    default void two_declared_rows_with_one_unique_value_write_nothing() {
        db().sql(ROLE);

        String message = db().failure("""
                tables:
                  role:
                    key: [code]
                    rows:
                      - {code: a, name: Same}
                      - {code: b, name: Same}
                """);

        assertThat(message).isEqualTo("""
                Two rows of table "role" have the same unique name "Same".
                  where: seeds/seeds.yaml, line 5, column 9 and seeds/seeds.yaml, line 6, column 9 (table role)
                  mend:  remove one of them, or correct it""");
    }

    @Test
    default void two_live_rows_with_one_key_are_blocked() {
        db().sql(
                        "create table rule (code varchar(20), txt varchar(20))",
                        "insert into rule values ('a', 'one')",
                        "insert into rule values ('a', 'two')");
        String seeds = "tables: {rule: {key: [code], rows: [{code: a, txt: one}, {code: b, txt: three}]}}";

        String message = db().failure(seeds);
        Report report = db().seeds(seeds).allowBlocked(true).build().fill();

        assertThat(message).isEqualTo("""
                Row code=a of table "rule" is blocked: the table holds this key more than once.
                  where: seeds/seeds.yaml, line 1, column 37 (table rule)
                  mend:  settle the clash, or plant the other rows with --allow-blocked""");
        assertThat(report.blocked()).isEqualTo(1);
        assertThat(report.inserted()).isEqualTo(1);
        assertThat(db().count("rule")).isEqualTo(3);
    }

    @Test
    default void a_row_that_refers_to_a_blocked_row_shares_its_fate() {
        db().sql(
                        ROLE,
                        "create table member (name varchar(20) primary key, role_code varchar(20) references role(code))",
                        "insert into role values ('ADMIN', 'Administrator')");

        Report report = db().seeds(ROLES + """
                  member:
                    rows:
                      - {name: ann, role_code: {code: auditor}}
                      - {name: bob, role_code: {code: clerk}}
                """).allowBlocked(true).build().fill();

        assertThat(report.blocked()).isEqualTo(2);
        assertThat(db().rows("select name, role_code from member")).containsExactly("bob|clerk");
        assertThat(report.changes())
                .filteredOn(change -> change.table().equals("member") && change.action() == Action.BLOCKED)
                .singleElement()
                .satisfies(change -> assertThat(change.reason()).contains("auditor"));
    }

    @Test
    default void a_row_that_refers_to_a_left_out_row_shares_its_fate() {
        sharesTheFateOfALeftOutRow("");
    }

    @Test
    default void so_does_one_that_refers_to_it_in_a_column_given_on_insert_alone() {
        sharesTheFateOfALeftOutRow("insert-only: [role_code]");
    }

    private void sharesTheFateOfALeftOutRow(String given) {
        db().sql(
                        "create table role (code varchar(20) primary key)",
                        "create table member (name varchar(20) primary key, role_code varchar(20) references role(code))",
                        "insert into role values ('own')");

        Report report = db().fill("""
                tables:
                  role:
                    missing: hold
                    rows: [{code: clerk}]
                  member:
                    %s
                    rows:
                      - {name: ann, role_code: {code: clerk}}
                      - {name: bob, role_code: {code: own}}
                """.formatted(given));

        assertThat(report.tables()).extracting(TableCounts::leftOut).containsExactly(1L, 1L);
        assertThat(db().rows("select name from member")).containsExactly("bob");
    }

    @Test
    default void a_row_with_the_value_of_a_blocked_row_shares_its_fate_as_one_that_refers_to_it() {
        db().sql(
                        ROLE,
                        "create table member (name varchar(20) primary key, role_code varchar(20) references role(code))",
                        "create table badge (code varchar(20) primary key, member varchar(20) references member(name))",
                        "insert into role values ('ADMIN', 'Administrator')");

        Report report = db().seeds(ROLES + """
                  member:
                    rows:
                      - {name: ann, role_code: auditor}
                      - {name: bob, role_code: clerk}
                  badge:
                    rows: [{code: b1, member: {name: ann}}, {code: b2, member: ann}, {code: b3, member: bob}]
                """).allowBlocked(true).build().fill();

        assertThat(db().rows("select name, role_code from member")).containsExactly("bob|clerk");
        assertThat(db().rows("select code from badge")).containsExactly("b3");
        assertThat(report.changes())
                .filteredOn(change ->
                        change.action() == Action.BLOCKED && change.table().equals("member"))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.code()).isEqualTo("refers-to-blocked");
                    assertThat(change.reason()).isEqualTo("refers to row code: auditor of role, which is blocked");
                });
        assertThat(report.blocked()).isEqualTo(4);
    }

    @Test
    default void a_row_with_the_value_of_a_row_that_was_deleted_by_hand_is_left_out_with_it() {
        db().sql(
                        "create table tier (code varchar(20) primary key)",
                        "create table grant_of (tier varchar(20) not null references tier(code) on delete cascade,"
                                + " feature varchar(20) not null, primary key (tier, feature))");
        new Ledgers(db()).create();
        String seeds = "tables: {tier: {rows: [{code: a}, {code: d}]}, grant_of: {rows:"
                + " [{tier: a, feature: x}, {tier: d, feature: x}%s]}}";
        db().update(seeds.formatted(""));
        db().sql("delete from grant_of where tier = 'd'", "delete from tier where code = 'd'");

        Report report = db().update(seeds.formatted(", {tier: d, feature: new}, {tier: a, feature: new}"));

        assertThat(report.inserted()).isEqualTo(1);
        assertThat(db().rows("select tier, feature from grant_of order by 1, 2"))
                .containsExactly("a|new", "a|x");
        assertThat(report.changes())
                .filteredOn(change -> change.code().equals("refers-to-left-out"))
                .singleElement()
                .satisfies(change ->
                        assertThat(change.reason()).isEqualTo("refers to row code: d of tier, which is left out"));
        assertThat(db().fill(seeds.formatted(", {tier: d, feature: new}, {tier: a, feature: new}"))
                        .writes())
                .isFalse();
    }

    @Test
    default void a_chain_of_values_is_blocked_to_its_end_in_whatever_order_it_is_declared() {
        db().sql(
                        "create table node (id integer primary key, parent integer references node(id),"
                                + " name varchar(20) unique)",
                        "insert into node values (999999, null, 'n0')");
        StringBuilder forward = new StringBuilder();
        StringBuilder backward = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            String row = "{id: " + i + ", parent: " + (i == 0 ? "~" : i - 1) + ", name: n" + i + "}";
            forward.append(i == 0 ? "" : ", ").append(row);
            backward.insert(0, row + (i == 0 ? "" : ", "));
        }

        for (CharSequence rows : new CharSequence[] {forward, backward}) {
            Report plan = db().seeds("tables: {node: {key: [id], rows: [" + rows + "]}}")
                    .build()
                    .plan(Mode.FILL);

            assertThat(plan.blocked()).isEqualTo(2_000);
        }
    }

    @Test
    default void a_change_to_the_value_of_a_left_out_row_is_left_out() {
        db().sql(
                        "create table role (code varchar(20) primary key)",
                        "create table member (name varchar(20) primary key, role_code varchar(20) references role(code))",
                        "insert into role values ('own')",
                        "insert into member values ('ann', 'own')",
                        "insert into member values ('bob', 'own')");

        Report report = db().update("""
                tables:
                  role: {missing: hold, rows: [{code: clerk}]}
                  member:
                    managed: [role_code]
                    rows: [{name: ann, role_code: clerk}, {name: bob, role_code: own}]
                """);

        assertThat(report.writes()).isFalse();
        assertThat(db().rows("select name, role_code from member order by 1")).containsExactly("ann|own", "bob|own");
        assertThat(report.tables()).extracting(TableCounts::leftOut).containsExactly(1L, 1L);
    }

    @Test
    default void a_unique_clash_that_only_a_customised_row_would_have_blocks_nothing() {
        db().sql(ROLE, "insert into role values ('clerk', 'Administrator')", "insert into role values ('x', 'Clerk')");

        Report report = db().fill("tables: {role: {key: [code], rows: [{code: clerk, name: Clerk}]}}");

        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    default void a_composite_unique_key_blocks_as_a_whole() {
        db().sql(
                        "create table slot (code varchar(5) primary key, room varchar(5), at_hour integer, unique (room, at_hour))",
                        "insert into slot values ('live', 'A', 9)");

        Report report = db().seeds("""
                tables:
                  slot:
                    key: [code]
                    rows:
                      - {code: a, room: A, at_hour: 9}
                      - {code: b, room: A, at_hour: 10}
                      - {code: c, room: B, at_hour: 9}
                      - {code: d, room: A, at_hour: null}
                      - {code: e, room: A}
                """).allowBlocked(true).build().fill();

        assertThat(report.blocked()).isEqualTo(1);
        assertThat(report.inserted()).isEqualTo(4);
    }

    @Test
    default void a_row_with_a_taken_value_is_blocked_also_where_what_it_refers_to_is_left_out() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique, deleted_at varchar(20))",
                        "create table client (code varchar(20) primary key, name varchar(20) unique,"
                                + " tier_id integer references tier)",
                        "insert into tier values (1, 'a', 'yesterday')",
                        "insert into client values ('mine', 'Taken', null)");
        String seeds = """
                tables:
                  tier: {key: [code], soft-delete: deleted_at, rows: [{id: 1, code: a}]}
                  client:
                    key: [code]
                    rows:
                      - {code: x, name: Taken, tier_id: {code: a}}
                      - {code: y, name: Free, tier_id: {code: a}}
                """;

        Report report = db().seeds(seeds).build().plan(Mode.UPDATE);

        assertThat(report.changes().stream().map(RowChange::code))
                .containsExactly("soft-deleted", "unique-clash", "refers-to-left-out");
    }
}

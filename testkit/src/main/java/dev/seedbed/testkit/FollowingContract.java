package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Ledger;
import dev.seedbed.plan.RowChange;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Foreign keys that follow a renamed row (ON UPDATE CASCADE): what is planned of the rows that they change is done. */
public interface FollowingContract extends OnDatabase {
    private void customers() {
        db().sql(
                        "create table tier (code varchar(20) primary key, name varchar(20) unique)",
                        "create table customer (name varchar(20) primary key,"
                                + " tier_code varchar(20) references tier on update cascade, note varchar(20))",
                        "insert into tier values ('a', 'A'), ('c', 'C')",
                        "insert into customer values ('x', 'a', 'n'), ('y', 'a', 'n')");
    }

    private static String customers(String customers) {
        return "tables:\n  tier: {key: [code], rows: [{code: b, name: A, $formerly: [{code: a}]}, {code: c, name: C}]}\n"
                + "  customer: {key: [name], " + customers + "}\n";
    }

    private void remembered() {
        db().seeds("tables: {tier: {key: [code], rows: []}}").build().ledger().enable();
    }

    @Test
    default void a_plain_value_that_follows_a_rename_moves_on() {
        customers();

        Report report = db().update(customers("rows: [{name: x, tier_code: c, $was: {tier_code: [a]}},"
                + " {name: y, tier_code: b, note: m, $was: {note: [n]}}]"));

        assertThat(db().rows("select name, tier_code, note from customer order by name"))
                .containsExactly("x|c|n", "y|b|m");
        assertThat(report.changes()).extracting(RowChange::code).contains("default-moved");
    }

    @Test
    default void a_plain_value_by_the_new_name_is_what_it_will_be() {
        customers();

        Report report = db().update(customers("rows: [{name: x, tier_code: b}, {name: y, tier_code: b}]"));

        assertThat(report.tables().get(1).unchanged()).isEqualTo(2);
        assertThat(db().rows("select name, tier_code from customer order by name"))
                .containsExactly("x|b", "y|b");
    }

    @Test
    default void a_managed_plain_value_that_follows_a_rename_moves_on() {
        customers();

        db().update(customers("managed: [tier_code], rows: [{name: x, tier_code: c}, {name: y, tier_code: b}]"));

        assertThat(db().rows("select name, tier_code from customer order by name"))
                .containsExactly("x|c", "y|b");
    }

    @Test
    default void a_remembered_plain_value_that_follows_a_rename_moves_on() {
        customers();
        db().sql("delete from customer", "delete from tier");
        remembered();
        String planted = "  customer: {key: [name], rows: [{name: x, tier_code: a}, {name: y, tier_code: a}]}\n";
        db().update("tables:\n  tier: {key: [code], rows: [{code: a, name: A}, {code: c, name: C}]}\n" + planted);

        db().update(customers("rows: [{name: x, tier_code: c}, {name: y, tier_code: b}]"));

        assertThat(db().rows("select name, tier_code from customer order by name"))
                .containsExactly("x|c", "y|b");

        db().update("""
                tables:
                  tier: {key: [code], rows: [{code: b, name: A}, {code: c, name: C}]}
                  customer: {key: [name], rows: [{name: x, tier_code: c}, {name: y, tier_code: c}]}
                """);
        assertThat(db().rows("select name, tier_code from customer order by name"))
                .containsExactly("x|c", "y|c");
    }

    @Test
    default void a_former_default_under_an_earlier_name_counts_for_a_plain_value_too() {
        customers();
        db().update(customers("rows: []"));

        db().update(customers("rows: [{name: x, tier_code: c, $was: {tier_code: [a]}}, {name: y, tier_code: b}]"));

        assertThat(db().rows("select name, tier_code from customer order by name"))
                .containsExactly("x|c", "y|b");
    }

    @Test
    default void a_retired_row_with_a_plain_value_that_follows_a_rename_goes() {
        customers();

        Report report = db().update(customers(
                "rows: [], retired: [{name: x, tier_code: a, note: n}, {name: y, tier_code: b, note: n}]"));

        assertThat(report.tables().get(1).retired()).isEqualTo(2);
        assertThat(db().count("customer")).isZero();
    }

    @Test
    default void a_retired_row_with_a_reference_that_is_never_compared_goes() {
        customers();

        db().update(customers("insert-only: [tier_code], rows: [],"
                + " retired: [{name: x, tier_code: {code: a}, note: n}, {name: y, tier_code: b, note: n}]"));

        assertThat(db().count("customer")).isZero();
    }

    @Test
    default void a_retired_row_with_a_value_that_nobody_declared_and_that_follows_goes() {
        customers();
        db().sql(
                        "create table fallback (name varchar(20) primary key, note varchar(20),"
                                + " tier_code varchar(20) default 'a' references tier on update cascade)",
                        "insert into fallback (name, note) values ('x', 'n'), ('y', 'n')");

        db().update("""
                tables:
                  tier: {key: [code], rows: [{code: b, name: A, $formerly: [{code: a}]}, {code: c, name: C}]}
                  fallback: {key: [name], rows: [{name: y, tier_code: b}], retired: [{name: x, note: n}]}
                """);

        assertThat(db().rows("select name, tier_code from fallback")).containsExactly("y|b");
    }

    /** A key of two columns that follows another one, and is followed itself. */
    private void regions() {
        db().sql(
                        "create table region (code varchar(20) primary key)",
                        "create table tier (region_code varchar(20) references region on update cascade,"
                                + " code varchar(20), note varchar(20), primary key (region_code, code))",
                        "create table customer (name varchar(20) primary key, region_code varchar(20),"
                                + " tier_code varchar(20), note varchar(20), foreign key (region_code, tier_code)"
                                + " references tier on update cascade)",
                        "insert into region values ('eu'), ('asia')",
                        "insert into tier values ('eu', 'a', 'n'), ('asia', 'a', 'n')",
                        "insert into customer values ('x', 'eu', 'a', 'n'), ('y', 'eu', 'a', 'n')");
    }

    String REGIONS = "  region: {rows: [{code: us, $formerly: [{code: eu}]}, {code: asia}]}\n";

    @Test
    default void what_follows_by_way_of_another_table_moves_on() {
        regions();

        db().update("tables:\n" + REGIONS + """
                  tier: {rows: [{region_code: us, code: a, note: m, $was: {note: [n]}}, {region_code: asia, code: a}]}
                  customer:
                    managed: [region_code, tier_code]
                    rows:
                      - {name: x, region_code: asia, tier_code: a}
                      - {name: y, region_code: us, tier_code: a, note: m, $was: {note: [n]}}
                """);

        assertThat(db().rows("select * from tier order by region_code")).containsExactly("asia|a|n", "us|a|m");
        assertThat(db().rows("select * from customer order by name")).containsExactly("x|asia|a|n", "y|us|a|m");
    }

    @Test
    default void what_follows_by_way_of_a_reference_moves_on() {
        regions();

        db().update("tables:\n" + REGIONS + """
                  tier:
                    rows:
                      - {region_code: {code: us}, code: b, note: n, $formerly: [{code: a}]}
                      - {region_code: {code: asia}, code: a}
                  customer:
                    managed: [region_code, tier_code]
                    rows:
                      - {name: x, region_code: asia, tier_code: a}
                      - {name: y, region_code: us, tier_code: b}
                """);

        assertThat(db().rows("select * from tier order by region_code")).containsExactly("asia|a|n", "us|b|n");
        assertThat(db().rows("select * from customer order by name")).containsExactly("x|asia|a|n", "y|us|b|n");
    }

    @Test
    default void a_retired_row_that_follows_by_way_of_another_table_goes() {
        regions();

        db().update("tables:\n" + REGIONS + """
                  tier:
                    rows: [{region_code: asia, code: a}]
                    retired: [{region_code: eu, code: a, note: n}]
                  customer:
                    rows: []
                    retired:
                      - {name: x, region_code: eu, tier_code: a, note: n}
                      - {name: y, region_code: us, tier_code: a, note: n}
                """);

        assertThat(db().rows("select region_code from tier")).containsExactly("asia");
        assertThat(db().count("customer")).isZero();
    }

    private void grants(String follows) {
        db().sql(
                        "create table tier (code varchar(20) primary key, name varchar(20) unique)",
                        "create table tier_grant (tier_code varchar(20) references tier" + follows
                                + ", feature varchar(20), note varchar(20), primary key (tier_code, feature))");
    }

    private static String grants(String tiers, String grants) {
        return "tables:\n  tier: {key: [code], rows: [" + tiers + "]}\n  tier_grant: {" + grants + "}\n";
    }

    String RENAMED = "{code: b, name: A, $formerly: [{code: a}]}";

    @Test
    default void a_row_whose_key_follows_a_rename_is_there() {
        grants(" on update cascade");
        db().sql(
                        "insert into tier values ('a', 'A')",
                        "insert into tier_grant values ('a', 'f', 'n'), ('a', 'g', 'n')");

        Report report = db().update(grants(
                RENAMED,
                "rows: [{tier_code: b, feature: f, note: n}, {tier_code: b, feature: g, note: m, $was: {note: [n]}},"
                        + " {tier_code: b, feature: h, note: n}]"));

        assertThat(db().rows("select * from tier_grant order by feature")).containsExactly("b|f|n", "b|g|m", "b|h|n");
        assertThat(report.tables().get(1).inserted()).isEqualTo(1);
        assertThat(report.tables().get(1).updated()).isEqualTo(1);
        assertThat(report.tables().get(1).unchanged()).isEqualTo(1);
    }

    @Test
    default void a_row_whose_key_follows_a_rename_may_take_a_new_key_itself() {
        grants(" on update cascade");
        db().sql(
                        "insert into tier values ('a', 'A')",
                        "insert into tier_grant values ('a', 'f', 'n'), ('a', 'g', 'n')");

        db().update(grants(
                RENAMED,
                "rows: [{tier_code: b, feature: h, note: m, $was: {note: [n]}, $formerly: [{feature: f}]},"
                        + " {tier_code: b, feature: i, note: n, $formerly: [{tier_code: a, feature: g}]}]"));

        assertThat(db().rows("select * from tier_grant order by feature")).containsExactly("b|h|m", "b|i|n");
    }

    @Test
    default void a_retired_row_whose_key_follows_a_rename_goes_under_either_name() {
        grants(" on update cascade");
        db().sql(
                        "insert into tier values ('a', 'A')",
                        "insert into tier_grant values ('a', 'f', 'n'), ('a', 'g', 'n')");

        Report report = db().update(grants(
                RENAMED,
                "rows: [], retired: [{tier_code: a, feature: f, note: n}, {tier_code: b, feature: g, note: n}]"));

        assertThat(report.tables().get(1).retired()).isEqualTo(2);
        assertThat(db().count("tier_grant")).isZero();
    }

    @Test
    default void a_row_whose_key_is_to_follow_waits_with_the_rename() {
        grants(" on update cascade");
        db().sql("insert into tier values ('a', 'A')", "insert into tier_grant values ('a', 'f', 'n')");

        Report report = db().seeds(grants(RENAMED, "rows: [{tier_code: b, feature: f, note: n}]"))
                .build()
                .fill();

        assertThat(report.errors()).isEmpty();
        assertThat(db().rows("select * from tier_grant")).containsExactly("a|f|n");
    }

    @Test
    default void rows_of_a_key_that_does_not_follow_are_blocked_with_its_rename() {
        grants("");
        db().sql("insert into tier values ('a', 'A')", "insert into tier_grant values ('a', 'f', 'n')");

        Report report = db().seeds(grants(
                        RENAMED, "rows: [{tier_code: b, feature: f, note: n}, {tier_code: b, feature: g, note: n}]"))
                .allowBlocked(true)
                .build()
                .update();

        assertThat(report.errors()).isEmpty();
        assertThat(report.changes())
                .extracting(RowChange::code)
                .containsExactly("rename-referred", "refers-to-blocked", "refers-to-blocked");
        assertThat(db().rows("select * from tier_grant")).containsExactly("a|f|n");
    }

    private void remembered(String follows) {
        grants(follows);
        remembered();
        db().update(grants("{code: a, name: A}", "rows: [{tier_code: a, feature: f}, {tier_code: a, feature: g}]"));
        db().sql("delete from tier_grant where feature = 'g'");
    }

    @Test
    default void a_row_that_was_deleted_by_hand_does_not_come_back_under_the_new_name_of_what_its_key_says() {
        remembered(" on update cascade");
        String rows = "rows: [{tier_code: b, feature: f}, {tier_code: b, feature: g}]";

        Report report = db().update(grants(RENAMED, rows));

        assertThat(report.tables().get(1).leftOut()).isEqualTo(1);
        assertThat(db().rows("select tier_code, feature from tier_grant")).containsExactly("b|f");
        Report later = db().update(grants("{code: b, name: A}", rows));
        assertThat(later.tables().get(1).leftOut()).isEqualTo(1);
        assertThat(db().rows("select tier_code, feature from tier_grant")).containsExactly("b|f");
    }

    @Test
    default void what_the_ledger_knows_of_a_row_holds_under_the_new_name_of_what_its_key_says() {
        remembered(" on update cascade");
        db().update(grants(RENAMED, "rows: [{tier_code: b, feature: f}]"));
        db().sql("delete from tier_grant");

        Report report = db().update(grants("{code: b, name: A}", "rows: [{tier_code: b, feature: f}]"));

        assertThat(report.tables().get(1).leftOut()).isEqualTo(1);
        assertThat(db().count("tier_grant")).isZero();
    }

    @Test
    default void a_pin_of_a_row_whose_key_followed_a_rename_ends_under_its_new_name() {
        remembered(" on update cascade");
        Ledger ledger =
                db().seeds("tables: {tier: {key: [code], rows: []}}").build().ledger();
        ledger.pin("tier_grant", Map.of("tier_code", "a", "feature", "f"), "note");
        Report pinned = db().update(grants(RENAMED, "managed: [note], rows: [{tier_code: b, feature: f, note: m}]"));
        assertThat(pinned.changes()).extracting(RowChange::code).contains("pinned");

        ledger.unpin("tier_grant", Map.of("tier_code", "b", "feature", "f"), "note");

        db().update(grants("{code: b, name: A}", "managed: [note], rows: [{tier_code: b, feature: f, note: m}]"));
        assertThat(db().rows("select * from tier_grant")).containsExactly("b|f|m");
    }

    @Test
    default void a_row_of_another_target_that_has_the_former_name_now_is_a_new_one() {
        remembered(" on update cascade");
        db().update(grants(RENAMED, "rows: [{tier_code: b, feature: f}]"));

        db().update(grants(
                "{code: b, name: A}, {code: a, name: New}",
                "rows: [{tier_code: b, feature: f}, {tier_code: a, feature: g}]"));

        assertThat(db().rows("select tier_code, feature from tier_grant order by feature"))
                .containsExactly("b|f", "a|g");
    }

    @Test
    default void a_row_that_was_deleted_by_hand_stays_away_where_a_composite_value_follows() {
        regions();
        db().sql("delete from customer", "delete from tier", "delete from region");
        db().sql("create table offer (region_code varchar(20), tier_code varchar(20), name varchar(20),"
                + " primary key (region_code, tier_code, name), foreign key (region_code, tier_code)"
                + " references tier on update cascade)");
        remembered();
        db().update("""
                tables:
                  region: {rows: [{code: eu}]}
                  tier: {rows: [{region_code: eu, code: a}]}
                  offer: {rows: [{region_code: eu, tier_code: a, name: f}, {region_code: eu, tier_code: a, name: g}]}
                """);
        db().sql("delete from offer where name = 'g'");
        String offers = "  offer: {rows: [{region_code: us, tier_code: b, name: f},"
                + " {region_code: us, tier_code: b, name: g}]}\n";

        Report report = db().update("tables:\n  region: {rows: [{code: us, $formerly: [{code: eu}]}]}\n"
                + "  tier: {rows: [{region_code: us, code: b, $formerly: [{code: a}]}]}\n" + offers);

        assertThat(report.tables().get(2).leftOut()).isEqualTo(1);
        assertThat(db().rows("select * from offer")).containsExactly("us|b|f");
        Report later = db().update(
                        "tables:\n  region: {rows: [{code: us}]}\n  tier: {rows: [{region_code: us, code: b}]}\n"
                                + offers);
        assertThat(later.tables().get(2).leftOut()).isEqualTo(1);
        assertThat(db().rows("select * from offer")).containsExactly("us|b|f");
    }

    /** The tier cannot take its new name, since another row has the value that the seeds give it besides. */
    private void blocked(String seeds) {
        Report report = db().seeds(seeds).allowBlocked(true).build().update();

        assertThat(report.errors()).isEmpty();
        assertThat(report.blocked()).isPositive();
        assertThat(db().seeds(seeds).allowBlocked(true).build().update().outcome())
                .isEqualTo(Outcome.NOTHING_TO_DO);
    }

    String BLOCKED = """
            tables:
              tier: {key: [code], managed: [name], rows: [{code: b, name: C, $formerly: [{code: a}]}]}
            """;

    @Test
    default void references_to_a_row_whose_rename_is_blocked_may_move_off_it() {
        customers();

        blocked(BLOCKED + "  customer: {managed: [tier_code], rows: [{name: x, tier_code: {code: c}},"
                + " {name: y, tier_code: {code: b}}]}\n");

        assertThat(db().rows("select name, tier_code from customer order by name"))
                .containsExactly("x|c", "y|a");
    }

    @Test
    default void plain_values_that_mean_a_row_whose_rename_is_blocked_stay_or_move_off_it() {
        customers();

        blocked(BLOCKED + "  customer: {managed: [tier_code], rows: [{name: x, tier_code: c},"
                + " {name: y, tier_code: b}]}\n");

        assertThat(db().rows("select name, tier_code from customer order by name"))
                .containsExactly("x|c", "y|a");
    }

    @Test
    default void references_to_a_row_whose_key_is_held_may_move_off_it() {
        customers();
        db().sql(
                        "create table held (name varchar(20) primary key, tier_code varchar(20) references tier)",
                        "insert into held values ('h', 'a')");

        blocked("""
                tables:
                  tier: {key: [code], rows: [{code: b, name: A, $formerly: [{code: a}]}, {code: c}]}
                  customer: {managed: [tier_code], rows: [{name: x, tier_code: {code: c}}]}
                """);

        assertThat(db().rows("select name, tier_code from customer order by name"))
                .containsExactly("x|c", "y|a");
    }

    @Test
    default void a_retired_row_whose_key_means_a_row_whose_rename_is_blocked_goes() {
        grants(" on update cascade");
        db().sql(
                        "insert into tier values ('a', 'A'), ('c', 'C')",
                        "insert into tier_grant values ('a', 'f', 'n'), ('a', 'g', 'n'), ('a', 'h', 'n')");

        blocked(BLOCKED + "  tier_grant: {rows: [], retired: [{tier_code: {code: b}, feature: f, note: n},"
                + " {tier_code: b, feature: g, note: n}, {tier_code: a, feature: h, note: n}]}\n");

        assertThat(db().count("tier_grant")).isZero();
    }

    @Test
    default void rows_whose_key_follows_a_rename_that_is_blocked_are_blocked() {
        grants(" on update cascade");
        db().sql(
                        "insert into tier values ('a', 'A'), ('c', 'C')",
                        "insert into tier_grant values ('a', 'f', 'n'), ('a', 'g', 'n')");

        blocked(BLOCKED + "  tier_grant: {managed: [note], rows: [{tier_code: b, feature: f, note: m},"
                + " {tier_code: b, feature: h, note: n}]}\n");

        assertThat(db().rows("select * from tier_grant order by feature")).containsExactly("a|f|n", "a|g|n");
    }

    @Test
    default void a_unique_value_that_another_row_follows_into_is_not_free() {
        db().sql(
                        "create table tier (code varchar(20) primary key)",
                        "create table offer (name varchar(20) primary key,"
                                + " tier_code varchar(20) references tier on update cascade, place integer,"
                                + " unique (tier_code, place))",
                        "insert into tier values ('a')",
                        "insert into offer values ('own', 'a', 1)");

        Report report = db().seeds("""
                tables:
                  tier: {rows: [{code: b, $formerly: [{code: a}]}]}
                  offer: {key: [name], rows: [{name: x, tier_code: b, place: 1}, {name: y, tier_code: b, place: 2}]}
                """).allowBlocked(true).build().update();

        assertThat(report.errors()).isEmpty();
        assertThat(report.changes()).extracting(RowChange::code).contains("unique-clash");
        assertThat(db().rows("select * from offer order by name")).containsExactly("own|b|1", "y|b|2");
    }

    @Test
    default void a_renamed_row_that_refers_to_itself_moves_on() {
        db().sql(
                        "create table node (code varchar(20) primary key,"
                                + " root varchar(20) references node on update cascade, note varchar(20))",
                        "insert into node values ('a', 'a', 'n'), ('c', 'a', 'n')");

        db().update("tables: {node: {key: [code], managed: [root], rows:"
                + " [{code: b, root: {code: c}, $formerly: [{code: a}]}, {code: c, root: {code: c}}]}}");

        assertThat(db().rows("select code, root from node order by code")).containsExactly("b|c", "c|c");
    }

    @Test
    default void a_value_that_follows_another_new_value_moves_on() {
        db().sql(
                        "create table tier (code varchar(20) primary key, place integer unique)",
                        "create table customer (name varchar(20) primary key,"
                                + " place integer references tier (place) on update cascade)",
                        "insert into tier values ('a', 1), ('c', 3)",
                        "insert into customer values ('x', 1), ('y', 1)");

        db().update("""
                tables:
                  tier: {key: [code], managed: [place], rows: [{code: a, place: 2}, {code: c, place: 3}]}
                  customer: {key: [name], managed: [place], rows: [{name: x, place: 3}, {name: y, place: 2}]}
                """);

        assertThat(db().rows("select * from customer order by name")).containsExactly("x|3", "y|2");
    }

    @Test
    default void rows_that_go_below_a_renamed_one_by_value_go_in_together() {
        db().sql(
                        "create table node (code varchar(20) primary key,"
                                + " parent varchar(20) references node on update cascade)",
                        "insert into node values ('a', null), ('c', 'a')");

        // H2 does not see, by value, what the same statement has inserted.
        String below = db().isInMemory() ? "" : "{code: x, parent: y}, ";

        db().update("tables: {node: {key: [code], rows: [" + below + "{code: y, parent: b}, {code: c, parent: b},"
                + " {code: b, $formerly: [{code: a}]}]}}");

        assertThat(db().rows("select code, parent from node where code <> 'x' order by code"))
                .containsExactly("b|∅", "c|b", "y|b");
    }

    @Test
    default void a_column_that_a_trigger_changes_while_its_row_is_renamed_takes_its_new_value() {
        db().sql(
                        "create table tier (code varchar(20) primary key, slug varchar(20), note varchar(20))",
                        "insert into tier values ('a', 'a', 'n')");
        db().slugs("tier");

        db().update("tables: {tier: {key: [code], managed: [slug], rows: [{code: b, slug: b-2, note: m,"
                + " $was: {note: [n]}, $formerly: [{code: a}]}]}}");

        assertThat(db().value("select note from tier")).isEqualTo("m");
    }

    @Test
    default void an_edit_meanwhile_is_not_lost_where_rows_are_renamed() {
        customers();
        String seeds = customers("rows: [{name: x, tier_code: c, note: m, $was: {tier_code: [a], note: [n]}}]");

        try (Interference interference =
                new Interference(db().connect(), "customer", "update customer set note = 'mine' where name = 'x'")) {
            assertThat(db().fails(
                                    SeedException.Kind.FAILED,
                                    () -> db().joined(interference.connection(), seeds)
                                            .build()
                                            .update()))
                    .contains("Table \"customer\" took 0 of 1 rows, again and again.");
        }
    }
}

package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.LedgerView;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** For databases that copy: a large file for an empty table is planted in the one pass that reads it, or as any other. */
public interface LoadContract extends OnDatabase {
    int ROWS = 25_000;

    private static String csv(UnaryOperator<String> change) {
        StringBuilder csv = new StringBuilder("code,name,price,note\n");
        for (int i = 1; i <= ROWS; i++) {
            csv.append(change.apply(String.format(
                    "item-%06d,Name of the item with number %d,%d.50,%s\n", i, i, i, i % 2 == 0 ? "" : "x")));
        }
        return csv.toString();
    }

    private static String change(String csv, int row, String before, String after) {
        String line = String.format("item-%06d,", row);
        int at = csv.indexOf(line);
        int end = csv.indexOf('\n', at);
        String old = csv.substring(at, end);
        assertThat(old).contains(before);
        return csv.substring(0, at) + old.replace(before, after) + csv.substring(end);
    }

    private void itemTable() {
        db().sql("create table item (code varchar(20) primary key, name varchar(60) not null, price numeric(10,2),"
                + " note varchar(5))");
    }

    /** Runs, and tells what it was seen doing. */
    private static Set<String> activities(Seedbed.Builder builder) {
        Set<String> activities = new TreeSet<>();
        Report report = builder.progress((activity, table, rows, of) -> activities.add(activity))
                .build()
                .fill();
        assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
        return activities;
    }

    private String failure(Map<String, String> files) {
        return db().fails(
                        SeedException.Kind.FAILED,
                        () -> db().files(files).build().fill());
    }

    @Test
    default void a_large_file_goes_into_an_empty_table_without_being_read_first() {
        itemTable();

        assertThat(activities(db().files(Map.of("item.csv", csv(row -> row))))).containsExactly("planting");

        assertThat(db().count("item")).isEqualTo(ROWS);
        assertThat(db().count("item where note is null")).isEqualTo(ROWS / 2);
        Report again = db().files(Map.of("item.csv", csv(row -> row))).build().fill();
        assertThat(again.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(again.tables().get(0).unchanged()).isEqualTo(ROWS);
    }

    @Test
    default void its_report_counts_and_lists_rows_as_that_of_any_other_run() {
        itemTable();

        Report report = db().files(Map.of("item.csv", csv(row -> row))).build().init();

        assertThat(report.tables()).singleElement().satisfies(table -> {
            assertThat(table.declared()).isEqualTo(ROWS);
            assertThat(table.inserted()).isEqualTo(ROWS);
            assertThat(table.unchanged()).isZero();
            assertThat(table.extra()).isZero();
        });
        assertThat(report.changes().get(0).reason()).isEqualTo("not there yet");
        assertThat(report.changes().get(0).source().compact()).isEqualTo("seeds/item.csv:2");
        assertThat(report.changes().size() + report.changesOmitted()).isEqualTo(ROWS);
    }

    @Test
    default void a_plan_reads_it() {
        itemTable();

        Report report = db().files(Map.of("item.csv", csv(row -> row))).build().plan(dev.seedbed.plan.Mode.FILL);

        assertThat(report.tables().get(0).inserted()).isEqualTo(ROWS);
        assertThat(db().count("item")).isZero();
    }

    @Test
    default void a_table_with_a_row_is_read_first() {
        itemTable();
        db().sql("insert into item values ('own', 'Own', 1, null)");

        assertThat(activities(db().files(Map.of("item.csv", csv(row -> row))))).contains("reading", "planting");

        assertThat(db().count("item")).isEqualTo(ROWS + 1);
    }

    @Test
    default void a_large_file_shares_the_fate_of_what_its_values_mean_as_a_small_one_does() {
        db().sql(
                        "create table role (id integer primary key, code varchar(20) not null unique, gone varchar(20))",
                        "create table grant_of (role_id integer references role(id), permission varchar(60),"
                                + " primary key (role_id, permission))",
                        "insert into role values (1, 'a', 'yes'), (2, 'b', null)");
        StringBuilder csv = new StringBuilder("role_id,permission\n");
        for (int i = 1; i <= ROWS; i++) {
            csv.append(i % 10 == 0 ? 1 : 2)
                    .append(",permission with a name that is rather long, number ".replace(", n", " n"))
                    .append(i)
                    .append('\n');
        }

        Report report = db().files(Map.of(
                        "grant_of.csv",
                        csv.toString(),
                        "role.yaml",
                        "tables: {role: {key: [code], soft-delete: gone, rows: [{id: 1, code: a}, {id: 2, code: b}]}}"))
                .build()
                .fill();

        assertThat(report.inserted()).isEqualTo(ROWS - ROWS / 10);
        assertThat(db().count("grant_of where role_id = 1")).isZero();
    }

    @Test
    default void a_table_that_another_refers_to_is_read_first_and_both_are_planted() {
        itemTable();
        db().sql("create table offer (code varchar(20) primary key, item_code varchar(20) references item(code))");

        db().files(Map.of(
                        "item.csv",
                        csv(row -> row),
                        "offer.yaml",
                        "tables: {offer: {rows: [{code: a, item_code: {code: item-000007}}]}}"))
                .build()
                .fill();

        assertThat(db().rows("select item_code from offer")).containsExactly("item-000007");
    }

    @Test
    default void a_table_that_is_referred_to_without_a_foreign_key_is_read_first() {
        db().sql(
                        "create table item (id integer generated always as identity primary key, code varchar(20) not null"
                                + " unique, name varchar(60) not null, price numeric(10,2), note varchar(5))",
                        "create table setting (name varchar(20) primary key, item_id integer)");

        db().files(Map.of(
                        "item.csv",
                        csv(row -> row),
                        "setting.yaml",
                        "tables: {setting: {rows: [{name: a, item_id: {$ref: {table: item, code: item-000007}}}]}}"))
                .build()
                .fill();

        assertThat(db().rows("select i.code from setting s join item i on i.id = s.item_id"))
                .containsExactly("item-000007");
    }

    @Test
    default void it_goes_in_after_the_table_that_its_plain_values_refer_to() {
        db().sql(
                        "create table kind (code varchar(20) primary key)",
                        "create table item (code varchar(20) primary key, name varchar(60) not null, price numeric(10,2),"
                                + " note varchar(5) references kind(code))");

        assertThat(activities(db().files(Map.of("item.csv", csv(row -> row), "kind.csv", "code\nx\n"))))
                .containsExactly("planting");

        assertThat(db().count("item")).isEqualTo(ROWS);
    }

    @Test
    default void its_rows_are_counted_where_a_row_of_another_table_is_blocked() {
        itemTable();
        db().sql(
                        "create table kind (code varchar(20) primary key, name varchar(20) not null unique)",
                        "insert into kind values ('own', 'Basic')");

        Report report = db().files(Map.of(
                        "item.csv",
                        csv(row -> row),
                        "kind.yaml",
                        "tables: {kind: {key: [code], rows: [{code: a, name: Basic}]}}"))
                .build()
                .fill();

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.tables())
                .filteredOn(table -> table.table().equals("item"))
                .singleElement()
                .satisfies(table -> assertThat(table.declared()).isEqualTo(ROWS));
        assertThat(db().count("item")).isZero();
    }

    @Test
    default void two_spellings_of_another_unique_value_are_read_first_and_planted_as_any_others() {
        db().sql(
                        "create table item (code varchar(20) primary key, name varchar(60) not null unique, price numeric(10,2),"
                                + " note varchar(5))");
        String csv = change(csv(row -> row), 3, "Name of the item with number 3", "caf\u00e9");

        assertThat(activities(db().files(Map.of(
                        "all.yaml",
                        "tables: {item: {key: [code], rows: {csv: item.csv}}}",
                        "item.csv",
                        change(csv, ROWS, "Name of the item with number 25000", "cafe\u0301")))))
                .contains("reading");
    }

    @Test
    default void a_value_that_does_not_fit_in_the_last_row_is_an_error_and_nothing_is_written() {
        itemTable();
        db().sql("create table kind (code varchar(20) primary key)");

        String message = failure(
                Map.of("item.csv", change(csv(row -> row), ROWS, "25000.50", "much"), "kind.csv", "code\na\nb\n"));

        assertThat(message).isEqualTo("""
                Value "much" does not fit column "price" (numeric(10,2)): it is not a number.
                  where: seeds/item.csv, line 25001 (table item)
                  mend:  change the value, or the type of the column""");
    }

    @Test
    default void a_key_twice_names_both_places() {
        itemTable();

        String message = failure(Map.of("item.csv", change(csv(row -> row), ROWS, "item-025000", "item-000003")));

        assertThat(message).contains("key code=item-000003").contains("line 4").contains("line 25001");
    }

    @Test
    default void two_spellings_of_one_key_are_one_key() {
        itemTable();
        String csv = change(csv(row -> row), 3, "item-000003", "caf\u00e9");

        String message = failure(Map.of("item.csv", change(csv, ROWS, "item-025000", "cafe\u0301")));

        assertThat(message).contains("line 4").contains("line 25001");
    }

    @Test
    default void what_only_the_database_refuses_names_the_row() {
        db().sql("create table item (code varchar(20) primary key, name varchar(60) not null, price numeric(10,2) check"
                + " (price < 25000), note varchar(5))");

        assertThat(failure(Map.of("item.csv", csv(row -> row))))
                .contains("line 25001")
                .contains("item_price_check");
    }

    @Test
    default void a_trigger_that_keeps_rows_out_is_noticed() {
        itemTable();
        db().sql(
                        "create function half() returns trigger language plpgsql as"
                                + " 'begin if new.note is null then return null; end if; return new; end'",
                        "create trigger half before insert on item for each row execute function half()");

        assertThat(failure(Map.of("item.csv", csv(row -> row)))).contains("took 12500 of 25000 rows");
    }

    @Test
    default void identities_given_in_the_file_move_the_sequence() {
        db().sql(
                        "create table item (id integer generated by default as identity primary key, name varchar(60) not null,"
                                + " price numeric(10,2), note varchar(5))");
        StringBuilder csv = new StringBuilder("id,name,price,note\n");
        for (int i = 1; i <= ROWS; i++) {
            csv.append(i).append(",Name of the item with the number ").append(i).append(",1.50,note\n");
        }

        assertThat(activities(db().files(Map.of("item.csv", csv.toString())))).containsExactly("planting");

        db().sql("insert into item (name) values ('own')");
        assertThat(db().value("select max(id) from item")).isEqualTo(Integer.toString(ROWS + 1));
    }

    @Test
    default void init_leaves_it_out_where_another_table_of_its_seeder_has_rows() {
        itemTable();
        db().sql("create table kind (code varchar(20) primary key)", "insert into kind values ('own')");

        Report report = db().files(Map.of(
                        "all.yaml",
                        "tables: {kind: {rows: [{code: a}]}, item: {key: [code], rows: {csv: item.csv}}}",
                        "item.csv",
                        csv(row -> row)))
                .build()
                .init();

        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report.tables())
                .filteredOn(table -> table.table().equals("item"))
                .singleElement()
                .satisfies(table -> assertThat(table.leftOut()).isEqualTo(ROWS));
    }

    @Test
    default void rows_that_come_while_it_waits_for_the_lock_are_seen() throws Exception {
        itemTable();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Connection holder = db().connect()) {
            holder.setAutoCommit(false);
            db().joined(holder, "tables: {item: {rows: [{code: item-000002, name: Mine}]}}")
                    .build()
                    .fill();
            Future<Report> waiting = other.submit(() ->
                    db().files(Map.of("item.csv", csv(row -> row))).build().fill());
            Thread.sleep(700);
            assertThat(waiting.isDone()).isFalse();
            holder.commit();

            assertThat(waiting.get().inserted()).isEqualTo(ROWS - 1);
        } finally {
            other.shutdownNow();
        }
        assertThat(db().rows("select name from item where code = 'item-000002'"))
                .containsExactly("Mine");
    }

    @Test
    default void a_ledger_that_knows_nothing_of_the_table_is_told_of_each_row_of_a_file_that_is_not_read_first() {
        itemTable();
        Ledgers ledger = new Ledgers(db()).create();
        String csv = change(csv(row -> row), 7, "Name of the item", "\"A \"\"caf\u00e9\"\", \\ and\ta tab\"");
        csv = csv.replace("tab\" with number 7", "tab\nwith number 7\"");

        assertThat(activities(db().files(Map.of("item.csv", csv)))).containsExactly("planting");

        assertThat(db().value("select sum(row_count) from seedbed_ledger")).isEqualTo(Integer.toString(ROWS));
        assertThat(ledger.row("item", "code", "item-000007"))
                .isEqualTo(new LedgerView.Row(
                        true,
                        LedgerContract.map(
                                "name", "A \"caf\u00e9\", \\ and\ta tab\nwith number 7", "price", "7.50", "note", "x"),
                        Set.of(),
                        false));
        assertThat(ledger.asked().verify(null).problems()).isEmpty();
        Report again = db().files(Map.of("item.csv", csv)).build().update();
        assertThat(again.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    default void a_table_of_which_the_ledger_knows_is_read_first_and_deleted_rows_stay_away() {
        itemTable();
        new Ledgers(db()).create();
        db().files(Map.of("item.csv", csv(row -> row))).build().fill();
        db().sql("delete from item");

        Report report = db().files(Map.of("item.csv", csv(row -> row))).build().fill();

        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report.tables().get(0).leftOut()).isEqualTo(ROWS);
        assertThat(db().count("item")).isZero();
    }

    @Test
    default void the_ledger_is_told_the_same_of_rows_whether_they_are_read_first_or_not() {
        Ledgers ledger = new Ledgers(db()).create();
        db().sql(
                        "create table item (id numeric(8,2) not null, name varchar(60) not null, number integer, flag boolean,"
                                + " price numeric(10,2), mark uuid, day date, at timestamp, primary key (name, id))",
                        "create table other (like item including all)");
        StringBuilder csv = new StringBuilder("at,id,name,number,flag,price,mark,day\n");
        String[] numbers = {"", "0", "7", "007", "-7", "-0", "2147483647"};
        String[] flags = {"t", "f", "true", "false", ""};
        String[] prices = {"1", "1.5", "01.50", "-0.00", "1.005", ""};
        for (int i = 1; i <= ROWS; i++) {
            csv.append(i % 3 == 0 ? "" : "2026-03-01 10:00:00")
                    .append(i % 2 == 0 ? "," + i + ".5" : ",0" + i)
                    .append(",\"Name, \u007f\u00fc \"\"of\"\" number\\\"," + numbers[i % numbers.length])
                    .append("," + flags[i % flags.length] + "," + prices[i % prices.length])
                    .append(i % 4 == 0 ? "," : ",0F1e2d3c-0000-4000-8000-000000000000")
                    .append(i % 5 == 0 ? ",\n" : ",2026-02-28\n");
        }
        db().sql("insert into other (id, name) values (0, 'own')");

        assertThat(activities(db().files(Map.of("item.csv", csv.toString())))).containsExactly("planting");
        assertThat(activities(db().files(Map.of("other.csv", csv.toString())))).contains("reading");

        LedgerView.Rows planted = ledger.read("item", key -> true);
        LedgerView.Rows read = ledger.read("other", key -> true);
        for (int i = 1; i <= ROWS; i++) {
            String key =
                    Ledgers.key("id", i % 2 == 0 ? i + ".50" : "0" + i, "name", "Name, \u007f\u00fc \"of\" number\\");
            assertThat(planted.row(key)).isNotNull().isEqualTo(read.row(key));
        }
    }
}

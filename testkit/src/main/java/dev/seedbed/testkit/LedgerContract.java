package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.ledger.LedgerCreation;
import dev.seedbed.ledger.LedgerWriter;
import dev.seedbed.ledger.RowHistory;
import dev.seedbed.ledger.RunSummary;
import dev.seedbed.plan.LedgerRow;
import dev.seedbed.plan.LedgerRow.Kind;
import dev.seedbed.plan.LedgerView;
import dev.seedbed.plan.Mode;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What runs write down in a ledger, and what plans read there. */
public interface LedgerContract extends OnDatabase {
    /** Names and texts in turn. */
    static Map<String, @Nullable String> map(@Nullable String... namesAndTexts) {
        Map<String, @Nullable String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            map.put(Objects.requireNonNull(namesAndTexts[i]), namesAndTexts[i + 1]);
        }
        return map;
    }

    static LedgerRow tier(Kind kind, String code, @Nullable String... columns) {
        return new LedgerRow("tiers", "tier", kind, map("code", code), null, map(columns));
    }

    static LedgerRow renamed(String from, String to, @Nullable String... columns) {
        return new LedgerRow("tiers", "tier", Kind.RENAMED, map("code", to), map("code", from), map(columns));
    }

    private Ledgers ledger() {
        return new Ledgers(db()).create();
    }

    @Test
    default void the_latest_text_of_each_column_counts() {
        Ledgers ledger = ledger();
        ledger.write(writer -> {
            writer.add(tier(Kind.PLANTED, "starter", "code", "starter", "price", "9", "note", null));
            writer.add(tier(Kind.ADOPTED, "team", "code", "team", "price", "49"));
        });
        ledger.write(writer -> writer.add(tier(Kind.UPDATED, "starter", "price", "12")));

        LedgerView.Row row = ledger.row("tier", "code", "starter");

        assertThat(row)
                .isEqualTo(
                        new LedgerView.Row(true, map("code", "starter", "price", "12", "note", null), Set.of(), false));
        assertThat(ledger.knows("tier", "code", "team")).isTrue();
        assertThat(ledger.knows("tier", "code", "none")).isFalse();
        assertThat(ledger.row("tier", "code", "none")).isNull();
        assertThat(ledger.knows("other", "code", "team")).isFalse();
    }

    @Test
    default void more_is_told_of_wanted_rows_alone() {
        Ledgers ledger = ledger();
        ledger.write(writer -> {
            writer.add(tier(Kind.PLANTED, "starter", "price", "9"));
            writer.add(tier(Kind.PLANTED, "team", "price", "49"));
        });

        LedgerView.Rows rows = ledger.read("tier", Ledgers.key("code", "team")::equals);

        assertThat(rows.knows(Ledgers.key("code", "starter"))).isTrue();
        assertThat(rows.row(Ledgers.key("code", "starter"))).isNull();
        assertThat(rows.row(Ledgers.key("code", "team"))).isNotNull();
    }

    @Test
    default void a_rename_takes_what_is_known_to_the_new_key() {
        Ledgers ledger = ledger();
        ledger.write(writer -> {
            writer.add(tier(Kind.PLANTED, "basic", "code", "basic", "price", "49"));
            writer.pin("tier", map("code", "basic"), "price");
        });
        ledger.write(writer -> writer.add(renamed("basic", "pro", "code", "pro")));
        ledger.write(writer -> writer.add(renamed("pro", "team", "code", "team")));

        assertThat(ledger.row("tier", "code", "team"))
                .isEqualTo(new LedgerView.Row(true, map("code", "team", "price", "49"), Set.of("price"), false));
        assertThat(ledger.read("tier", Ledgers.key("code", "team")::equals).row(Ledgers.key("code", "team")))
                .isEqualTo(new LedgerView.Row(true, map("code", "team", "price", "49"), Set.of("price"), false));
        assertThat(ledger.knows("tier", "code", "basic")).isFalse();
        assertThat(ledger.knows("tier", "code", "pro")).isFalse();
        assertThat(ledger.knows("tier", "code", "team")).isTrue();
    }

    @Test
    default void a_row_planted_under_a_key_that_another_row_had_is_a_row_of_its_own() {
        Ledgers ledger = ledger();
        ledger.write(writer -> {
            writer.add(tier(Kind.PLANTED, "pro", "price", "49"));
            writer.add(renamed("pro", "team"));
            writer.add(tier(Kind.PLANTED, "pro", "price", "99"));
        });

        assertThat(ledger.row("tier", "code", "team"))
                .isEqualTo(new LedgerView.Row(true, map("price", "49"), Set.of(), false));
        assertThat(ledger.row("tier", "code", "pro"))
                .isEqualTo(new LedgerView.Row(true, map("price", "99"), Set.of(), false));
    }

    @Test
    default void a_retired_row_is_not_there_and_its_past_is() {
        Ledgers ledger = ledger();
        ledger.write(writer -> {
            writer.add(tier(Kind.PLANTED, "legacy", "price", "1", "note", "old"));
            writer.add(tier(Kind.PLANTED, "beta", "is_active", "true"));
            writer.pin("tier", map("code", "legacy"), null);
        });
        ledger.write(writer -> {
            writer.add(tier(Kind.RETIRED, "legacy"));
            writer.add(tier(Kind.RETIRED_IN_PLACE, "beta", "is_active", "false"));
        });

        assertThat(ledger.knows("tier", "code", "legacy")).isFalse();
        assertThat(ledger.row("tier", "code", "legacy"))
                .isEqualTo(new LedgerView.Row(false, map("price", "1", "note", "old"), Set.of(), true));
        assertThat(ledger.row("tier", "code", "beta"))
                .isEqualTo(new LedgerView.Row(true, map("is_active", "false"), Set.of(), false));

        ledger.write(writer -> writer.add(tier(Kind.PLANTED, "legacy", "price", "2")));
        assertThat(ledger.row("tier", "code", "legacy"))
                .isEqualTo(new LedgerView.Row(true, map("price", "2"), Set.of(), true));
    }

    @Test
    default void a_reset_forgets_and_what_was_written_stays() {
        Ledgers ledger = ledger();
        ledger.write(writer -> {
            writer.add(tier(Kind.PLANTED, "starter", "price", "9"));
            writer.pin("tier", map("code", "starter"), null);
        });
        ledger.write(writer -> {
            writer.reset();
            writer.add(tier(Kind.PLANTED, "team", "price", "49"));
        });

        assertThat(ledger.knows("tier", "code", "starter")).isFalse();
        assertThat(ledger.row("tier", "code", "starter")).isNull();
        assertThat(ledger.knows("tier", "code", "team")).isTrue();
        assertThat(db().count("seedbed_ledger")).isEqualTo(4);

        ledger.write(LedgerWriter::reset);
        assertThat(ledger.knows("tier", "code", "team")).isFalse();
    }

    @Test
    default void pins_last_until_they_are_taken_back() {
        Ledgers ledger = ledger();
        ledger.write(writer -> writer.add(tier(Kind.PLANTED, "starter", "price", "9")));
        ledger.write(writer -> {
            writer.pin("tier", map("code", "starter"), "price");
            writer.pin("tier", map("code", "starter"), "name");
        });
        ledger.write(writer -> writer.add(tier(Kind.UPDATED, "starter", "note", "x")));
        assertThat(Objects.requireNonNull(ledger.row("tier", "code", "starter")).pinned())
                .containsExactlyInAnyOrder("price", "name");

        ledger.write(writer -> writer.unpin("tier", map("code", "starter"), "price"));
        assertThat(Objects.requireNonNull(ledger.row("tier", "code", "starter")).pinned())
                .containsExactly("name");

        ledger.write(writer -> writer.pin("tier", map("code", "starter"), null));
        assertThat(Objects.requireNonNull(ledger.row("tier", "code", "starter")).whole())
                .isTrue();
        ledger.write(writer -> writer.unpin("tier", map("code", "starter"), null));
        assertThat(ledger.row("tier", "code", "starter"))
                .isEqualTo(new LedgerView.Row(true, map("price", "9", "note", "x"), Set.of(), false));
        assertThat(ledger.knows("tier", "code", "starter")).isTrue();
    }

    @Test
    default void keys_of_several_columns_nulls_and_every_text_come_back_as_they_were() {
        Ledgers ledger = ledger();
        List<String> texts = new ArrayList<>(BulkContract.TRICKY);
        texts.add("\u0001\u007f");
        texts.add("\\\"");
        texts.add("]},{\"kind\":\"retired\"");
        ledger.write(writer -> {
            for (String text : texts) {
                writer.add(new LedgerRow(
                        "s",
                        "some table",
                        Kind.PLANTED,
                        map("z.code", text, "a", null),
                        null,
                        map("a", null, "text", text)));
            }
        });

        for (String text : texts) {
            assertThat(ledger.row("some table", "a", null, "z.code", text))
                    .isEqualTo(new LedgerView.Row(true, map("a", null, "text", text), Set.of(), false));
            assertThat(ledger.knows("some table", "z.code", text, "a", null)).isTrue();
        }
        assertThat(db().count("seedbed_ledger")).isEqualTo(1);
    }

    @Test
    default void nothing_added_is_nothing_written() {
        Ledgers ledger = ledger();

        assertThat(ledger.write(writer -> {})).isNull();

        assertThat(db().count("seedbed_ledger")).isZero();
        assertThat(ledger.knows("tier", "code", "starter")).isFalse();
    }

    @Test
    default void rows_added_one_by_one_or_all_together_are_the_same_entries() {
        for (int rows : new int[] {0, 3, 500, 12_345}) {
            Ledgers one = ledger();
            one.write(writer -> {
                for (int i = 0; i < rows; i++) {
                    writer.add(item(i));
                }
            });
            List<String> entries = db().rows("select seq, kinds, body, hash from seedbed_ledger order by seq");
            db().sql("drop table seedbed_ledger");
            Ledgers all = ledger();
            all.write(writer -> writer.addAll(items(rows)));

            assertThat(db().rows("select seq, kinds, body, hash from seedbed_ledger order by seq"))
                    .isEqualTo(entries);
            assertThat(all.asked().verify(null).problems()).isEmpty();
            db().sql("drop table seedbed_ledger");
        }
    }

    private static LedgerRow item(int i) {
        String id = Integer.toString(i);
        String tricky = BulkContract.TRICKY.get(i % BulkContract.TRICKY.size());
        return new LedgerRow(
                "items",
                "item",
                Kind.PLANTED,
                map("id", id),
                null,
                map("id", id, "code", "code-" + i, "text", "a text of some length " + i, "tricky", tricky));
    }

    private static LedgerWriter.Rows items(int rows) {
        return taker -> {
            for (int i = 0; i < rows; i++) {
                taker.take(item(i));
            }
        };
    }

    @Test
    default void many_rows_are_few_entries() {
        Ledgers ledger = ledger();
        int rows = 100_000;
        long began = System.nanoTime();
        ledger.write(writer -> writer.addAll(items(rows)));
        long written = System.nanoTime();
        LedgerView.Rows known = ledger.read("item", k -> false);
        long read = System.nanoTime();
        System.out.printf(
                "ledger of %d rows: written in %d ms, read in %d ms%n",
                rows, TimeUnit.NANOSECONDS.toMillis(written - began), TimeUnit.NANOSECONDS.toMillis(read - written));

        assertThat(db().count("seedbed_ledger")).isEqualTo(rows / 500);
        for (int i = 0; i < rows; i += 999) {
            assertThat(known.knows(Ledgers.key("id", Integer.toString(i)))).isTrue();
        }
        assertThat(known.knows(Ledgers.key("id", "-1"))).isFalse();
        assertThat(Objects.requireNonNull(ledger.row("item", "id", "77777")).images())
                .isEqualTo(item(77_777).columns());
    }

    @Test
    default void a_run_asks_once_where_the_chain_ends_and_writes_in_batches() throws SQLException {
        ledger();
        CountedStatements counted = new CountedStatements(db().connect());
        try (Connection connection = counted.connection()) {
            connection.setAutoCommit(false);
            Ledgers.write(connection, writer -> {
                counted.forget();
                for (int i = 0; i < 20_000; i++) {
                    writer.add(tier(Kind.PLANTED, "code-" + i, "name", "name " + i));
                }
            });
            connection.commit();
        }

        assertThat(db().count("seedbed_ledger")).isEqualTo(40);
        // One for the last entry, and three batches of at most sixteen entries.
        assertThat(counted.executions()).isEqualTo(4);
    }

    @Test
    default void a_small_ledger_is_read_in_two_statements_whatever_the_number_of_tables() throws SQLException {
        Ledgers ledger = ledger();
        ledger.write(writer -> {
            for (int i = 0; i < 30; i++) {
                writer.add(new LedgerRow("s", "t" + i, Kind.PLANTED, map("id", "1"), null, map("id", "1")));
            }
        });
        CountedStatements counted = new CountedStatements(db().connect());
        try (Connection connection = counted.connection()) {
            LedgerView view = Ledgers.view(connection);
            counted.forget();
            for (int i = 0; i < 30; i++) {
                assertThat(Objects.requireNonNull(view.read(connection, "t" + i, k -> false))
                                .knows(Ledgers.key("id", "1")))
                        .isTrue();
            }
            assertThat(counted.executions()).isEqualTo(2);

            ledger.write(writer -> writer.add(new LedgerRow("s", "t0", Kind.RETIRED, map("id", "1"), null, map())));
            assertThat(Objects.requireNonNull(view.read(connection, "t0", k -> false))
                            .knows(Ledgers.key("id", "1")))
                    .isFalse();
        }
    }

    @Test
    default void the_ledger_is_made_once_and_found() {
        Ledgers ledger = new Ledgers(db());
        assertThat(ledger.asked().isEnabled()).isFalse();
        assertThat(ledger.asked().ddl()).contains("create table seedbed_ledger (");

        assertThat(ledger.asked().enable()).isEqualTo(LedgerCreation.Outcome.CREATED);
        assertThat(ledger.asked().enable()).isEqualTo(LedgerCreation.Outcome.THERE);

        assertThat(ledger.asked().isEnabled()).isTrue();
        assertThat(db().rows("select seq, kinds, actor, mode, reason, seal from seedbed_ledger"))
                .containsExactly("1|enabled|berta|enable|it was agreed|sha-256");
        assertThat(ledger.asked().verify(String.valueOf(ledger.asked().head())).problems())
                .isEmpty();
    }

    @Test
    default void without_a_ledger_there_are_no_pins() {
        db().sql("create table tier (code varchar(20) primary key, price integer)", "insert into tier values ('a', 1)");

        assertThatThrownBy(() -> new Ledgers(db()).asked().pin("tier", map("code", "a"), null))
                .isInstanceOf(SeedException.class)
                .hasMessage("""
                        A pin is kept in the ledger, and this database has none.
                          where: table seedbed_ledger
                          mend:  make one with "seedbed ledger enable", or by your own migrations with what "seedbed ledger sql" prints""");
        assertThatThrownBy(() -> new Ledgers(db()).asked().verify(null)).hasMessageStartingWith("""
                        This needs the ledger, and this database has none.
                        """);
    }

    @Test
    default void pins_are_of_rows_that_the_ledger_or_the_database_knows() {
        db().sql(
                        "create table tier (code varchar(20) primary key, price integer, name varchar(20))",
                        "insert into tier values ('here', 1, 'Here')");
        Ledgers ledger = ledger();
        ledger.write(writer -> writer.add(tier(Kind.PLANTED, "starter", "price", "9")));

        assertThat(ledger.asked().pin("tier", map("code", "starter"), "price")).isTrue();
        assertThat(ledger.asked().pin("tier", map("code", "starter"), "price")).isFalse();
        assertThat(ledger.asked().pin("TIER", map("CODE", "here"), null)).isTrue();

        assertThat(ledger.row("tier", "code", "starter"))
                .isEqualTo(new LedgerView.Row(true, map("price", "9"), Set.of("price"), false));
        assertThat(ledger.row("tier", "code", "here")).isEqualTo(new LedgerView.Row(false, map(), Set.of(), true));
        assertThat(db().rows("select actor, reason, mode, kinds from seedbed_ledger where seq > 1 order by seq"))
                .containsExactly("berta|it was agreed|pin|pinned 1", "berta|it was agreed|pin|pinned 1");

        assertThatThrownBy(() -> ledger.asked().pin("tier", map("code", "none"), null))
                .hasMessage("""
                        Neither the ledger nor the database knows row code=none of table "tier".
                          where: table tier
                          mend:  correct its key""");
        assertThatThrownBy(() -> ledger.asked().pin("tire", map("code", "none"), null))
                .hasMessage("""
                        Neither the ledger nor the database knows table "tire".
                          where: table tire
                          mend:  did you mean "tier"?""");
        assertThatThrownBy(() -> ledger.asked().pin("tier", map("code", "starter"), "prise"))
                .hasMessage("""
                        Table "tier" has no column "prise".
                          where: table tier
                          mend:  did you mean "price"?""");
        assertThatThrownBy(() -> ledger.asked().pin("tier", map("name", "Here"), null))
                .hasMessage("""
                        The ledger does not know row name=Here of table "tier", and these columns are no unique key of it.
                          where: table tier
                          mend:  name the columns of the key that its seeds have""");

        assertThat(ledger.asked().unpin("tier", map("code", "starter"), null)).isTrue();
        assertThat(ledger.asked().unpin("tier", map("code", "starter"), null)).isFalse();
        assertThat(ledger.row("tier", "code", "starter"))
                .isEqualTo(new LedgerView.Row(true, map("price", "9"), Set.of(), false));
        assertThatThrownBy(() -> ledger.asked().unpin("tier", map("code", "here"), "price"))
                .hasMessage("""
                        Column "price" of row code=here of table "tier" is pinned with its whole row.
                          where: table tier
                          mend:  unpin the row, and pin the columns that are to stay""");
    }

    @Test
    default void of_a_row_it_tells_who_set_each_value() {
        Ledgers ledger = ledger();
        ledger.write(writer -> {
            writer.add(tier(Kind.PLANTED, "pro", "code", "pro", "price", "49", "name", "Pro"));
            writer.add(tier(Kind.PLANTED, "other", "code", "other"));
        });
        ledger.write(writer -> writer.add(tier(Kind.UPDATED, "pro", "price", "59")));
        ledger.write(writer -> writer.add(renamed("pro", "team", "code", "team")));
        ledger.asked().pin("tier", map("code", "team"), "price");

        RowHistory history = ledger.asked().show("tier", map("code", "team"));

        assertThat(history.known()).isTrue();
        assertThat(history.events())
                .extracting(event -> event.seq() + " " + event.kind() + " " + event.key() + " " + event.actor())
                .containsExactly(
                        "1 planted {code=pro} anna",
                        "2 updated {code=pro} anna",
                        "3 renamed {code=team} anna",
                        "4 pinned {code=team} berta");
        assertThat(history.values().entrySet())
                .extracting(value -> value.getKey() + "=" + value.getValue().text() + " by "
                        + value.getValue().by().runId())
                .containsExactly("code=team by run-3", "price=59 by run-2", "name=Pro by run-1");
        assertThat(history.pins().keySet()).containsExactly("price");
        RowHistory former = ledger.asked().show("tier", map("code", "pro"));
        assertThat(former.known()).isFalse();
        assertThat(former.events()).extracting(RowHistory.Event::kind).containsExactly("planted", "updated", "renamed");
    }

    @Test
    default void it_lists_runs_and_what_they_did() {
        Ledgers ledger = ledger();
        ledger.write(writer -> {
            for (int i = 0; i < 600; i++) {
                writer.add(tier(Kind.PLANTED, "t" + i));
            }
            writer.add(renamed("t1", "t1b"));
        });
        ledger.write(writer -> {
            writer.reset();
            writer.add(new LedgerRow("roles", "role", Kind.ADOPTED, map("name", "x"), null, map()));
        });

        List<RunSummary> runs = ledger.asked().runs(10);

        assertThat(runs).extracting(RunSummary::id).containsExactly("run-2", "run-1");
        assertThat(runs.get(1).tables())
                .containsExactly(new RunSummary.Rows("tiers", "tier", Map.of("planted", 600L, "renamed", 1L)));
        assertThat(runs.get(1).lastSeq()).isEqualTo(2);
        assertThat(runs.get(0).epoch()).isEqualTo(1);
        assertThat(ledger.asked().runs(1)).extracting(RunSummary::id).containsExactly("run-2");
    }

    @Test
    default void no_value_of_a_sensitive_column_stands_in_it() {
        db().sql(
                        "create table account (name varchar(20) primary key, token varchar(40), note varchar(40))",
                        "create table door (pin_code varchar(40) primary key, note varchar(40))",
                        "insert into account values ('met', 'canary-live', 'x')");
        Ledgers ledger = ledger();
        String seeds = """
                tables:
                  account:
                    key: [name]
                    sensitive: [token]
                    rows:
                      - {name: a, token: canary-declared, note: %s}
                      - {name: met, token: canary-met, note: x}
                    retired: [%s]
                  door:
                    key: [pin_code]
                    sensitive: [pin_code]
                    rows: [{pin_code: canary-key, note: x}]
                """;
        db().seeds(seeds.formatted("one", "")).build().run(Mode.UPDATE);
        db().seeds(seeds.formatted("two", "")).build().run(Mode.UPDATE);
        ledger.asked().pin("account", map("name", "a"), "token");

        assertThat(db().count("account")).isEqualTo(2);
        assertThat(db().count("door")).isEqualTo(1);
        assertThat(db().count("seedbed_ledger")).isGreaterThan(2);
        assertThat(db().rows("select * from seedbed_ledger").toString())
                .contains("account")
                .doesNotContain("canary");
        assertThat(ledger.asked().show("account", map("name", "a")).toString()).doesNotContain("canary");
        assertThat(ledger.asked().verify(null).problems()).isEmpty();
    }

    @Test
    default void a_file_large_enough_to_be_planted_unread_is_written_down_all_the_same() {
        db().sql("create table item (id integer primary key, name varchar(80))");
        Ledgers ledger = ledger();
        StringBuilder csv = new StringBuilder("id,name\n");
        for (int i = 0; csv.length() < 1_200_000; i++) {
            csv.append(i)
                    .append(",a name of some length as names of items go ")
                    .append(i)
                    .append('\n');
        }
        String text = csv.toString();

        long planted = db().files(Map.of("item.csv", text)).build().fill().inserted();

        assertThat(planted).isGreaterThan(20_000);
        assertThat(db().value("select sum(row_count) from seedbed_ledger")).isEqualTo(Long.toString(planted));
        assertThat(ledger.knows("item", "id", Long.toString(planted - 1))).isTrue();
        assertThat(ledger.asked().verify(null).problems()).isEmpty();
        assertThat(db().files(Map.of("item.csv", text)).build().fill().writes()).isFalse();
    }
}

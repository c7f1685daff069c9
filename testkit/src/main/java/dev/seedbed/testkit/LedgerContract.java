package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.database.Dialect;
import dev.seedbed.database.Dialects;
import dev.seedbed.database.TableName;
import dev.seedbed.ledger.LedgerDdl;
import dev.seedbed.ledger.LedgerHead;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.ledger.LedgerRun;
import dev.seedbed.ledger.LedgerTable;
import dev.seedbed.ledger.LedgerWriter;
import dev.seedbed.ledger.StoredLedger;
import dev.seedbed.plan.LedgerRow;
import dev.seedbed.plan.LedgerRow.Kind;
import dev.seedbed.plan.LedgerView;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What runs write down in a ledger, and what plans read there. */
public interface LedgerContract extends OnDatabase {
    /** What a run writes down. */
    @FunctionalInterface
    interface Writes {
        void into(LedgerWriter writer) throws SQLException;
    }

    /** A ledger in the database under test, as runs use it. */
    final class Ledgers {
        private final TestDatabase db;
        private int runs;

        Ledgers(TestDatabase db) {
            this.db = db;
        }

        Ledgers create() {
            try (Connection connection = db.connect()) {
                String product = Dialects.of(connection).product();
                LedgerDdl.statements(product, null).forEach(sql -> TestDatabase.sql(connection, sql));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return this;
        }

        @Nullable
        LedgerHead write(Writes writes) {
            return write(LedgerKey.NONE, writes);
        }

        @Nullable
        LedgerHead write(LedgerKey key, Writes writes) {
            runs++;
            LedgerRun run = new LedgerRun(
                    "run-" + runs,
                    Instant.parse("2026-03-01T10:00:00Z").plusSeconds(60L * runs),
                    "anna",
                    "update",
                    "production",
                    null);
            try (Connection connection = db.connect()) {
                connection.setAutoCommit(false);
                Dialect dialect = Dialects.of(connection);
                LedgerWriter writer = new LedgerWriter(connection, dialect, name(connection, dialect), run, key);
                writes.into(writer);
                writer.finish();
                connection.commit();
                return writer.head();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static TableName name(Connection connection, Dialect dialect) throws SQLException {
            return Objects.requireNonNull(
                    LedgerTable.in(dialect.describe(connection, List.of(LedgerTable.NAME), null)));
        }

        /** What a plan is told of a table, in a transaction that only reads. */
        LedgerView.Rows read(String table, Predicate<String> wanted) {
            try (Connection connection = db.connect()) {
                Dialect dialect = Dialects.of(connection);
                dialect.beginReading(connection, java.time.Duration.ZERO);
                try {
                    LedgerView view = new StoredLedger(dialect, name(connection, dialect));
                    return Objects.requireNonNull(view.read(connection, table, wanted));
                } finally {
                    dialect.end(connection);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        LedgerView.@Nullable Row row(String table, @Nullable String... key) {
            return read(table, k -> true).row(key(key));
        }

        boolean knows(String table, @Nullable String... key) {
            boolean knows = read(table, k -> false).knows(key(key));
            assertThat(read(table, k -> true).knows(key(key))).isEqualTo(knows);
            return knows;
        }

        static String key(@Nullable String... namesAndTexts) {
            return LedgerView.key(map(namesAndTexts));
        }
    }

    /** Names and texts in turn. */
    static Map<String, @Nullable String> map(@Nullable String... namesAndTexts) {
        Map<String, @Nullable String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            map.put(Objects.requireNonNull(namesAndTexts[i]), namesAndTexts[i + 1]);
        }
        return map;
    }

    private static LedgerRow tier(Kind kind, String code, @Nullable String... columns) {
        return new LedgerRow("tiers", "tier", kind, map("code", code), null, map(columns));
    }

    private static LedgerRow renamed(String from, String to, @Nullable String... columns) {
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
    default void many_rows_are_few_entries() {
        Ledgers ledger = ledger();
        int rows = 100_000;
        long began = System.nanoTime();
        ledger.write(writer -> {
            for (int i = 0; i < rows; i++) {
                writer.add(new LedgerRow(
                        "items",
                        "item",
                        Kind.PLANTED,
                        map("id", Integer.toString(i)),
                        null,
                        map("id", Integer.toString(i), "code", "code-" + i, "text", "a text of some length " + i)));
            }
        });
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
                .isEqualTo(map("id", "77777", "code", "code-77777", "text", "a text of some length 77777"));
    }
}

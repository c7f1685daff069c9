package dev.seedbed.testkit;

import static dev.seedbed.testkit.LedgerContract.tier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.ledger.Verification;
import dev.seedbed.plan.LedgerRow.Kind;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever somebody does to a ledger behind Seedbed's back is found, or said to be beyond finding. */
public interface LedgerTamperingContract extends OnDatabase {
    String KEY = "a key that nobody could guess";
    String NEXT_KEY = "another key that nobody could guess";

    /** Five entries, by five runs. */
    private Ledgers five(@Nullable String key) {
        Ledgers ledger = new Ledgers(db()).create();
        for (int i = 1; i <= 5; i++) {
            String code = "t" + i;
            ledger.write(LedgerKey.of(key), writer -> writer.add(tier(Kind.PLANTED, code, "price", "9")));
        }
        return ledger;
    }

    private static List<String> found(Verification verification) {
        return verification.problems().stream().map(Problem::message).toList();
    }

    @Test
    default void a_whole_ledger_is_called_whole_and_what_cannot_be_known_is_said() {
        Ledgers ledger = five(null);
        String head = String.valueOf(ledger.asked().head());

        Verification alone = ledger.asked().verify(null);
        assertThat(alone.isWhole()).isTrue();
        assertThat(alone.entries()).isEqualTo(5);
        assertThat(alone.head()).hasToString(head);
        assertThat(alone.unknowable())
                .containsExactly(
                        "Without a key (SEEDBED_LEDGER_KEY) whoever may write to the table can change entries and compute"
                                + " all hashes anew; a head that was kept elsewhere would show it.",
                        "Entries that were cut off the end are not missed without a head that was kept elsewhere.");
        ledger.write(writer -> writer.add(tier(Kind.PLANTED, "t6")));
        Verification withHead = ledger.asked().verify(head);
        assertThat(withHead.isWhole()).isTrue();
        assertThat(ledger.asked().verify(head.substring(2)).isWhole()).isTrue();
        assertThat(withHead.unknowable())
                .containsExactly(
                        "Without a key (SEEDBED_LEDGER_KEY) whoever may write to the table can change entries after the"
                                + " noted head and compute their hashes anew.",
                        "Entries that were cut off after the noted head are not missed.");
        assertThatThrownBy(() -> ledger.asked().verify("5:nonsense"))
                .hasMessageStartingWith("\"5:nonsense\" is not the head of a ledger.");
    }

    @Test
    default void an_edited_entry_is_found() {
        for (String change : List.of(
                "body = replace(cast(body as varchar(1000)), '\"9\"', '\"8\"')",
                "actor = 'mallory'",
                "reason = ''",
                "epoch = 1",
                "run_id = 'run-9'",
                "mode = 'init'",
                "environment = 'test'",
                "seeder = null",
                "table_name = 'role'",
                "kinds = 'planted 2'",
                "row_count = 2")) {
            Ledgers ledger = five(null);
            db().sql("update seedbed_ledger set " + change + " where seq = 3");

            assertThat(ledger.asked().verify(null).problems()).as(change).satisfiesExactly(problem -> {
                assertThat(problem.message())
                        .isEqualTo("Entry 3 was changed after it was written: its hash is not that of what it says.");
                assertThat(problem.where()).startsWith("ledger, entry 3 (2026-03-01T10:03:00.000000Z, run run-");
            });
            db().sql("drop table seedbed_ledger");
        }
    }

    @Test
    default void an_entry_whose_hash_was_computed_anew_does_not_go_with_the_next() {
        Ledgers ledger = five(null);
        String hash = db().value("select hash from seedbed_ledger where seq = 3");
        db().sql("update seedbed_ledger set hash = '" + hash.replace(hash.charAt(0), 'f') + "' where seq = 3");

        assertThat(found(ledger.asked().verify(null)))
                .containsExactly(
                        "Entry 4 was not written after entry 3 as it is now: one of the two was replaced.",
                        "Entry 3 was changed after it was written: its hash is not that of what it says.");
    }

    @Test
    default void a_deleted_entry_is_found() {
        Ledgers ledger = five(null);
        db().sql("delete from seedbed_ledger where seq in (1, 3)");

        assertThat(found(ledger.asked().verify(null))).containsExactly("Entry 1 is missing.", "Entry 3 is missing.");
    }

    @Test
    default void entries_that_changed_places_are_found() {
        Ledgers ledger = five(null);
        db().sql(
                        "update seedbed_ledger set seq = 99 where seq = 2",
                        "update seedbed_ledger set seq = 2 where seq = 4",
                        "update seedbed_ledger set seq = 4 where seq = 99");

        assertThat(found(ledger.asked().verify(null)))
                .contains(
                        "Entry 2 was written as entry 4: the order of entries was changed.",
                        "Entry 4 was written as entry 2: the order of entries was changed.");
    }

    @Test
    default void a_backdated_entry_is_found() {
        Ledgers ledger = five(null);
        db().sql("update seedbed_ledger set written_at = '2026-02-01T00:00:00.000000Z' where seq = 3");

        assertThat(found(ledger.asked().verify(null)))
                .containsExactly(
                        "Entry 3 tells a time before that of entry 2 (2026-02-01T00:00:00.000000Z and"
                                + " 2026-03-01T10:02:00.000000Z): one of the two was dated otherwise.",
                        "Entry 3 was changed after it was written: its hash is not that of what it says.");
    }

    @Test
    default void a_tail_that_was_cut_off_is_missed_by_the_head_that_was_kept() {
        Ledgers ledger = five(null);
        String head = String.valueOf(ledger.asked().head());
        db().sql("delete from seedbed_ledger where seq > 3");

        assertThat(ledger.asked().verify(null).isWhole()).isTrue();
        assertThat(found(ledger.asked().verify(head)))
                .containsExactly("Entries 4 to 5 are missing: they were cut off the end.");
        assertThat(found(ledger.asked().verify(head.substring(2))))
                .containsExactly(
                        "No entry has the hash that was noted: it was cut off, or it or one before it was replaced.");
    }

    @Test
    default void a_ledger_that_was_written_anew_is_known_by_its_head() {
        Ledgers ledger = five(null);
        String head = String.valueOf(ledger.asked().head());
        db().sql("drop table seedbed_ledger");
        five(null).write(writer -> writer.add(tier(Kind.PLANTED, "forged")));
        db().sql("delete from seedbed_ledger where seq = 6");
        assertThat(ledger.asked().verify(head).isWhole()).isTrue();

        db().sql("drop table seedbed_ledger");
        Ledgers anew = new Ledgers(db()).create();
        for (int i = 0; i < 5; i++) {
            anew.write(writer -> writer.add(tier(Kind.PLANTED, "forged")));
        }
        assertThat(anew.asked().verify(null).isWhole()).isTrue();
        assertThat(found(anew.asked().verify(head)))
                .containsExactly("Entry 5 is another one than was noted: it or one before it was replaced.");
    }

    @Test
    default void a_ledger_that_was_written_anew_without_its_key_is_found() {
        Ledgers ledger = five(KEY);
        assertThat(ledger.asked(KEY).verify(null).isWhole()).isTrue();
        assertThat(ledger.asked(KEY).verify(null).unknowable())
                .containsExactly(
                        "Entries that were cut off the end are not missed without a head that was kept elsewhere.");
        db().sql("drop table seedbed_ledger");
        Ledgers forged = five(null);

        assertThat(found(forged.asked(KEY).verify(null)))
                .containsExactly(
                        "Entries 1 to 5 are sealed without a key, although one is given: written before there was"
                                + " a key, or by somebody who does not know it.");
        db().sql("drop table seedbed_ledger");
        assertThat(found(five("a key that somebody made up").asked(KEY).verify(null)))
                .hasSize(5)
                .first()
                .asString()
                .matches(
                        "Entry 1 cannot be verified: it is sealed with \"hmac-sha-256 [0-9a-f]{8}\", a key that is not given\\.");
    }

    @Test
    default void entries_added_without_the_key_are_found() {
        Ledgers ledger = five(KEY);
        String seal = db().value("select seal from seedbed_ledger where seq = 5");
        db().sql("update seedbed_ledger set seal = 'sha-256' where seq = 5");
        ledger.write(writer -> writer.add(tier(Kind.PLANTED, "forged")));
        db().sql("update seedbed_ledger set seal = '" + seal + "' where seq = 5");

        assertThat(found(ledger.asked(KEY).verify(null)))
                .containsExactly("Entry 6 is sealed without a key, although entry 5 is sealed with one.");
    }

    @Test
    default void keys_can_be_exchanged_and_a_run_without_the_key_writes_nothing() {
        Ledgers ledger = five(KEY);
        assertThat(ledger.asked(NEXT_KEY + "," + KEY).enable()).hasToString("SEALED");
        ledger.write(LedgerKey.of(NEXT_KEY), writer -> writer.add(tier(Kind.PLANTED, "t6")));

        assertThat(ledger.asked(NEXT_KEY + ", " + KEY).verify(null).isWhole()).isTrue();
        assertThat(found(ledger.asked(NEXT_KEY).verify(null))).hasSize(5);
        assertThatThrownBy(() -> ledger.write(writer -> writer.add(tier(Kind.PLANTED, "t7"))))
                .isInstanceOfSatisfying(SeedException.class, e -> {
                    assertThat(e.kind()).isEqualTo(SeedException.Kind.REFUSED);
                    assertThat(e.problems().get(0).message())
                            .isEqualTo(
                                    "The ledger is sealed with a key, and none is given: what is to be written could not be"
                                            + " told from what somebody else wrote.");
                });
        assertThat(Objects.requireNonNull(ledger.asked(KEY).head()).seq()).isEqualTo(7);
        assertThatThrownBy(() -> ledger.asked("short").verify(null)).hasMessage("""
                        A key of the ledger is shorter than 16 bytes, so that it could be guessed.
                          where: variable SEEDBED_LEDGER_KEY
                          mend:  make one with "openssl rand -hex 32\"""");
    }

    @Test
    default void a_ledger_that_gets_its_first_key_is_whole_once_the_key_has_sealed_it() {
        Ledgers ledger = five(null);
        assertThat(ledger.asked(KEY).verify(null).isWhole()).isFalse();
        assertThat(ledger.asked(KEY)
                        .verify(String.valueOf(ledger.asked().head()))
                        .isWhole())
                .isTrue();

        assertThat(ledger.asked(KEY).enable()).hasToString("SEALED");

        assertThat(ledger.asked(KEY).verify(null).isWhole()).isTrue();
    }
}

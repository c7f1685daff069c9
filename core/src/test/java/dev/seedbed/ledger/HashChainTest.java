package dev.seedbed.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.seed.Problem;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashChainTest {
    private static final String KEY = "a key that nobody could guess";
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final ChainKind KIND = new ChainKind("a kind 1", "trail", "seal it");

    private final HashChain chain = new HashChain(KIND, LedgerKey.NONE);

    private static List<String> says(String time, String text) {
        return List.of(time, text);
    }

    /** Computed by another program: entries that were written by an earlier release stay whole. */
    @Test
    void the_ledger_is_hashed_as_it_always_was() {
        Entry entry = new Entry(
                7,
                2,
                "run-1",
                "2026-03-01T10:00:00.000000Z",
                "anna",
                "update",
                "production",
                null,
                "tiers",
                "tier",
                "planted 1",
                1,
                "[]",
                Seal.PLAIN,
                Link.FIRST,
                "");

        assertThat(HashChain.hash(
                        new Seal(Seal.sha256()), ChainKind.LEDGER, 7, entry.says(), entry.seal(), entry.previousHash()))
                .isEqualTo("fd6af76f8a7f7a2c22c1e78c9baec6381ca5fff315c7efd40e609eeb14119adc");
    }

    @Test
    void an_entry_takes_its_number_its_time_and_the_hash_before_from_the_one_before() {
        Link first = chain.next(null, AT, time -> says(time, "a"));
        Link second = chain.next(first, AT.minusSeconds(1), time -> says(time, "b"));

        assertThat(first.seq()).isEqualTo(1);
        assertThat(first.previousHash()).isEqualTo(Link.FIRST);
        assertThat(second.seq()).isEqualTo(2);
        assertThat(second.previousHash()).isEqualTo(first.hash());
        assertThat(second.writtenAt()).isEqualTo(first.writtenAt()).isEqualTo("2026-03-01T10:00:00.000000Z");
    }

    @Test
    void what_is_wrong_is_told_in_the_words_of_its_kind() {
        Link first = chain.next(null, AT, time -> says(time, "a"));
        Link second = chain.next(first, AT, time -> Arrays.asList(time, null));
        ChainVerifier whole = chain.verifier(second.head());
        whole.show(first, says(first.writtenAt(), "a"), "a by anna");
        whole.show(second, Arrays.asList(second.writtenAt(), null), "b by ben");
        assertThat(whole.result().isWhole()).isTrue();

        ChainVerifier verifier = new HashChain(KIND, LedgerKey.of(KEY)).verifier(null);
        verifier.show(second, List.of(second.writtenAt(), ""), "b by ben");

        Verification found = verifier.result();
        assertThat(found.problems())
                .containsExactly(
                        new Problem(
                                "Entry 1 is missing.",
                                "trail, before its first entry",
                                "compare it with a backup of the database, and find out who may write to the table"),
                        new Problem(
                                "Entry 2 was changed after it was written: its hash is not that of what it says.",
                                "trail, entry 2 (2026-03-01T10:00:00.000000Z, b by ben)",
                                "compare it with a backup of the database, and find out who may write to the table"),
                        new Problem(
                                "Entry 2 is sealed without a key, although one is given: written before there was a key, or by"
                                        + " somebody who does not know it.",
                                "trail, entry 2 (2026-03-01T10:00:00.000000Z, b by ben)",
                                "if the key is new, seal it, and until then name a head that was kept elsewhere"));
        assertThat(found.unknowable())
                .containsExactly(
                        "Entries that were cut off the end are not missed without a head that was kept elsewhere.");
    }

    @Test
    void nothing_follows_an_entry_whose_key_is_not_given() {
        Link sealed = new HashChain(KIND, LedgerKey.of(KEY)).next(null, AT, time -> says(time, "a"));

        chain.mayFollow(null);
        new HashChain(KIND, LedgerKey.of("another key that nobody could guess," + KEY)).mayFollow(sealed);
        assertThatThrownBy(() -> chain.mayFollow(sealed))
                .hasMessageStartingWith("The trail is sealed with a key, and none");
        assertThatThrownBy(() ->
                        new HashChain(KIND, LedgerKey.of("another key that nobody could guess")).mayFollow(sealed))
                .hasMessageStartingWith("The trail is sealed with another key than the one that is given.");
    }
}

package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.ledger.ColumnStep;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.TrailRow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntryWordsTest {
    private static List<String> kept(EntryKind kind) {
        TrailRow row = new TrailRow(
                kind,
                Map.of("code", "a"),
                null,
                Map.of(),
                Map.of("tier_id.code", "pro", "tier", "x"),
                List.of("tier_id"),
                List.of());

        return EntryWords.steps(row).stream()
                .filter(step -> EntryWords.isKept(row, step))
                .map(ColumnStep::name)
                .toList();
    }

    @Test
    void a_column_that_refers_is_kept_under_the_name_of_what_it_refers_to() {
        assertThat(kept(EntryKind.ADOPTED)).containsExactly("tier_id.code");
    }

    @Test
    void of_a_row_that_a_person_made_nothing_is_kept() {
        assertThat(kept(EntryKind.CREATED)).isEmpty();
    }
}

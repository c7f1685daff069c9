package dev.seedbed.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColumnStepTest {
    private static Map<String, @Nullable String> map(@Nullable String... pairs) {
        Map<String, @Nullable String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    private static List<String> told(Map<String, @Nullable String> before, Map<String, @Nullable String> after) {
        return ColumnStep.of(before, after).stream()
                .map(step -> step.name() + ": " + (step.hadBefore() ? step.before() : "-") + " to "
                        + (step.hasAfter() ? step.after() : "-"))
                .toList();
    }

    @Test
    void each_value_is_told_with_what_it_was_and_is() {
        assertThat(told(map("price", "9", "name", null), map("price", "12", "note", "x")))
                .containsExactly("price: 9 to 12", "name: null to -", "note: - to x");
    }

    @Test
    void a_reference_that_is_or_was_null_has_one_name() {
        assertThat(told(map("tier_id.code", "one"), map("tier_id", null))).containsExactly("tier_id.code: one to null");
        assertThat(told(map("tier_id", null), map("tier_id.code", "one"))).containsExactly("tier_id.code: null to one");
        assertThat(told(map("tier_id.code", null), map("tier_id.code", "one")))
                .containsExactly("tier_id.code: null to one");
        assertThat(told(map("tier_id", null), map("tier_id", null))).containsExactly("tier_id: null to null");
    }

    @Test
    void a_reference_that_was_no_row_keeps_what_it_held() {
        assertThat(told(map("tier_id", "17"), map("tier_id.code", "one")))
                .containsExactly("tier_id: 17 to -", "tier_id.code: - to one");
    }
}

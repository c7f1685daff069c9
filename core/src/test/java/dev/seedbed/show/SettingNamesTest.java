package dev.seedbed.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingNamesTest {
    private static final SettingNames MAVEN = new SettingNames("-Dseedbed.", "=", "", Map.of());

    @Test
    void options_are_named_as_the_door_calls_them() {
        assertThat(MAVEN.in("correct its name, or --schema; the schemas are a-b, c"))
                .isEqualTo("correct its name, or -Dseedbed.schema; the schemas are a-b, c");
        assertThat(MAVEN.in("name the other database, or --env production if this is that database"))
                .isEqualTo("name the other database, or -Dseedbed.env=production if this is that database");
        assertThat(MAVEN.in("choose it too: --table public.tier."))
                .isEqualTo("choose it too: -Dseedbed.table=public.tier.");
        assertThat(MAVEN.in("raise it (--statement-timeout, or statement-timeout in seedbed.yaml)"))
                .isEqualTo("raise it (-Dseedbed.statement-timeout, or statement-timeout in seedbed.yaml)");
    }

    @Test
    void what_is_no_option_stays() {
        for (String text : List.of("a --b", "x--schema", "--schemas", "---schema-x", "the row \"--\"", "")) {
            assertThat(MAVEN.in(text)).isEqualTo(text);
        }
    }

    @Test
    void where_only_the_file_can_be_written_to_options_are_keys_of_it() {
        assertThat(SettingNames.CONFIGURED.in("plant the other rows with --allow-blocked"))
                .isEqualTo("plant the other rows with \"on-blocked: report\" in seedbed.yaml");
        assertThat(SettingNames.CONFIGURED.in("name it with --env test"))
                .isEqualTo("name it with \"environment: test\" in seedbed.yaml");
        assertThat(SettingNames.CONFIGURED.in(
                        "create it, or name another: --seeds, SEEDBED_SEEDS, or \"seeds\" in seedbed.yaml"))
                .isEqualTo("create it, or name another: SEEDBED_SEEDS, or \"seeds\" in seedbed.yaml");
    }

    @Test
    void a_failure_keeps_its_kind_and_its_cause() {
        Exception cause = new IllegalStateException("before");
        SeedException failure = new SeedException(
                SeedException.Kind.REFUSED, List.of(new Problem("No.", "--env x", "say --yes")), cause);
        SeedException named = MAVEN.in(failure);
        assertThat(named.kind()).isEqualTo(SeedException.Kind.REFUSED);
        assertThat(named.problems()).containsExactly(new Problem("No.", "-Dseedbed.env=x", "say -Dseedbed.yes"));
        assertThat(named).hasCause(cause);
        assertThat(named.getStackTrace()).isEqualTo(failure.getStackTrace());
    }
}

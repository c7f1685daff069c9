package dev.seedbed.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.junit.jupiter.api.Test;

class PrintedOnlyTest {
    @Test
    void a_dry_run_is_noticed() {
        assertThat(PrintedOnly.isAsked(new ClassicConfiguration())).isFalse();
        assertThat(PrintedOnly.isAsked(new ClassicConfiguration() {
                    @Override
                    public OutputStream getDryRunOutput() {
                        return new ByteArrayOutputStream();
                    }
                }))
                .isTrue();
    }
}

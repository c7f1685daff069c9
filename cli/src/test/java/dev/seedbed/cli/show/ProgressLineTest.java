package dev.seedbed.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final AtomicLong seconds = new AtomicLong();
    private final StringWriter terminal = new StringWriter();
    private final ProgressLine line = new ProgressLine(new PrintWriter(terminal), () -> seconds.get() * 1_000_000_000L);

    @Test
    void a_short_run_shows_none() {
        seconds.set(1);
        line.at("planting", "unit", 5, 10);
        line.close();

        assertThat(terminal).hasToString("");
    }

    @Test
    void a_long_run_shows_how_far_it_is_and_clears_the_line_at_the_end() {
        seconds.set(3);
        line.at("planting", "unit", 250_000, 1_000_000);
        line.at("planting", "unit", 250_001, 1_000_000);
        seconds.set(4);
        line.at("reading", "unit", 7, -1);
        line.close();

        assertThat(terminal)
                .hasToString("\r\u001b[Kplanting unit: 250,000 of 1,000,000 rows, 25 %"
                        + "\r\u001b[Kreading unit: 7 rows\r\u001b[K");
    }
}

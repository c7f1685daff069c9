package dev.seedbed.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.seed.Problem;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTextTest {

    @Test
    void an_error_says_what_where_and_mend() {
        Problem problem = new Problem(
                "Row has no value for key column \"code\".",
                "seeds/currency.yaml, line 14 (table currency)",
                "add \"code\" to the row,\nor change the table's key");

        assertThat(new ProblemText(Paint.OFF).errors(List.of(problem))).isEqualTo("""
                        error: Row has no value for key column "code".
                          where: seeds/currency.yaml, line 14 (table currency)
                          mend:  add "code" to the row,
                                 or change the table's key
                        """);
    }

    @Test
    void a_thousand_errors_are_all_listed() {
        Problem problem = new Problem("No.", null, null);

        assertThat(new ProblemText(Paint.OFF).errors(Collections.nCopies(1_000, problem)))
                .isEqualTo("error: No.\n".repeat(1_000));
    }
}

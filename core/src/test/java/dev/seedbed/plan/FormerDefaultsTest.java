package dev.seedbed.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import org.junit.jupiter.api.Test;

class FormerDefaultsTest {
    @Test
    void the_default_of_a_column_may_be_a_long_text() {
        String sql = "'" + "it''s ".repeat(20_000) + "'::text";

        assertThat(FormerDefaults.constantDefault(new Column(
                        "c",
                        "c",
                        ColumnType.of(ColumnType.Kind.TEXT, "text"),
                        true,
                        sql,
                        false,
                        Column.Identity.NONE,
                        null)))
                .isEqualTo(new Cell.Text("it's ".repeat(20_000)));
    }
}

package dev.seedbed.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresArraysTest {
    @Test
    void arrays_are_read_as_the_server_writes_them() {
        assertThat(PostgresArrays.read("{}")).isEmpty();
        assertThat(PostgresArrays.read("{code}")).containsExactly("code");
        assertThat(PostgresArrays.read("{1,2}")).containsExactly("1", "2");
        assertThat(PostgresArrays.read("{\"\"}")).containsExactly("");
        assertThat(PostgresArrays.read("{\"\",a}")).containsExactly("", "a");
        assertThat(PostgresArrays.read("{a,\"b c, {d}\",\"\\\"e\\\\\",\"null\"}"))
                .containsExactly("a", "b c, {d}", "\"e\\", "null");
    }

    @Test
    void arrays_are_written_as_the_server_reads_them() {
        assertThat(PostgresArrays.write(List.of())).isEqualTo("{}");
        assertThat(PostgresArrays.write(List.of(7L, 16_384L))).isEqualTo("{\"7\",\"16384\"}");
        assertThat(PostgresArrays.write(Arrays.asList("a", null, "NULL", "", "\"b\\, {c}")))
                .isEqualTo("{\"a\",NULL,\"NULL\",\"\",\"\\\"b\\\\, {c}\"}");
    }
}

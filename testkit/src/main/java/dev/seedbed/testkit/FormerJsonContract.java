package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.run.Report;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A former default of a JSON column is recognised whichever kind of file declared it then and declares it now. */
public interface FormerJsonContract extends OnDatabase {
    private void planted(String json) {
        db().sql("create table vault (name varchar(20) primary key, data json)");
        db().fill("tables: {vault: {rows: [{name: a, data: " + json + "}]}}");
    }

    private static String record(String former) {
        return """
                {"seedbed":"former","version":1}
                {"table":"vault","key":{"name":"a"},"was":{"data":[%s]}}
                """.formatted(former);
    }

    private long updated(Map<String, String> files) {
        Report report = db().files(files).build().update();
        assertThat(report.errors()).isEmpty();
        return report.tables().get(0).updated();
    }

    @Test
    default void what_a_csv_file_declared_is_recognised_by_a_yaml_file() {
        planted("{k: 1}");

        assertThat(updated(Map.of(
                        "vault.yaml",
                        "tables: {vault: {key: [name], rows: [{name: a, data: {k: 2}}]}}",
                        "former.jsonl",
                        record("\"{\\\"k\\\": 1}\""))))
                .isEqualTo(1);
    }

    @Test
    default void what_a_yaml_file_declared_is_recognised_by_a_csv_file() {
        planted("{k: 1}");

        assertThat(updated(
                        Map.of("vault.csv", "name,data\na,\"{\"\"k\"\": 2}\"\n", "former.jsonl", record("{\"k\":1}"))))
                .isEqualTo(1);
    }

    @Test
    default void a_string_of_a_yaml_file_is_recognised_by_a_csv_file() {
        planted("one");

        assertThat(updated(Map.of("vault.csv", "name,data\na,\"\"\"two\"\"\"\n", "former.jsonl", record("\"one\""))))
                .isEqualTo(1);
    }

    @Test
    default void another_value_is_somebodys_decision() {
        planted("{k: 3}");

        assertThat(updated(Map.of(
                        "vault.yaml",
                        "tables: {vault: {key: [name], rows: [{name: a, data: {k: 2}}]}}",
                        "former.jsonl",
                        record("\"{\\\"k\\\": 1}\""))))
                .isZero();
    }
}

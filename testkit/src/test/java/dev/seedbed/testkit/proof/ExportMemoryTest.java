package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows go from the database to the file as they come, however many there are. */
class ExportMemoryTest extends PostgresProof {
    @Test
    void three_hundred_thousand_rows_are_exported_in_24_megabytes() throws Exception {
        export(300_000);
    }

    @Tag("slow")
    @Test
    void two_million_rows_are_exported_in_24_megabytes() throws Exception {
        export(2_000_000);
    }

    private void export(int rows) throws IOException, InterruptedException {
        database.sql(
                "create table kind (id integer generated always as identity primary key, code text not null unique)",
                "insert into kind (code) select 'kind-' || i from generate_series(1, 100) i",
                "create table item (code text primary key, name text, kind_id integer not null references kind)",
                "insert into item select 'code-' || i, 'Name of the item, which is number ' || i, 1 + i % 100"
                        + " from generate_series(1, " + rows + ") i");
        Path base = database.write(Map.of());

        Process child = ChildJvm.startExport(server.url(name), base, "item", "-Xmx24m");
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        child.waitFor();

        assertThat(output).contains("EXPORTED " + rows);
        try (Stream<String> lines = Files.lines(base.resolve("exported/item.csv"))) {
            assertThat(lines.count()).isEqualTo(rows + 1L);
        }
    }
}

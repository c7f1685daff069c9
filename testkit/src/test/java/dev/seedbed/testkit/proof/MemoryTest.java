package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Memory stays flat, however many rows there are. */
class MemoryTest extends PostgresProof {
    @Test
    void three_hundred_thousand_rows_fit_into_64_megabytes() throws Exception {
        plant(300_000, "-Xmx64m");
    }

    @Tag("slow")
    @Test
    void a_million_rows_fit_into_128_megabytes() throws Exception {
        plant(1_000_000, "-Xmx128m");
    }

    private void plant(int rows, String memory) throws IOException, InterruptedException {
        database.sql("create table item (id integer primary key, code text not null, name text, price numeric(10,2))");
        Path base = database.write(Map.of("item.csv", ""));
        try (BufferedWriter csv = Files.newBufferedWriter(base.resolve("seeds/item.csv"))) {
            csv.write("id,code,name,price\n");
            for (int i = 0; i < rows; i++) {
                csv.write(i + ",code-" + i + ",\"Name of the item, which is number " + i + ", and some more of it\","
                        + i % 1000 + ".25\n");
            }
        }

        assertThat(run(base, memory)).contains("APPLIED " + rows);
        assertThat(database.count("item")).isEqualTo(rows);
        assertThat(run(base, memory)).contains("NOTHING_TO_DO 0");
        database.sql("delete from item where id % 2 = 0");
        assertThat(run(base, memory)).contains("APPLIED " + rows / 2);
        assertThat(database.count("item")).isEqualTo(rows);
    }

    private String run(Path base, String memory) throws IOException, InterruptedException {
        Process child = ChildJvm.start(server.url(name), base, memory);
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        child.waitFor();
        System.out.println(memory + " " + output);
        return output;
    }
}

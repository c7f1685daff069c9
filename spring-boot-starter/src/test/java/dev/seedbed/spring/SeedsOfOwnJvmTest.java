package dev.seedbed.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedsOfOwnJvmTest {
    @TempDir
    Path directory;

    @Test
    void a_refused_update_ends_the_jvm_with_exit_code_4() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MainApplication.class.getName(),
                        "--spring.datasource.url=jdbc:h2:mem:app",
                        "--spring.flyway.enabled=false",
                        "--spring.liquibase.enabled=false",
                        "--spring.sql.init.schema-locations=file:" + directory.resolve("seeds/tier.txt"),
                        "--spring.sql.init.mode=always",
                        "--seedbed.seeds=" + seeds(),
                        "--seedbed.run=update")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(4);
        assertThat(said).contains("error: \"update production\" was not confirmed.");
    }

    private String seeds() {
        Tiers.write(directory, "tier.txt", Tiers.TABLE);
        return Tiers.seeds(directory, "Free");
    }
}

package dev.seedbed.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedsOfOwnJvmTest {
    @TempDir
    Path directory;

    @Test
    void a_refused_update_ends_the_jvm_with_exit_code_4() throws IOException, InterruptedException {
        String said = OwnJvm.start(
                4,
                System.getProperty("java.class.path"),
                List.of(),
                List.of(
                        "--spring.datasource.url=jdbc:h2:mem:app",
                        "--spring.flyway.enabled=false",
                        "--spring.liquibase.enabled=false",
                        "--spring.sql.init.schema-locations=file:" + directory.resolve("seeds/tier.txt"),
                        "--spring.sql.init.mode=always",
                        "--seedbed.seeds=" + seeds(),
                        "--seedbed.run=update"));
        assertThat(said).contains("error: \"update production\" was not confirmed.");
    }

    private String seeds() {
        Tiers.write(directory, "tier.txt", Tiers.TABLE);
        return Tiers.seeds(directory, "Free");
    }
}

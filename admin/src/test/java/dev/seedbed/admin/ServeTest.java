package dev.seedbed.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.Seedbed;
import dev.seedbed.seed.SeedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

class ServeTest {
    @TempDir
    private Path directory;

    @Test
    void a_program_serves_it_too() {
        Shop shop = Shop.onH2();
        DataSource dataSource = shop.dataSource();
        String seeds = directory.toString();
        int port = 0;

        Seedbed seedbed =
                Seedbed.on(dataSource).seeds(seeds).environment("production").build();
        ConfigurableApplicationContext service = Serve.start(dataSource, seedbed, port, List.of());

        try (service) {
            assertThat(service.isRunning()).isTrue();
            assertThat(service.getBean(AdminProperties.class).toString()).contains("path=/seedbed");
        }
    }

    @Test
    void no_secret_is_printed_with_the_properties() {
        AdminProperties.Oidc oidc = new AdminProperties.Oidc(
                "https://login.example",
                "seedbed",
                "hidden",
                List.of("openid"),
                "sub",
                "roles",
                Map.of(),
                List.of(),
                false);

        assertThat(oidc.toString()).isEqualTo("https://login.example");
        assertThat(new AdminProperties(
                                true,
                                "/seedbed",
                                null,
                                true,
                                null,
                                null,
                                null,
                                false,
                                null,
                                "key",
                                null,
                                null,
                                null,
                                oidc)
                        .toString())
                .isEqualTo("path=/seedbed");
    }

    @Test
    void properties_that_cannot_be_are_refused_at_the_start() {
        assertThatThrownBy(() -> new AdminProperties(
                        true, "seedbed/", null, true, null, null, null, false, null, null, null, null, null, null, null))
                .isInstanceOf(SeedException.class)
                .hasMessage("""
                        The path "seedbed/" is none where the service can be mounted.
                          where: seedbed.admin.path
                          mend:  write something such as /seedbed, in letters, digits, "_" and "-", without "/" at its end""");
        AdminProperties.Jwt noKeys = new AdminProperties.Jwt("i", "a", null, null, List.of("RS256"), "roles", Map.of());
        assertThatThrownBy(() -> new AdminProperties(
                        true, "/seedbed", null, true, null, null, null, false, null, null, null, null, null, noKeys, null))
                .hasMessage("""
                        Bearer tokens need one place of keys.
                          where: seedbed.admin.jwt
                          mend:  set jwk-set-uri or public-key, and not both""");
        AdminProperties.Jwt shared =
                new AdminProperties.Jwt("i", "seedbed", "k", null, List.of("RS256"), "roles", Map.of());
        AdminProperties.Oidc oidc = new AdminProperties.Oidc(
                "i", "seedbed", "hidden", List.of("openid"), "sub", "roles", Map.of(), List.of(), false);
        assertThatThrownBy(() -> new AdminProperties(
                        true, "/seedbed", null, true, null, null, null, false, null, null, null, null, shared, oidc))
                .hasMessage("""
                        Bearer tokens have the audience "seedbed", which ID tokens of OpenID Connect have too.
                          where: seedbed.admin.jwt.audience
                          mend:  have the issuer name another audience in tokens for this API""");
    }
}

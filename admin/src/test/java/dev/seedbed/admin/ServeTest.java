package dev.seedbed.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.Seedbed;
import dev.seedbed.seed.SeedException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

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
    void who_says_to_come_from_elsewhere_is_not_believed_in_kubernetes_either() {
        try (Served served = Served.start(Shop.onH2(), "test", "--spring.main.cloud-platform=kubernetes")) {
            served.client()
                    .get("/audit", "X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https")
                    .refused(401, "not-signed-in");

            assertThat(served.shop().rows("select source from seedbed_admin_refusal"))
                    .containsExactly("127.0.0.1");
        }
    }

    @Test
    void a_way_in_that_is_closed_closes_the_sessions_that_were_begun_by_it() {
        Shop shop = Shop.onH2();
        String cookie;
        try (Served open = Served.start(shop, "test")) {
            cookie = open.signedIn("ann", "admin").cookie();
        }
        try (Served still = Served.start(shop, "test")) {
            still.client().cookie(cookie).get("/accounts").expect(200);
        }
        try (Served closed = Served.start(shop, "test", "--seedbed.admin.accounts=false")) {
            closed.client().cookie(cookie).get("/accounts").refused(401, "not-signed-in");
        }
    }

    @Test
    void no_secret_is_printed_with_the_properties() {
        AdminProperties properties = properties(
                "secret-key", "key",
                "oidc.issuer", "https://login.example",
                "oidc.client-id", "seedbed",
                "oidc.client-secret", "hidden");

        assertThat(properties.oidc().toString()).isEqualTo("https://login.example");
        assertThat(properties.toString()).isEqualTo("path=/seedbed");
    }

    @Test
    void properties_that_there_are_none_of_are_refused_without_their_values() {
        StandardEnvironment environment = new StandardEnvironment();
        MutablePropertySources sources = environment.getPropertySources();
        sources.addFirst(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of("SEEDBED_ADMIN_SECRET_KEY", "a", "SEEDBED_ADMIN_KEYS", "b")));
        sources.addLast(new MapPropertySource(
                "file",
                Map.of(
                        "seedbed.admin.secretKey", "a",
                        "seedbed.admin.jwt.roles.deployer", "admin",
                        "seedbed.admin.jwt.algorithms[0]", "RS256",
                        "seedbed.after-migrate", "off")));
        assertThatCode(() -> UnknownProperties.refuse(environment)).doesNotThrowAnyException();

        sources.addLast(new MapPropertySource(
                "wrong", Map.of("seedbed.admin.secret-keys", "hidden", "seedbed.admin.limits.body-bytes.x", "hidden")));
        assertThatThrownBy(() -> UnknownProperties.refuse(environment))
                .isInstanceOf(SeedException.class)
                .hasMessageContaining("""
                        There is no property "seedbed.admin.secret-keys".
                          where: "seedbed.admin.secret-keys" from property source "wrong"
                          mend:  write "seedbed.admin.secret-key\"""")
                .hasMessageContaining("There is no property \"seedbed.admin.limits.body-bytes.x\".")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void properties_that_cannot_be_are_refused_at_the_start() {
        assertThatThrownBy(() -> properties("path", "seedbed/"))
                .rootCause()
                .isInstanceOf(SeedException.class)
                .hasMessage("""
                        The path "seedbed/" is none where the service can be mounted.
                          where: seedbed.admin.path
                          mend:  write something such as /seedbed, in letters, digits, "_" and "-", without "/" at its end""");
        assertThatThrownBy(() -> properties("jwt.issuer", "i", "jwt.audience", "a"))
                .rootCause()
                .hasMessage("""
                        Bearer tokens need one place of keys.
                          where: seedbed.admin.jwt
                          mend:  set jwk-set-uri or public-key, and not both""");
        assertThatThrownBy(() -> properties(
                        "jwt.issuer", "i",
                        "jwt.audience", "seedbed",
                        "jwt.jwk-set-uri", "k",
                        "oidc.issuer", "i",
                        "oidc.client-id", "seedbed",
                        "oidc.client-secret", "hidden"))
                .rootCause()
                .hasMessage("""
                        Bearer tokens have the audience "seedbed", which ID tokens of OpenID Connect have too.
                          where: seedbed.admin.jwt.audience
                          mend:  have the issuer name another audience in tokens for this API""");
        assertThatThrownBy(() -> new AdminProperties.Trail(java.time.Duration.ofSeconds(-1)))
                .hasMessage("""
                        The log cannot be told every "PT-1S".
                          where: seedbed.admin.trail.heads
                          mend:  write a time such as 1m, or 0 for never""");
    }

    private static AdminProperties properties(String... namesAndValues) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put("seedbed.admin." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(all)).bindOrCreate("seedbed.admin", AdminProperties.class);
    }
}

package dev.seedbed.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.Seedbed;
import dev.seedbed.seed.SeedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

class ServeTest {
    @TempDir
    private Path directory;

    @Test
    void options_stand_with_or_without_an_equals_sign_and_the_rest_is_spring_boots() {
        ServeOptions options = ServeOptions.of("--port=8080", "--url", "h2:./shop", "--server.x=1", "--user", "sa");

        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.url()).isEqualTo("h2:./shop");
        assertThat(options.user()).isEqualTo("sa");
        assertThat(options.others()).containsExactly("--server.x=1");
        assertThat(ServeOptions.of().port()).isEqualTo(8282);
    }

    @Test
    void what_cannot_be_meant_is_said() {
        for (String port : new String[] {"x", "-1", "65536", ""}) {
            assertThatThrownBy(() -> ServeOptions.of("--port=" + port))
                    .isInstanceOf(SeedException.class)
                    .hasMessage("\"" + port + "\" is not a port.\n  where: --port\n"
                            + "  mend:  write a number from 0 to 65535");
        }
        assertThatThrownBy(() -> ServeOptions.of("--url"))
                .hasMessage("\"--url\" has no value.\n  mend:  write it behind, as in --url VALUE");
        assertThatThrownBy(() -> Serve.start(directory, name -> null))
                .hasMessage("No database was named.\n"
                        + "  mend:  say which with --url, SEEDBED_URL, or url in seedbed.yaml");
        assertThatThrownBy(() -> Serve.start(directory, name -> null, "--url=nothing"))
                .isInstanceOf(SeedException.class)
                .hasMessageStartingWith("\"nothing\" is not an address of a database that Seedbed knows.");
    }

    @Test
    void it_serves_the_database_and_the_seeds_that_the_configuration_names() throws Exception {
        Files.writeString(directory.resolve("seedbed.yaml"), """
                url: h2:./shop
                user: sa
                password-file: secret
                environment: development
                """);
        Files.writeString(directory.resolve("secret"), "s3cret\n");
        Files.createDirectory(directory.resolve("seeds"));
        Files.writeString(directory.resolve("seeds/tier.csv"), "code,price\nstarter,12\n");
        String url = "jdbc:h2:" + directory.toAbsolutePath().resolve("shop");
        try (var connection = java.sql.DriverManager.getConnection(url, "sa", "s3cret");
                var statement = connection.createStatement()) {
            statement.execute("create table tier (code varchar(40) primary key, price numeric(10, 2))");
        }

        try (ConfigurableApplicationContext context =
                Serve.start(directory, Map.<String, String>of()::get, "--port=0", "--logging.level.root=off")) {
            int port = ((WebServerApplicationContext) context).getWebServer().getPort();
            Client client = new Client("http://localhost:" + port + "/seedbed/api/v1");
            client.get("/status").refused(401, "not-signed-in");
            assertThat(new Client("http://localhost:" + port).get("/elsewhere").status())
                    .isEqualTo(403);
            assertThat(context.getBean(Seedbed.class).environment()).isEqualTo("development");
            assertThat(context.getBean(Seedbed.class)
                            .plan(dev.seedbed.plan.Mode.FILL)
                            .inserted())
                    .isEqualTo(1);
        }
    }

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
                "https://login.example", "seedbed", "hidden", List.of("openid"), "sub", "roles", Map.of(), List.of());

        assertThat(oidc.toString()).isEqualTo("https://login.example");
        assertThat(new AdminProperties(
                                true, "/seedbed", null, true, null, null, null, false, null, "key", null, null, oidc)
                        .toString())
                .isEqualTo("path=/seedbed");
    }

    @Test
    void properties_that_cannot_be_are_refused_at_the_start() {
        assertThatThrownBy(() -> new AdminProperties(
                        true, "seedbed/", null, true, null, null, null, false, null, null, null, null, null, null))
                .isInstanceOf(SeedException.class)
                .hasMessage("""
                        The path "seedbed/" is none where the service can be mounted.
                          where: seedbed.admin.path
                          mend:  write something such as /seedbed, in letters, digits, "_" and "-", without "/" at its end""");
        AdminProperties.Jwt noKeys = new AdminProperties.Jwt("i", "a", null, null, List.of("RS256"), "roles", Map.of());
        assertThatThrownBy(() -> new AdminProperties(
                        true, "/seedbed", null, true, null, null, null, false, null, null, null, null, noKeys, null))
                .hasMessage("""
                        Bearer tokens need one place of keys.
                          where: seedbed.admin.jwt
                          mend:  set jwk-set-uri or public-key, and not both""");
        AdminProperties.Jwt shared =
                new AdminProperties.Jwt("i", "seedbed", "k", null, List.of("RS256"), "roles", Map.of());
        AdminProperties.Oidc oidc = new AdminProperties.Oidc(
                "i", "seedbed", "hidden", List.of("openid"), "sub", "roles", Map.of(), List.of());
        assertThatThrownBy(() -> new AdminProperties(
                        true, "/seedbed", null, true, null, null, null, false, null, null, null, shared, oidc))
                .hasMessage("""
                        Bearer tokens have the audience "seedbed", which ID tokens of OpenID Connect have too.
                          where: seedbed.admin.jwt.audience
                          mend:  have the issuer name another audience in tokens for this API""");
    }
}

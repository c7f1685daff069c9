package dev.seedbed.admin;

import com.zaxxer.hikari.HikariDataSource;
import dev.seedbed.Seedbed;
import dev.seedbed.connect.Address;
import dev.seedbed.connect.Addresses;
import dev.seedbed.connect.Database;
import dev.seedbed.seed.SeedException;
import dev.seedbed.source.SeedbedConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The service alone, for one database: {@code --url}, {@code --user} and {@code --port}, else {@code seedbed.yaml}. */
public final class Serve {
    private static final int PORT = 8282;

    private Serve() {}

    /**
     * Starts the service until the process is told to end. {@code --port}, {@code --url} and {@code --user} are its own
     * options; all others are properties of Spring Boot, such as {@code --server.ssl.bundle=…}.
     */
    public static void main(String[] arguments) {
        try {
            start(Path.of(""), System::getenv, arguments);
        } catch (SeedException e) {
            System.err.println("error: " + e.getMessage());
            System.exit(e.kind() == SeedException.Kind.USAGE ? 2 : 1);
        }
    }

    static ConfigurableApplicationContext start(
            Path directory, Function<String, @Nullable String> variables, String... arguments) {
        ServeOptions options = ServeOptions.of(arguments);
        SeedbedConfig config = SeedbedConfig.readFrom(directory);
        Database database = database(options, config, variables, directory);
        Seedbed seedbed = Seedbed.on(database)
                .config(config)
                .seeds(config.seeds().toArray(String[]::new))
                .baseDirectory(directory)
                .environmentVariables(variables)
                .build();
        return start(database, seedbed, options.port(), options.others());
    }

    /**
     * Starts the service for a database and its seeds.
     *
     * @param port 0 for any that is free
     * @param properties of Spring Boot, as {@code --name=value}
     */
    public static ConfigurableApplicationContext start(
            DataSource database, Seedbed seedbed, int port, List<String> properties) {
        SpringApplication application = new SpringApplication(Service.class);
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("seedbed.admin.enabled", "true");
        defaults.put("server.port", port);
        defaults.put("server.shutdown", "graceful");
        defaults.put("server.servlet.session.cookie.name", "__Host-seedbed-sign-in");
        defaults.put("server.servlet.session.cookie.path", "/");
        defaults.put("server.servlet.session.cookie.secure", "true");
        defaults.put("server.servlet.session.cookie.http-only", "true");
        defaults.put("server.servlet.session.cookie.same-site", "lax");
        defaults.put("server.servlet.session.timeout", "5m");
        defaults.put("server.error.include-message", "never");
        defaults.put("server.tomcat.max-http-form-post-size", "16KB");
        defaults.put("spring.main.banner-mode", "off");
        application.setDefaultProperties(defaults);
        application.addInitializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean("dataSource", DataSource.class, () -> pool(database));
            beans.registerBean("seedbed", Seedbed.class, () -> seedbed);
        });
        return application.run(properties.toArray(String[]::new));
    }

    private static Database database(
            ServeOptions options, SeedbedConfig config, Function<String, @Nullable String> variables, Path directory) {
        Address address = options.url() != null
                ? Address.of(options.url(), directory)
                : Addresses.ofVariables(variables, directory);
        if (address == null && config.url() != null) {
            address = Address.of(config.url(), directory);
        }
        if (address == null) {
            throw SeedException.usage(
                    "No database was named.", "say which with --url, SEEDBED_URL, or url in seedbed.yaml");
        }
        String user = first(options.user(), variables.apply("SEEDBED_USER"), address.user(), config.user());
        String named = config.passwordEnv();
        String password = first(
                variables.apply("SEEDBED_PASSWORD"),
                address.password(),
                named == null ? null : variables.apply(named),
                file(directory, config.passwordFile()),
                variables.apply("PGPASSWORD"));
        return new Database(address, user, password);
    }

    private static @Nullable String first(@Nullable String... texts) {
        for (String text : texts) {
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static @Nullable String file(Path directory, @Nullable String name) {
        if (name == null) {
            return null;
        }
        try (BufferedReader reader = Files.newBufferedReader(directory.resolve(name))) {
            return reader.readLine();
        } catch (IOException e) {
            throw SeedException.usage(
                    "The password file \"" + name + "\" cannot be read.",
                    "password-file in seedbed.yaml",
                    "write the password into its first line, and let this user read it");
        }
    }

    /** For the service's own tables, of which each request asks; runs have a connection of their own. */
    private static DataSource pool(DataSource database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("seedbed-admin");
        pool.setDataSource(database);
        return pool;
    }

    static int port() {
        return PORT;
    }

    /** Nothing but the service: whatever is not its own is denied. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration")
    static class Service {
        @Bean
        SecurityFilterChain nothingElse(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(all -> all.anyRequest().denyAll()).build();
        }
    }
}

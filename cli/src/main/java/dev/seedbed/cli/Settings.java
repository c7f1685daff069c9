package dev.seedbed.cli;

import dev.seedbed.cli.connect.Address;
import dev.seedbed.cli.connect.Addresses;
import dev.seedbed.cli.connect.Database;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.source.SeedbedConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds for this call: a flag goes before an environment variable, and that before the configuration. */
final class Settings {
    private final World world;
    private final ConnectionOptions connection;
    private final SeedOptions seeds;
    private final SeedbedConfig config;
    private final Path configDirectory;

    Settings(World world, ConnectionOptions connection, SeedOptions seeds, OutputOptions output) {
        this.world = world;
        this.connection = connection;
        this.seeds = seeds;
        if (output.config == null) {
            this.config = SeedbedConfig.readFrom(world.directory());
            this.configDirectory = world.directory();
        } else {
            Path file = world.directory().resolve(output.config);
            this.config = SeedbedConfig.read(file);
            Path parent = file.toAbsolutePath().getParent();
            this.configDirectory = parent == null ? world.directory() : parent;
        }
    }

    SeedbedConfig config() {
        return config;
    }

    Environment environment() {
        return Environment.of(seeds.environment, world.variable("SEEDBED_ENV"), config);
    }

    /** Places of seeds; those of the configuration start where it stands. */
    List<String> seeds() {
        if (!seeds.seeds.isEmpty()) {
            return seeds.seeds;
        }
        String variable = world.variable("SEEDBED_SEEDS");
        if (variable != null) {
            return List.of(variable.split(","));
        }
        if (configDirectory.equals(world.directory())) {
            return config.seeds();
        }
        return config.seeds().stream()
                .map(it -> it.startsWith("classpath:")
                        ? it
                        : configDirectory.resolve(it).toString())
                .toList();
    }

    @Nullable
    String schema() {
        Address address = address();
        return first(
                connection.schema,
                world.variable("SEEDBED_SCHEMA"),
                address == null ? null : address.schema(),
                config.schema());
    }

    /** Null where nothing names a database. */
    @Nullable
    Database database() {
        Address address = address();
        if (address == null) {
            return null;
        }
        String user = first(connection.user, world.variable("SEEDBED_USER"), address.user(), config.user());
        return new Database(address, user, password(address));
    }

    /** Null where there is none, or no database. Only to keep it out of what is printed. */
    @Nullable
    String password() {
        Address address = address();
        return address == null ? null : password(address);
    }

    private @Nullable Address address() {
        String flag = connection.url;
        if (flag != null) {
            return Address.of(flag, world.directory());
        }
        Address address = Addresses.ofVariables(world::variable, world.directory());
        if (address != null) {
            return address;
        }
        return config.url() == null ? null : Address.of(config.url(), configDirectory);
    }

    /** What was named by a flag must be there; after that, what is nearest to the call. */
    private @Nullable String password(Address address) {
        if (connection.passwordEnv != null) {
            return named(connection.passwordEnv, "--password-env");
        }
        if (connection.passwordFile != null) {
            return content(world.directory().resolve(connection.passwordFile), "--password-file");
        }
        String near = first(world.variable("SEEDBED_PASSWORD"), address.password(), null, null);
        if (near != null) {
            return near;
        }
        if (config.passwordEnv() != null) {
            return named(config.passwordEnv(), "password-env in the configuration");
        }
        if (config.passwordFile() != null) {
            return content(configDirectory.resolve(config.passwordFile()), "password-file in the configuration");
        }
        return address.jdbcUrl().startsWith("jdbc:postgresql:") ? world.variable("PGPASSWORD") : null;
    }

    private String named(String name, String by) {
        String password = world.variable(name);
        if (password == null) {
            throw SeedException.usage(
                    "The environment variable \"" + name + "\" is not set.", by + " says that it holds the password");
        }
        return password;
    }

    private static String content(Path file, String by) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new SeedException(
                    SeedException.Kind.USAGE,
                    List.of(new Problem(
                            "The password file cannot be read: " + e.getClass().getSimpleName() + ".",
                            file.toString(),
                            by + " says that it holds the password")),
                    e);
        }
    }

    private static @Nullable String first(
            @Nullable String one, @Nullable String two, @Nullable String three, @Nullable String four) {
        if (one != null) {
            return one;
        }
        if (two != null) {
            return two;
        }
        return three == null ? four : three;
    }
}

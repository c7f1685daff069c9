package dev.seedbed.cli;

import dev.seedbed.connect.Address;
import dev.seedbed.connect.Addresses;
import dev.seedbed.connect.Database;
import dev.seedbed.seed.FileFailure;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.source.SeedbedConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds for this call: a flag goes before an environment variable, and that before the configuration. */
final class Settings {
    private static final String DRIVERS =
            " and whose drivers\nare there; another driver for one of them goes into drivers/ beside ./seedbed";

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
            if (!Files.exists(file)) {
                throw SeedException.usage(
                        "There is no configuration file \"" + file + "\".", "--config", "mend the path");
            }
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
            List<String> places = new ArrayList<>();
            for (String written : seeds.seeds) {
                places.addAll(Places.of(written, world.directory()));
            }
            return places;
        }
        String variable = world.variable("SEEDBED_SEEDS");
        if (variable != null) {
            return Places.of(variable, world.directory());
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
        return ranked(connection.schema, "SEEDBED_SCHEMA", address == null ? null : address.schema(), config.schema());
    }

    /** Null where nothing names a database. */
    @Nullable
    Database database() {
        Address address = address();
        if (address == null) {
            return null;
        }
        String user = ranked(connection.user, "SEEDBED_USER", address.user(), config.user());
        Password password = password(address);
        return new Database(
                address,
                user,
                password == null ? null : password.text(),
                password == null ? null : password.from(),
                scheme -> Database.KNOWN + DRIVERS);
    }

    /** False where the configuration has the password come from a pipe, which answers once. */
    boolean mayBeAskedTwice() {
        String file = config.passwordFile();
        return file == null || Files.isRegularFile(configDirectory.resolve(file));
    }

    /** Null where there is none, or no database. Only to keep it out of what is printed. */
    @Nullable
    String password() {
        Address address = address();
        Password password = address == null ? null : password(address);
        return password == null ? null : password.text();
    }

    /**
     * A password.
     *
     * @param from the flag, variable or file that it stands in, to be named where it is wrong
     */
    private record Password(String text, String from) {
        /** Never the password. */
        @Override
        public String toString() {
            return from;
        }

        static @Nullable Password of(@Nullable String text, String from) {
            return text == null ? null : new Password(text, from);
        }
    }

    private @Nullable Address address() {
        try {
            return written();
        } catch (SeedException e) {
            List<Problem> placed = new ArrayList<>();
            for (Problem problem : e.problems()) {
                String where = problem.where() == null ? addressFrom() : problem.where();
                placed.add(new Problem(problem.message(), where, problem.mend()));
            }
            throw new SeedException(e.kind(), placed, e.getCause());
        }
    }

    private @Nullable Address written() {
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

    /** What gave the address, which is never asked for where none did. */
    private String addressFrom() {
        if (connection.url != null) {
            return "--url";
        }
        if (world.variable("SEEDBED_URL") != null) {
            return "SEEDBED_URL";
        }
        if (world.variable("DATABASE_URL") != null) {
            return "DATABASE_URL";
        }
        return world.variable("PGHOST") != null || world.variable("PGDATABASE") != null
                ? "PGHOST and its kin"
                : "url in seedbed.yaml";
    }

    /** What was named by a flag must be there; after that, what is nearest to the call. */
    private @Nullable Password password(Address address) {
        if (connection.passwordEnv != null) {
            return named(connection.passwordEnv, "--password-env");
        }
        if (connection.passwordFile != null) {
            return content(world.directory().resolve(connection.passwordFile), "--password-file");
        }
        String from = addressFrom();
        Password written = Password.of(address.password(), from.startsWith("PG") ? "PGPASSWORD" : from);
        if (written != null && connection.url != null) {
            return written;
        }
        String variable = world.variable("SEEDBED_PASSWORD");
        if (variable != null) {
            return new Password(variable, "SEEDBED_PASSWORD");
        }
        if (written != null) {
            return written;
        }
        if (config.passwordEnv() != null) {
            return named(config.passwordEnv(), "password-env in seedbed.yaml");
        }
        if (config.passwordFile() != null) {
            return content(configDirectory.resolve(config.passwordFile()), "password-file in seedbed.yaml");
        }
        return address.jdbcUrl().startsWith("jdbc:postgresql:")
                ? Password.of(world.variable("PGPASSWORD"), "PGPASSWORD")
                : null;
    }

    private Password named(String name, String by) {
        String password = world.variable(name);
        if (password == null) {
            throw SeedException.usage(
                    "The environment variable \"" + name + "\", which is to hold the password, is not set.",
                    by,
                    "set it, or name with " + by + " the one that holds the password");
        }
        return new Password(password, "the variable " + name);
    }

    private static Password content(Path file, String by) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            return new Password(line == null ? "" : line, "the file " + file);
        } catch (IOException e) {
            boolean gone = e instanceof NoSuchFileException;
            throw new SeedException(
                    SeedException.Kind.USAGE,
                    List.of(new Problem(
                            gone
                                    ? "There is no password file \"" + file + "\"."
                                    : "The password file cannot be read: " + FileFailure.why(e) + ".",
                            gone ? null : file.toString(),
                            (gone ? "write the password into its first line" : "let this user read it")
                                    + ", or name with " + by + " the file that holds it")),
                    e);
        }
    }

    /** The first that is given; what an address says counts as a flag where it is given by one. */
    private @Nullable String ranked(
            @Nullable String flag, String variable, @Nullable String ofAddress, @Nullable String configured) {
        if (flag != null) {
            return flag;
        }
        if (connection.url != null && ofAddress != null) {
            return ofAddress;
        }
        String set = world.variable(variable);
        if (set != null) {
            return set;
        }
        return ofAddress == null ? configured : ofAddress;
    }
}

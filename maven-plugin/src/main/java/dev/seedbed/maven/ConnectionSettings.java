package dev.seedbed.maven;

import dev.seedbed.connect.Address;
import dev.seedbed.connect.Addresses;
import dev.seedbed.connect.Database;
import dev.seedbed.seed.FileFailure;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.source.SeedbedConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which database is meant: a parameter goes before an environment variable, and that before {@code seedbed.yaml}. */
record ConnectionSettings(
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String passwordEnv,
        @Nullable File passwordFile,
        @Nullable String schema) {

    /** Never the password. */
    @Override
    public String toString() {
        return "ConnectionSettings";
    }

    private record Password(String text, String from) {
        /** Never the password. */
        @Override
        public String toString() {
            return from;
        }
    }

    /** Null where nothing names one. */
    @Nullable
    Database database(Places places, Function<String, @Nullable String> variables) {
        Address address = address(places, variables);
        if (address == null) {
            return null;
        }
        String named =
                ranked(user, address.user(), "SEEDBED_USER", places.config().user(), variables);
        Password secret = secret(address, places, variables);
        return new Database(
                address,
                named,
                secret == null ? null : secret.text(),
                secret == null ? null : secret.from(),
                DriverDependency::remedy);
    }

    @Nullable
    String schema(Places places, Function<String, @Nullable String> variables) {
        Address address = address(places, variables);
        String ofAddress = address == null ? null : address.schema();
        return ranked(schema, ofAddress, "SEEDBED_SCHEMA", places.config().schema(), variables);
    }

    private @Nullable Address address(Places places, Function<String, @Nullable String> variables) {
        if (url != null) {
            return Address.of(url, places.directory());
        }
        Address ofVariables = Addresses.ofVariables(variables, places.directory());
        if (ofVariables != null) {
            return ofVariables;
        }
        String configured = places.config().url();
        return configured == null ? null : Address.of(configured, places.configDirectory());
    }

    /** An address that a parameter gives says as much as parameters do; any other comes behind variables. */
    private @Nullable String ranked(
            @Nullable String parameter,
            @Nullable String ofAddress,
            String variable,
            @Nullable String configured,
            Function<String, @Nullable String> variables) {
        if (parameter != null) {
            return parameter;
        }
        String set = variables.apply(variable);
        if (ofAddress != null && (url != null || set == null)) {
            return ofAddress;
        }
        return set == null ? configured : set;
    }

    private @Nullable Password secret(Address address, Places places, Function<String, @Nullable String> variables) {
        if (password != null) {
            return new Password(password, "-Dseedbed.password");
        }
        if (passwordEnv != null) {
            return ofVariable(passwordEnv, "--password-env", variables);
        }
        if (passwordFile != null) {
            return ofFile(passwordFile.toPath(), "--password-file");
        }
        String set = variables.apply("SEEDBED_PASSWORD");
        if (address.password() != null && (url != null || set == null)) {
            return new Password(address.password(), "the address");
        }
        if (set != null) {
            return new Password(set, "SEEDBED_PASSWORD");
        }
        SeedbedConfig config = places.config();
        if (config.passwordEnv() != null) {
            return ofVariable(config.passwordEnv(), "password-env in seedbed.yaml", variables);
        }
        if (config.passwordFile() != null) {
            return ofFile(places.configDirectory().resolve(config.passwordFile()), "password-file in seedbed.yaml");
        }
        String postgres = address.jdbcUrl().startsWith("jdbc:postgresql:") ? variables.apply("PGPASSWORD") : null;
        return postgres == null ? null : new Password(postgres, "PGPASSWORD");
    }

    private static Password ofVariable(String name, String by, Function<String, @Nullable String> variables) {
        String set = variables.apply(name);
        if (set == null) {
            throw SeedException.usage(
                    "The environment variable \"" + name + "\", which is to hold the password, is not set.",
                    by,
                    "set it, or name with " + by + " the one that holds the password");
        }
        return new Password(set, "the variable " + name);
    }

    private static Password ofFile(Path file, String by) {
        try {
            List<String> lines = Files.readAllLines(file);
            return new Password(lines.isEmpty() ? "" : lines.get(0), "the file " + file);
        } catch (IOException e) {
            throw new SeedException(
                    SeedException.Kind.USAGE,
                    List.of(new Problem(
                            "The password file cannot be read: " + FileFailure.why(e) + ".",
                            file.toString(),
                            "write the password into its first line, or name with " + by + " the file that holds it")),
                    e);
        }
    }
}

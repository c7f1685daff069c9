package dev.seedbed.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which database. One object serves {@code seedbed} and the command, so that an option may stand before or after the
 * command; a setter ignores the null by which picocli resets an option that was not given there.
 */
final class ConnectionOptions {
    @Nullable
    String url;

    @Nullable
    String user;

    @Nullable
    String passwordEnv;

    @Nullable
    Path passwordFile;

    @Nullable
    String schema;

    @Option(
            names = "--url",
            order = 2,
            paramLabel = "URL",
            description = {
                "The database: jdbc:…, postgres://user@host/database, sqlite:file or h2:./file.",
                "Else SEEDBED_URL, DATABASE_URL, PGHOST and its kin, or seedbed.yaml."
            })
    void url(@Nullable String value) {
        url = value == null ? url : value;
    }

    @Option(
            names = "--user",
            order = 3,
            paramLabel = "NAME",
            description = "Database user. Else SEEDBED_USER, or the address.")
    void user(@Nullable String value) {
        user = value == null ? user : value;
    }

    @Option(
            names = "--password-env",
            order = 4,
            paramLabel = "NAME",
            description = "Environment variable with the password. Default: SEEDBED_PASSWORD.")
    void passwordEnv(@Nullable String value) {
        passwordEnv = value == null ? passwordEnv : value;
    }

    @Option(
            names = "--password-file",
            order = 5,
            paramLabel = "FILE",
            description = "File whose first line is the password.")
    void passwordFile(@Nullable Path value) {
        passwordFile = value == null ? passwordFile : value;
    }

    @Option(
            names = "--schema",
            order = 6,
            paramLabel = "NAME",
            description = "Where tables without a schema are looked for. Else SEEDBED_SCHEMA.")
    void schema(@Nullable String value) {
        schema = value == null ? schema : value;
    }
}

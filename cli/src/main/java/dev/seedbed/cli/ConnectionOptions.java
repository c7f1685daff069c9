package dev.seedbed.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Which database. One object serves {@code seedbed} and the command, so that an option may stand before or after the
 * command.
 */
final class ConnectionOptions implements Value.Taker {
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

    @Override
    public void take(String option, Object value) {
        switch (option) {
            case "--url" -> url = (String) value;
            case "--user" -> user = (String) value;
            case "--password-env" -> passwordEnv = (String) value;
            case "--password-file" -> passwordFile = (Path) value;
            case "--schema" -> schema = (String) value;
            default -> throw new IllegalArgumentException(option);
        }
    }

    void addTo(CommandSpec spec) {
        spec.addOption(Value.option("--url", "URL", String.class, this)
                .order(2)
                .description(
                        "The database: jdbc:…, postgres://user@host/database, sqlite:file or h2:./file.",
                        "Else SEEDBED_URL, DATABASE_URL, PGHOST and its kin, or seedbed.yaml.")
                .build());
        spec.addOption(Value.option("--user", "NAME", String.class, this)
                .order(3)
                .description("Database user. Else SEEDBED_USER, or the address.")
                .build());
        spec.addOption(Value.option("--password-env", "NAME", String.class, this)
                .order(4)
                .description("Environment variable with the password. Default: SEEDBED_PASSWORD.")
                .build());
        spec.addOption(Value.option("--password-file", "FILE", Path.class, this)
                .order(5)
                .description("File whose first line is the password.")
                .build());
        spec.addOption(Value.option("--schema", "NAME", String.class, this)
                .order(6)
                .description("Where tables without a schema are looked for. Else SEEDBED_SCHEMA.")
                .build());
    }
}

package dev.seedbed.connect;

import dev.seedbed.seed.SeedException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is, out of the form in which it was written.
 *
 * @param jdbcUrl for the driver; passwords in it are taken out where the form is known, so it must not be printed
 * @param properties for the driver, without user and password
 * @param user null where the address names none
 * @param password null where the address names none
 * @param schema that the address asks for; null for none
 */
public record Address(
        String jdbcUrl,
        Map<String, String> properties,
        @Nullable String user,
        @Nullable String password,
        @Nullable String schema) {

    private static final String FORMS =
            "write jdbc:…, postgres://user@host/database, sqlite:path/to/file or h2:./path/to/file";

    public Address {
        properties = Map.copyOf(properties);
    }

    /**
     * Reads an address.
     *
     * @param directory where relative paths of files start
     * @throws SeedException of kind usage where the form is not known
     */
    public static Address of(String written, Path directory) {
        String url = withoutDriver(written.strip());
        String scheme = url.contains(":") ? url.substring(0, url.indexOf(':')).toLowerCase(Locale.ROOT) : "";
        return switch (scheme) {
            case "jdbc" -> Jdbc.address(url);
            case "postgres", "postgresql" -> PostgresUrl.address(url);
            case "sqlite", "sqlite3" -> FileUrl.sqlite(url, directory);
            case "h2" -> FileUrl.h2(url, directory);
            case "mysql", "mariadb" ->
                throw SeedException.usage(
                        "MySQL and MariaDB are not supported yet: \"" + Secrets.strip(url) + "\".",
                        "use PostgreSQL 14 or later, H2 2 or SQLite 3");
            default ->
                throw SeedException.usage(
                        "\"" + Secrets.strip(url) + "\" is not an address of a database that Seedbed knows.", FORMS);
        };
    }

    /** SQLAlchemy names its own driver behind the scheme, as in {@code postgresql+asyncpg://}: that one is not used here. */
    private static String withoutDriver(String url) {
        return url.replaceFirst("^(?i)(postgres|postgresql|sqlite)\\+\\w+:", "$1:");
    }

    /** The address without user information and secrets. */
    public String shown() {
        return Secrets.strip(jdbcUrl);
    }

    /** Never the password. */
    @Override
    public String toString() {
        return shown();
    }

    /** The properties in which this address and {@code more} agree or only one has a say; this address wins. */
    Map<String, String> propertiesOver(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(more);
        all.putAll(properties);
        return all;
    }
}

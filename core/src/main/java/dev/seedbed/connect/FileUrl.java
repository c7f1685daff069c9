package dev.seedbed.connect;

import dev.seedbed.seed.SeedException;
import java.io.File;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Databases that are a file. Theirs must be there: a slip of the pen should not make an empty database. */
final class FileUrl {
    /** Addresses of H2 behind which is memory, a server or an archive, none of which is a file to be made here. */
    private static final Pattern NO_FILE_OF_H2 = Pattern.compile("(?i)jdbc:h2:(tcp|ssl|zip|(nio)?mem\\w*):.*");

    /** SQLite's flag to read and write, without the one to create. */
    private static final String READ_AND_WRITE = "2";

    private static final int CREATE = 4;

    /** The mode of an address that names one: flags for the driver, or a word for SQLite itself. */
    private static final Pattern MODE_OF_SQLITE = Pattern.compile("[?&](?:open_)?mode=(\\w+)");

    private FileUrl() {}

    /** What has the driver make no file where none is there; nothing for what an address decides by itself. */
    static Map<String, String> propertiesToMakeNone(String jdbcUrl) {
        if (jdbcUrl.startsWith("jdbc:h2:")) {
            boolean said = jdbcUrl.toUpperCase(Locale.ROOT).contains(";IFEXISTS=");
            return said || NO_FILE_OF_H2.matcher(jdbcUrl).matches() ? Map.of() : Map.of("IFEXISTS", "TRUE");
        }
        return fileOfSqlite(jdbcUrl) == null || MODE_OF_SQLITE.matcher(jdbcUrl).find()
                ? Map.of()
                : Map.of("open_mode", READ_AND_WRITE);
    }

    /** True for an address of SQLite whose file is not there. H2 tells of its own. */
    static boolean isMissing(String jdbcUrl) {
        String file = fileOfSqlite(jdbcUrl);
        return file != null && !new File(file).exists();
    }

    /** Where the file of SQLite was to be, when that is not there either; else null. */
    static @Nullable String missingDirectoryOfSqlite(String jdbcUrl) {
        String file = fileOfSqlite(jdbcUrl);
        File directory = file == null ? null : new File(file).getAbsoluteFile().getParentFile();
        return directory == null || directory.exists() ? null : directory.toString();
    }

    /** True for an address of a file that may be made. */
    static boolean isFile(String jdbcUrl) {
        return jdbcUrl.startsWith("jdbc:sqlite:")
                || jdbcUrl.startsWith("jdbc:h2:")
                        && !NO_FILE_OF_H2.matcher(jdbcUrl).matches();
    }

    /** Null for memory, and for an address that says itself that the file is to be made. */
    private static @Nullable String fileOfSqlite(String jdbcUrl) {
        if (!jdbcUrl.startsWith("jdbc:sqlite:")) {
            return null;
        }
        Matcher mode = MODE_OF_SQLITE.matcher(jdbcUrl);
        if (mode.find()) {
            String said = mode.group(1);
            boolean creates = said.chars().allMatch(Character::isDigit)
                    ? said.length() < 10 && (Integer.parseInt(said) & CREATE) != 0
                    : !said.equals("ro") && !said.equals("rw");
            if (creates) {
                return null;
            }
        }
        String file = jdbcUrl.substring("jdbc:sqlite:".length()).split("[?]", 2)[0];
        if (file.startsWith("file:")) {
            file = decoded(file.substring("file:".length()).replaceFirst("^//[^/]*", ""));
        }
        return file.isEmpty() || file.startsWith(":") ? null : file;
    }

    /** As SQLite reads the path of such an address, in which a plus is itself. */
    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    /** {@code sqlite:relative/path}, {@code sqlite:/absolute} and, with two slashes more, {@code sqlite:///absolute}. */
    static Address sqlite(String url, Path directory) {
        String path = url.substring(url.indexOf(':') + 1);
        refuseUser("SQLite", url, path, "write sqlite:path/to/file");
        int question = path.indexOf('?');
        String query = question < 0 ? "" : path.substring(question);
        path = question < 0 ? path : path.substring(0, question);
        if (path.startsWith("//")) {
            path = path.substring(2).replaceFirst("^/+", "/");
        }
        if (path.isEmpty() || path.equals(":memory:")) {
            throw SeedException.usage(
                    "\"" + Secrets.strip(url) + "\" names no file, so nothing planted there would last.",
                    "write sqlite:path/to/file");
        }
        Path file = resolve(directory, path);
        if (!Files.exists(file)) {
            throw missing("SQLite", "jdbc:sqlite:" + file);
        }
        return new Address("jdbc:sqlite:" + file + query, Map.of(), null, null, null);
    }

    /** {@code h2:./path}, {@code h2:mem:name}, {@code h2:tcp://host/path}: what follows {@code jdbc:h2:}. */
    static Address h2(String url, Path directory) {
        String rest = url.substring(url.indexOf(':') + 1);
        String lower = rest.toLowerCase(Locale.ROOT);
        if (lower.matches("(mem|tcp|ssl|zip|nio[a-z]*|split|memfs|async):.*")) {
            return Jdbc.address("jdbc:h2:" + rest);
        }
        String path = lower.startsWith("file:") ? rest.substring(5) : rest;
        refuseUser("H2", url, path, "write h2:./path/to/file, and --user");
        int semicolon = path.indexOf(';');
        String settings = semicolon < 0 ? "" : path.substring(semicolon);
        path = semicolon < 0 ? path : path.substring(0, semicolon);
        if (path.startsWith("//")) {
            path = path.substring(2).replaceFirst("^/+", "/");
        }
        if (path.isEmpty()) {
            throw SeedException.usage("\"" + Secrets.strip(url) + "\" names no file.", "write h2:./path/to/file");
        }
        String file = path.startsWith("~") ? path : resolve(directory, path).toString();
        String guard = settings.toUpperCase(Locale.ROOT).contains(";IFEXISTS=") ? "" : ";IFEXISTS=TRUE";
        return Jdbc.address("jdbc:h2:" + file + settings + guard);
    }

    private static void refuseUser(String product, String url, String rest, String mend) {
        String authority = rest.startsWith("//") ? rest.substring(2).split("[/?;]", 2)[0] : "";
        if (authority.contains("@") || authority.indexOf(':') > 1) {
            throw SeedException.usage(
                    "\"" + Secrets.strip(url) + "\" names a user or a host, which a file of " + product
                            + " does not have.",
                    mend);
        }
    }

    private static Path resolve(Path directory, String path) {
        try {
            return directory.resolve(path).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw SeedException.usage("\"" + Secrets.strip("sqlite:" + path) + "\" is not a path.", null);
        }
    }

    private static SeedException missing(String product, String jdbcUrl) {
        return SeedException.usage(
                "There is no " + product + " database \""
                        + Secrets.strip(jdbcUrl).replaceFirst("^jdbc:[a-z0-9]+:", "") + "\".",
                "run the migrations that create it first, or mend the path; \"seedbed migrate\" makes it where it is given as"
                        + " jdbc:sqlite:…");
    }
}

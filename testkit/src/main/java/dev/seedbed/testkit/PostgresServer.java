package dev.seedbed.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A real PostgreSQL server, started from the binaries that the build puts into the folder named by the system property
 * {@code seedbed.postgres.dir} (one sub-folder for each major version). It listens on a free port of localhost, its
 * locale is C, its superuser is {@code postgres} without a password, and fsync is off unless asked for. Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {

    /** The major versions that the build provides, oldest first. */
    public static final List<Integer> MAJORS = List.of(14, 15, 16, 17, 18);

    private static final ConcurrentMap<Integer, PostgresServer> SHARED = new ConcurrentHashMap<>();

    private final EmbeddedPostgres postgres;
    private final boolean shared;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(EmbeddedPostgres postgres, boolean shared) {
        this.postgres = postgres;
        this.shared = shared;
    }

    /**
     * The server of this major version that all tests of this JVM share, started by the first who asks and stopped when
     * the JVM exits. Take a {@link #newDatabase() database of your own} on it. Autovacuum is off: it takes transaction ids
     * whenever it likes, and tests count those.
     */
    public static PostgresServer of(int major) {
        return SHARED.computeIfAbsent(major, it -> start(it, Map.of("autovacuum", "off"), true));
    }

    /**
     * A separate server, for tests that stop it or need settings of their own; the caller closes it.
     *
     * @param serverConfig server settings by name, for instance {@code fsync} to {@code on}
     */
    public static PostgresServer own(int major, Map<String, String> serverConfig) {
        return start(major, serverConfig, false);
    }

    private static PostgresServer start(int major, Map<String, String> serverConfig, boolean shared) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPgBinaryResolver(new Binaries(major))
                .setLocaleConfig("locale", "C")
                .setPGStartupWait(Duration.ofMinutes(1));
        serverConfig.forEach(builder::setServerConfig);
        try {
            return new PostgresServer(builder.start(), shared);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL " + major + " did not start.", e);
        }
    }

    public int port() {
        return postgres.getPort();
    }

    /** The JDBC address of a database on this server, user included. */
    public String url(String database) {
        return postgres.getJdbcUrl("postgres", database);
    }

    /** Opens a new connection to the database on every call; nothing is pooled. */
    public DataSource dataSource(String database) {
        return postgres.getDatabase("postgres", database);
    }

    /** Creates an empty database and returns its name, which no other call on this server returns. */
    public String newDatabase() {
        String name = "test_" + databases.incrementAndGet();
        try (Connection connection = dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Database \"" + name + "\" could not be created.", e);
        }
        return name;
    }

    /**
     * Stops the server and deletes its data.
     *
     * @throws IllegalStateException if the server is shared
     */
    @Override
    public void close() {
        if (shared) {
            throw new IllegalStateException("A shared PostgreSQL server is stopped at JVM exit, not by a test.");
        }
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Binaries(int major) implements PgBinaryResolver {

        @Override
        public InputStream getPgBinary(String system, String machineHardware) throws IOException {
            Path jar = jar();
            String suffix = (machineHardware.equals("aarch64") ? "arm_64" : "x86_64") + ".txz";
            try (JarFile file = new JarFile(jar.toFile())) {
                JarEntry entry = file.stream()
                        .filter(it -> it.getName().toLowerCase(Locale.ROOT).endsWith(suffix))
                        .findFirst()
                        .orElseThrow(() -> new IOException("\"" + jar + "\" has no server for " + machineHardware));
                return new ByteArrayInputStream(file.getInputStream(entry).readAllBytes());
            }
        }

        private Path jar() throws IOException {
            String root = System.getProperty("seedbed.postgres.dir");
            if (root == null) {
                throw new IOException("The system property \"seedbed.postgres.dir\" is not set. Run \"./mvnw test\", "
                        + "or set it to testkit/target/postgres.");
            }
            Path folder = Path.of(root, Integer.toString(major));
            if (!Files.isDirectory(folder)) {
                throw new IOException("There is no PostgreSQL " + major + " in \"" + root
                        + "\". Run \"./mvnw process-resources -pl testkit -am\"; it has " + MAJORS + ".");
            }
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(it -> it.toString().endsWith(".jar"))
                        .max(Path::compareTo)
                        .orElseThrow(() -> new IOException("There is no jar in \"" + folder + "\"."));
            }
        }
    }
}

package dev.seedbed.connect;

import dev.seedbed.run.Report;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens a new connection on every call, the first perhaps {@linkplain #connectAhead ahead} of it. What keeps it from doing
 * so is told as a {@link SeedException} in words that hold neither user information nor password.
 */
public final class Database implements DataSource {
    /** Known by name: asking every driver on the class path costs more than a run with nothing to do. */
    private static final Map<String, String> BUNDLED = Map.of(
            "jdbc:postgresql:", "org.postgresql.Driver",
            "jdbc:sqlite:", "org.sqlite.JDBC",
            "jdbc:h2:", "org.h2.Driver");

    /** With the least version of a server known, the driver names the application at once, not in a statement more. */
    private static final Map<String, String> POSTGRES = Map.of(
            "ApplicationName", "seedbed",
            "assumeMinServerVersion", "9.0",
            "prepareThreshold", "0",
            "logServerErrorDetail", "false",
            "readOnlyMode", "transaction",
            "connectTimeout", "10",
            "tcpKeepAlive", "true");

    /** What to use where an address is of another database. */
    public static final String KNOWN = "use PostgreSQL 14 or later, H2 2 or SQLite 3, which are all that Seedbed knows";

    private static final Pattern SERVER = Pattern.compile("^jdbc:[^/]*://([^/?;]*)/([^/?;]*)");

    private static final Pattern SCHEME = Pattern.compile("jdbc:[a-zA-Z0-9_+-]+:");

    /** What the driver has to say comes as an exception; its logger would say it once more, passwords included. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private final Address address;
    private final @Nullable String user;
    private final @Nullable String password;
    private final @Nullable String passwordFrom;
    private final UnaryOperator<String> driverRemedy;
    private final boolean makesFile;
    private volatile @Nullable String product;
    private final AtomicReference<@Nullable FirstConnection> first = new AtomicReference<>();

    public Database(Address address, @Nullable String user, @Nullable String password) {
        this(address, user, password, password == null ? null : "the address");
    }

    /** @param passwordFrom where the password stands, for the remedy where it is wrong */
    public Database(Address address, @Nullable String user, @Nullable String password, @Nullable String passwordFrom) {
        this(address, user, password, passwordFrom, scheme -> KNOWN + ", and put its driver on the class path");
    }

    /**
     * @param driverRemedy by what an address begins with, such as {@code jdbc:postgresql:}, how its driver comes to be
     *     there where it is not
     */
    public Database(
            Address address,
            @Nullable String user,
            @Nullable String password,
            @Nullable String passwordFrom,
            UnaryOperator<String> driverRemedy) {
        this(address, user, password, passwordFrom, driverRemedy, false);
    }

    private Database(
            Address address,
            @Nullable String user,
            @Nullable String password,
            @Nullable String passwordFrom,
            UnaryOperator<String> driverRemedy,
            boolean makesFile) {
        this.passwordFrom = passwordFrom;
        this.address = address;
        this.user = user;
        this.password = password;
        this.driverRemedy = driverRemedy;
        this.makesFile = makesFile;
        DRIVER.setLevel(Level.OFF);
    }

    /**
     * The same database, whose file is made where it is not there: for migrations, which begin a database. An address that
     * wants the file to be there has its way all the same.
     */
    public Database makingFile() {
        return new Database(address, user, password, passwordFrom, driverRemedy, true);
    }

    /** True where both connect to the same as the same. */
    public boolean isSameAs(Database other) {
        return address.jdbcUrl().equals(other.address.jdbcUrl())
                && address.properties().equals(other.address.properties())
                && Objects.equals(user, other.user)
                && Objects.equals(password, other.password);
    }

    /** The address without secrets. */
    public String shown() {
        return address.shown();
    }

    /** Null where there is no password. */
    @Nullable
    String passwordFrom() {
        return passwordFrom;
    }

    /** Such as {@code PostgreSQL 15.18}; null before the first connection. */
    public @Nullable String product() {
        return product;
    }

    /** Where the address leads, as far as it says so itself. */
    public Report.Target target(@Nullable String schema) {
        Matcher server = SERVER.matcher(shown());
        if (server.find()) {
            return new Report.Target(server.group(1).replaceAll(":\\d+", ""), server.group(2), schema, user);
        }
        return new Report.Target(null, shown().replaceFirst("^jdbc:[^:]*:", "").split("[;?]", 2)[0], schema, user);
    }

    /**
     * Begins to open the connection that is asked for first. Not where opening may make a file: a run whose seeds are
     * wrong leaves nothing behind.
     *
     * @return ends it where nobody has asked
     */
    public Ahead connectAhead() {
        if (first.get() == null && address.jdbcUrl().startsWith("jdbc:postgresql:")) {
            first.set(new FirstConnection(this));
        }
        return new Dropping();
    }

    private final class Dropping implements Ahead {
        @Override
        public void close() {
            FirstConnection left = first.getAndSet(null);
            if (left != null) {
                left.drop();
            }
        }
    }

    /** A connection that is being opened, until somebody has taken it. */
    @FunctionalInterface
    public interface Ahead extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    public Connection getConnection() {
        FirstConnection opening = first.getAndSet(null);
        return opening == null ? connect() : opening.take();
    }

    Connection connect() {
        try {
            Connection connection = driver().connect(address.jdbcUrl(), properties());
            if (connection == null) {
                throw noDriver(null);
            }
            DatabaseMetaData about = connection.getMetaData();
            product = about.getDatabaseProductName() + " "
                    + about.getDatabaseProductVersion().split(" ", 2)[0];
            return connection;
        } catch (SQLException e) {
            SeedException.Kind kind =
                    Refusal.isOfNoDatabase(e, this) ? SeedException.Kind.USAGE : SeedException.Kind.FAILED;
            throw new SeedException(kind, List.of(Refusal.of(e, this, user)), e);
        }
    }

    private Driver driver() {
        String url = address.jdbcUrl();
        try {
            for (Map.Entry<String, String> bundled : BUNDLED.entrySet()) {
                if (url.startsWith(bundled.getKey())) {
                    return Class.forName(bundled.getValue())
                            .asSubclass(Driver.class)
                            .getDeclaredConstructor()
                            .newInstance();
                }
            }
            return DriverManager.getDriver(url);
        } catch (ReflectiveOperationException | SQLException e) {
            throw noDriver(e);
        }
    }

    private SeedException noDriver(@Nullable Exception cause) {
        return new SeedException(
                SeedException.Kind.USAGE,
                List.of(new Problem(
                        "There is no JDBC driver for addresses that begin with \"" + scheme() + "\".",
                        shown(),
                        driverRemedy.apply(scheme()))),
                cause);
    }

    /** Such as {@code jdbc:oracle:}. */
    private String scheme() {
        Matcher scheme = SCHEME.matcher(address.jdbcUrl());
        return scheme.lookingAt() ? scheme.group() : "jdbc:";
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(address.propertiesOver(defaults()));
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return properties;
    }

    private Map<String, String> defaults() {
        String url = address.jdbcUrl();
        if (url.startsWith("jdbc:postgresql:")) {
            return POSTGRES;
        }
        return makesFile ? Map.of() : FileUrl.propertiesToMakeNone(url);
    }

    /** True where the file that the address names is not there, and is not or cannot be made. */
    boolean lacksFile() {
        return missingDirectory() != null || !makesFile && FileUrl.isMissing(address.jdbcUrl());
    }

    /** Where a file of SQLite cannot be made; null where nothing is in its way. */
    @Nullable
    String missingDirectory() {
        return FileUrl.missingDirectoryOfSqlite(address.jdbcUrl());
    }

    String masked(String text) {
        return Secrets.maskAll(Secrets.mask(text, password), address.jdbcUrl());
    }

    @Override
    public Connection getConnection(String other, String otherPassword) {
        return new Database(address, other, otherPassword, null, driverRemedy, makesFile).getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("There is no logger.");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("This is no wrapper.");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}

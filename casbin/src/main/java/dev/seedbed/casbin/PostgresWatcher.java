package dev.seedbed.casbin;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.casbin.jcasbin.persist.Watcher;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls back when rules have changed, as PostgreSQL's NOTIFY tells it: the trigger of {@code casbin-notify.sql} sends one
 * with each commit that changes them, whoever commits. It holds one connection and one daemon thread until it is closed.
 *
 * <p>It calls back once when it begins to listen and once after each lost connection, since changes may have been missed
 * until then. A callback that throws is logged and called again. Thread-safe.
 */
public final class PostgresWatcher implements Watcher, AutoCloseable {
    /** The channel that {@code casbin-notify.sql} uses. */
    public static final String CHANNEL = "casbin_rule";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresWatcher.class);
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration JOIN = Duration.ofSeconds(10);
    private static final int POLL_MILLIS = 250;
    private static final int POLLS_UNTIL_CHECKED = 120;
    private static final int CHECK_SECONDS = 5;

    private final DataSource dataSource;
    private final String channel;
    private final Duration firstPause;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Consumer<String> callback;
    private boolean pending;

    /**
     * Listens on {@link #CHANNEL}.
     *
     * @param dataSource gives the connection that is held; one that a pool lends is held too
     */
    public PostgresWatcher(DataSource dataSource) {
        this(dataSource, CHANNEL);
    }

    /**
     * @param channel lower-case letters, digits and underscores
     * @throws SeedException a usage error, for any other channel
     */
    public PostgresWatcher(DataSource dataSource, String channel) {
        this(dataSource, channel, Duration.ofSeconds(1));
    }

    /** @param firstPause how long it waits after the first failure; twice as long after each further one */
    PostgresWatcher(DataSource dataSource, String channel, Duration firstPause) {
        if (!NAME.matcher(channel).matches()) {
            throw SeedException.usage(
                    "\"" + channel + "\" cannot be the name of a channel.",
                    "write up to 63 lower-case letters, digits and underscores");
        }
        this.dataSource = dataSource;
        this.channel = channel;
        this.firstPause = firstPause;
        this.thread = new Thread(this::watch, "seedbed-casbin-watcher");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void setUpdateCallback(Runnable runnable) {
        setUpdateCallback(channelName -> runnable.run());
    }

    /** @param func is given the name of the channel */
    @Override
    public void setUpdateCallback(Consumer<String> func) {
        callback = func;
    }

    /**
     * Tells every watcher of the channel, this one too, that rules have changed: for writers of a table without the trigger.
     *
     * @throws SeedException where the database cannot be told
     */
    @Override
    public void update() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("select pg_notify(?, '')")) {
            statement.setString(1, channel);
            statement.execute();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException e) {
            throw new SeedException(
                    new Problem(
                            "Watchers could not be told that rules have changed: " + e.getMessage(),
                            "channel " + channel,
                            "call update() again when the database answers"),
                    e);
        }
    }

    /** Ends the thread and gives the connection back; a callback that runs is waited for, up to ten seconds. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(JOIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        Duration pause = firstPause;
        while (!closed) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
                pause = firstPause;
                pending = true;
                hear(connection);
            } catch (SQLException | RuntimeException e) {
                if (!closed) {
                    LOG.warn("Changes of rules are not heard; listening again in {} ms.", pause.toMillis(), e);
                    sleep(pause);
                    pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
                }
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + channel);
        }
    }

    private void hear(Connection connection) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        Duration pause = firstPause;
        int polls = 0;
        while (!closed) {
            if (pending && callBack()) {
                pause = firstPause;
            } else if (pending && callback != null) {
                sleep(pause);
                pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            }
            if (postgres.getNotifications(POLL_MILLIS).length > 0) {
                pending = true;
            } else if (++polls % POLLS_UNTIL_CHECKED == 0 && !connection.isValid(CHECK_SECONDS)) {
                throw new SQLException("The connection does not answer any more.");
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("unlisten " + channel);
        }
    }

    /** True where it is done. */
    private boolean callBack() {
        Consumer<String> current = callback;
        if (current == null) {
            return false;
        }
        try {
            pending = false;
            current.accept(channel);
            return true;
        } catch (RuntimeException | Error e) {
            pending = true;
            LOG.error("The callback for changed rules failed, and will be called again.", e);
            return false;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            // close() interrupts; anybody else is not obeyed, so that a callback cannot end the watching.
            return;
        }
    }
}

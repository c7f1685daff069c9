package dev.seedbed.connect;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.LoggerFactory;

/** A connection that a thread of its own opens while the seeds are read. */
final class FirstConnection {
    private final FutureTask<Connection> opening;

    private static final class Opening implements Callable<Connection> {
        private final Database database;

        Opening(Database database) {
            this.database = database;
        }

        @Override
        public Connection call() {
            return database.connect();
        }
    }

    FirstConnection(Database database) {
        opening = new FutureTask<>(new Opening(database)) {
            @Override
            protected void set(Connection connection) {
                super.set(connection);
                // The first to ask for a log has it looked for, which takes a new JVM longer than a round trip.
                LoggerFactory.getILoggerFactory();
                if (isCancelled()) {
                    close(connection);
                }
            }
        };
        Thread thread = new Thread(opening, "seedbed-connect");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits for it; from then on it is the caller's.
     *
     * @throws SeedException what kept it from being opened
     */
    Connection take() {
        try {
            return opening.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            drop();
            throw new SeedException(
                    new Problem("The run was interrupted while it connected.", null, "run it again"), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Nobody wants it: closes it, now or as soon as it is open. */
    void drop() {
        if (opening.cancel(false)) {
            return;
        }
        try {
            close(opening.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // It could not be opened, and nobody asks why.
            return;
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing was done with it.
            return;
        }
    }
}

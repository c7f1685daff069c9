package dev.seedbed.cli;

import dev.seedbed.connect.Database;
import java.text.NumberFormat;
import java.util.Calendar;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Connects while the options are still being parsed, which takes a new JVM as long: where a command that connects comes
 * first, its address can be told without. Nothing rests on it: once the options are parsed, a guess that was wrong is
 * dropped, and one that failed fails where it is used.
 */
final class Guess implements AutoCloseable {
    private static final Set<String> CONNECTING = Set.of("init", "fill", "update", "reset", "plan", "apply", "status");

    private final FutureTask<@Nullable Connecting> resolving;

    /** A database, and what ends the connecting to it. */
    private static final class Connecting {
        private final Database database;
        private final Database.Ahead ahead;

        Connecting(Database database) {
            this.database = database;
            this.ahead = database.connectAhead();
        }
    }

    /** Finds the database that the options name, and begins to connect; null where none is named. */
    private static final class Resolving implements Callable<@Nullable Connecting> {
        private final World world;
        private final ConnectionOptions options;

        Resolving(World world, ConnectionOptions options) {
            this.world = world;
            this.options = options;
        }

        @Override
        public @Nullable Connecting call() {
            Settings settings = new Settings(world, options, new SeedOptions(), new OutputOptions());
            Database database = settings.mayBeAskedTwice() ? settings.database() : null;
            return database == null ? null : new Connecting(database);
        }
    }

    private Guess(World world, ConnectionOptions options) {
        resolving = new FutureTask<>(new Resolving(world, options));
        Thread thread = new Thread(resolving, "seedbed-guess");
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins; null where the arguments are not plain enough. */
    static @Nullable Guess of(World world, String... args) {
        if (args.length == 0 || !CONNECTING.contains(args[0])) {
            return null;
        }
        ConnectionOptions options = new ConnectionOptions();
        for (int i = 1; i < args.length; i++) {
            String arg = args[i];
            if (arg.startsWith("--config") || arg.startsWith("--password") || isNoOption(arg)) {
                return null;
            }
            String next = i + 1 < args.length ? args[i + 1] : null;
            if (arg.startsWith("--url")) {
                options.url = value(arg, next);
            } else if (arg.startsWith("--user")) {
                options.user = value(arg, next);
            }
        }
        Guess guess = new Guess(world, options);
        if (mayBePostgres(world, options.url)) {
            findLocaleData();
        }
        return guess;
    }

    private static boolean mayBePostgres(World world, @Nullable String flag) {
        String url = flag == null ? world.variable("SEEDBED_URL") : flag;
        if (url == null) {
            url = world.variable("DATABASE_URL");
        }
        return url == null ? world.variable("PGHOST") != null : url.contains("postgres");
    }

    /**
     * The driver wants a calendar and a number format once the server has let it in, which takes a new JVM as long to find
     * as the server to answer: found here, while the other thread gets as far as that.
     */
    private static void findLocaleData() {
        Calendar.getInstance();
        NumberFormat.getIntegerInstance();
    }

    /** True for what asks for help, or is taken from elsewhere. */
    private static boolean isNoOption(String arg) {
        return arg.startsWith("@")
                || arg.equals("-h")
                || arg.equals("--help")
                || arg.equals("-V")
                || arg.equals("--version");
    }

    private static @Nullable String value(String arg, @Nullable String next) {
        int equals = arg.indexOf('=');
        return equals < 0 ? next : arg.substring(equals + 1);
    }

    /** The database that was guessed, if it is the one that is meant; else the latter. */
    Database confirm(Database meant) {
        Connecting guessed = guessed();
        if (guessed != null && guessed.database.isSameAs(meant)) {
            return guessed.database;
        }
        close();
        return meant;
    }

    private @Nullable Connecting guessed() {
        try {
            return resolving.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            // Whoever asks for the database hears of it.
            return null;
        }
    }

    /** Drops the connection, unless it was taken. */
    @Override
    public void close() {
        Connecting guessed = guessed();
        if (guessed != null) {
            guessed.ahead.close();
        }
    }
}

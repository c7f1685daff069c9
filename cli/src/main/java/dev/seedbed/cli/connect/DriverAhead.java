package dev.seedbed.cli.connect;

import java.util.GregorianCalendar;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Has a thread of its own load PostgreSQL's driver while the options are parsed: for a new JVM that is half of what
 * connecting takes.
 */
public final class DriverAhead {
    private static final Set<String> CONNECTING = Set.of("init", "fill", "plan", "status");

    private static final List<String> CLASSES = List.of(
            "org.postgresql.Driver",
            "org.postgresql.core.v3.ConnectionFactoryImpl",
            "org.postgresql.core.v3.QueryExecutorImpl",
            "org.postgresql.jdbc.TimestampUtils",
            "org.postgresql.jdbc.TypeInfoCache",
            "org.postgresql.jdbc.PgConnection",
            "org.postgresql.jdbc.PgPreparedStatement",
            "org.postgresql.jdbc.PgResultSet",
            "org.postgresql.jdbc.ArrayEncoding");

    private DriverAhead() {}

    /** Begins, unless the arguments or the environment lead elsewhere. */
    public static void load(String[] args, Function<String, @Nullable String> variables) {
        boolean connects = false;
        boolean elsewhere = isElsewhere(variables.apply("SEEDBED_URL")) || isElsewhere(variables.apply("DATABASE_URL"));
        for (String arg : args) {
            connects |= CONNECTING.contains(arg);
            elsewhere |= isElsewhere(arg);
        }
        if (connects && !elsewhere) {
            Thread thread = new Thread(DriverAhead::load, "seedbed-driver");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static boolean isElsewhere(@Nullable String place) {
        return place != null && (place.contains("h2:") || place.contains("sqlite:"));
    }

    private static void load() {
        try {
            // The driver asks for one, and the first of a JVM reads the calendar's data.
            new GregorianCalendar().getFirstDayOfWeek();
            for (String name : CLASSES) {
                Class.forName(name);
            }
        } catch (ClassNotFoundException | LinkageError e) {
            // Whoever needs the driver says so.
            return;
        }
    }
}

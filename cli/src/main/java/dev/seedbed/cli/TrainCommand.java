package dev.seedbed.cli;

import dev.seedbed.cli.demo.DemoDatabase;
import dev.seedbed.cli.demo.H2Demo;
import dev.seedbed.cli.demo.Story;
import dev.seedbed.cli.show.Paint;
import java.io.PrintWriter;
import java.io.Writer;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Has the JVM load what a run needs, while the launcher writes its archive of classes. Not for people. */
@Command(name = "train", hidden = true, description = "Loads the classes of a run.", footer = "")
final class TrainCommand implements Callable<Integer> {
    /** What the driver of PostgreSQL uses once it has a server, which there is none of here. */
    private static final List<String> POSTGRES = List.of(
            "org.postgresql.Driver",
            "org.postgresql.PGProperty",
            "org.postgresql.copy.CopyManager",
            "org.postgresql.core.PGStream",
            "org.postgresql.core.Parser",
            "org.postgresql.core.v3.ConnectionFactoryImpl",
            "org.postgresql.core.v3.QueryExecutorImpl",
            "org.postgresql.core.v3.SimpleParameterList",
            "org.postgresql.core.v3.SimpleQuery",
            "org.postgresql.jdbc.PgArray",
            "org.postgresql.jdbc.PgConnection",
            "org.postgresql.jdbc.PgDatabaseMetaData",
            "org.postgresql.jdbc.PgPreparedStatement",
            "org.postgresql.jdbc.PgResultSet",
            "org.postgresql.jdbc.PgResultSetMetaData",
            "org.postgresql.jdbc.PgStatement",
            "org.postgresql.jdbc.TimestampUtils",
            "org.postgresql.jdbc.TypeInfoCache",
            "org.postgresql.ssl.MakeSSL",
            "org.postgresql.util.PSQLException");

    private final Session session;

    TrainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws SQLException {
        int gone = 0;
        for (String name : POSTGRES) {
            try {
                Class.forName(name);
            } catch (ClassNotFoundException | LinkageError e) {
                // A class less in the archive costs a millisecond later on.
                gone++;
            }
        }
        try (DemoDatabase database = new H2Demo()) {
            new Story(database, new PrintWriter(Writer.nullWriter()), new Paint(true)).tell();
        }
        session.world
                .out()
                .println("The classes of a run are loaded; " + gone + " of the driver of PostgreSQL are gone.");
        return ExitCode.DONE;
    }
}

package dev.seedbed.benchmarks;

import dev.seedbed.testkit.PostgresServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL of our own with the table {@code item}, and psql where there is one. */
final class Database implements AutoCloseable {
    private static final int MAJOR = 15;

    private final PostgresServer server;
    private final String name;
    private final Connection admin;
    private final @Nullable Path psql;

    /** As it comes out of the box, but for autovacuum, which would start where it likes. */
    Database() throws SQLException {
        server = PostgresServer.own(
                MAJOR,
                Map.of("fsync", "on", "synchronous_commit", "on", "autovacuum", "off", "max_connections", "100"));
        name = server.newDatabase();
        admin = dataSource(name).getConnection();
        psql = findPsql();
        execute(Data.TABLE);
        execute(Data.TABLE.replace("table item", "table item_kept"));
    }

    String url() {
        return server.url(name);
    }

    /** The address of an empty database of its own on the same server. */
    String urlOfAnother() {
        return server.url(server.newDatabase());
    }

    int port() {
        return server.port();
    }

    String name() {
        return name;
    }

    /** The address for psql. */
    String uri() {
        return "postgresql://postgres@localhost:" + server.port() + "/" + name;
    }

    /** Null where there is none, and then there is no limit to compare with. */
    @Nullable
    Path psql() {
        return psql;
    }

    PGSimpleDataSource dataSource() {
        return dataSource(name);
    }

    private PGSimpleDataSource dataSource(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.url(database));
        return source;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    String ask(String sql) throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    long walPosition() throws SQLException {
        return Long.parseLong(ask("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn"));
    }

    /**
     * Leaves the table as if it were new. Not vacuumed: the planner would believe in an empty table while a statement
     * fills it, and choose a nested loop over it.
     */
    void empty() throws SQLException {
        execute("truncate item");
        execute("checkpoint");
    }

    /** Fills {@code item_kept}, from which {@link #restore} takes rows. */
    void keep(Path csv) throws SQLException, IOException {
        execute("truncate item_kept");
        try (var in = Files.newInputStream(csv)) {
            admin.unwrap(org.postgresql.PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy item_kept from stdin with (format csv, header)", in);
        }
        execute("vacuum analyze item_kept");
    }

    /** Has the kept rows that a condition holds for, and no others, in {@code item}. */
    void restore(String condition) throws SQLException {
        execute("truncate item");
        execute("insert into item select * from item_kept where " + condition + " order by code");
        execute("vacuum analyze item");
        execute("checkpoint");
    }

    /** Puts the kept rows back where a contender has left others: Liquibase takes NULL for an empty text. */
    void putBack() throws SQLException {
        boolean same = ask("select not exists (select from item i full join item_kept k using (code)"
                        + " where i is distinct from k)")
                .equals("t");
        if (!same) {
            restore("true");
        }
    }

    /**
     * Clears the catalogue of what temporary tables have left in it: else whoever reads it next prunes its pages, and
     * the WAL of that would count against a contender that writes nothing.
     */
    void settle() throws SQLException {
        execute("vacuum pg_class, pg_attribute, pg_type, pg_depend, pg_index, pg_constraint, pg_attrdef, pg_statistic");
        execute("checkpoint");
        // The first session after that writes the server's own cache of its catalogue anew: it shall be nobody's.
        DriverManager.getConnection(url()).close();
    }

    void remove(String condition) throws SQLException {
        execute("delete from item where " + condition);
        execute("vacuum analyze item");
        execute("checkpoint");
    }

    /** Throws where {@code item} has not got so many rows. */
    void expect(int rows) throws SQLException {
        long there = Long.parseLong(ask("select count(*) from item"));
        if (there != rows) {
            throw new IllegalStateException("left " + there + " rows instead of " + rows);
        }
    }

    /**
     * What a release brings.
     *
     * @param fresh which of its rows the one before did not have
     * @param changed which of them had other defaults
     */
    record Changes(String fresh, String changed, long inserts, long updates) {}

    /** Of the kept rows those that a release brings. */
    Changes changes(String fresh, String changed) throws SQLException {
        return new Changes(fresh, changed, kept(fresh), kept(changed));
    }

    private long kept(String condition) throws SQLException {
        return Long.parseLong(ask("select count(*) from item_kept where " + condition));
    }

    /** Has the rows of the release before in {@code item}, and nothing counted of them. */
    void restore(Changes changes) throws SQLException {
        execute("truncate item");
        execute("insert into item select code, case when " + changes.changed() + " then " + Data.FORMER_NAME
                + " else name end, category, description, case when " + changes.changed() + " then "
                + Data.FORMER_PRICE + " else price end, active, sort_order, valid_from from item_kept where not ("
                + changes.fresh() + ") order by code");
        execute("vacuum analyze item");
        settle();
        ask("select pg_stat_force_next_flush()");
        ask("select pg_stat_reset_single_table_counters('item'::regclass)");
    }

    /**
     * Throws where {@code item} has not got the rows of the release, or more or fewer of them were written than the
     * release brings: each new one once, and each changed one once, which leaves one dead row.
     */
    void expect(int rows, Changes changes) throws SQLException, InterruptedException {
        // First of all: reading the rows may tidy up dead ones, which then count no more.
        String expected = changes.inserts() + " inserted, " + changes.updates() + " updated, 0 deleted, "
                + changes.updates() + " dead";
        String counted = "";
        // A session tells what it did shortly after its client has gone.
        for (int i = 0; i < 100 && !counted.equals(expected); i++) {
            Thread.sleep(i == 0 ? 0 : 50);
            counted = ask("select n_tup_ins || ' inserted, ' || n_tup_upd || ' updated, ' || n_tup_del || ' deleted, '"
                    + " || n_dead_tup || ' dead' from pg_stat_user_tables where relid = 'item'::regclass");
        }
        if (!counted.equals(expected)) {
            throw new IllegalStateException("rows: " + counted + " instead of " + expected);
        }
        expect(rows);
        long differing =
                Long.parseLong(ask("select count(*) from (select * from item except select * from item_kept) d"));
        if (differing != 0) {
            throw new IllegalStateException("left " + differing + " rows that are not those of the release");
        }
    }

    /** The program itself: Debian's /usr/bin/psql is a script that looks for it first. */
    private static @Nullable Path findPsql() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path found = Path.of(folder, "psql");
            if (Files.isExecutable(found)) {
                return debian(found).orElse(found);
            }
        }
        return null;
    }

    private static Optional<Path> debian(Path found) {
        try {
            Path versions = Path.of("/usr/lib/postgresql");
            if (!found.toRealPath().endsWith("pg_wrapper") || !Files.isDirectory(versions)) {
                return Optional.empty();
            }
            try (Stream<Path> folders = Files.list(versions)) {
                return folders.map(folder -> folder.resolve("bin/psql"))
                        .filter(Files::isExecutable)
                        .max(Comparator.naturalOrder());
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws SQLException {
        admin.close();
        server.close();
    }
}

package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.Seeder;
import dev.seedbed.source.SeedbedConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database under test: SQL by hand on one side, Seedbed on the other, and what a test wants to know of both. */
public final class TestDatabase {
    private final DataSource byHand;
    private final DataSource dataSource;
    private final Path folder;
    private int seedFolders;
    private boolean keeps;
    private @Nullable Connection kept;
    private @Nullable String product;

    /**
     * Takes a database as it is.
     *
     * @param folder where seed files are written
     */
    public TestDatabase(DataSource dataSource, Path folder) {
        this(dataSource, dataSource, folder);
    }

    private TestDatabase(DataSource byHand, DataSource dataSource, Path folder) {
        this.byHand = byHand;
        this.dataSource = dataSource;
        this.folder = folder;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public Connection connect() {
        try {
            return byHand.getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * From now on what SQL by hand is told goes over one connection, which {@link #close} ends: a new one for each costs more
     * than what most tests do.
     */
    TestDatabase keepingAConnection() {
        keeps = true;
        return this;
    }

    void close() {
        try (Connection ending = kept) {
            kept = null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface ByHand<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T byHand(ByHand<T> work) {
        try {
            if (!keeps) {
                try (Connection connection = connect()) {
                    return work.with(connection);
                }
            }
            if (kept == null) {
                kept = connect();
            }
            return work.with(kept);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a role without any right, where the server has it not yet. */
    public TestDatabase role(String role) {
        if (rows("select 1 from pg_roles where rolname = '" + role + "'").isEmpty()) {
            sql("create role " + role + " login");
        }
        return this;
    }

    /** The same database where Seedbed, but not SQL by hand, runs as this role. */
    public TestDatabase as(String role) {
        PlainDataSource asRole = () -> {
            Connection connection = byHand.getConnection();
            sql(connection, "set session authorization " + role);
            return connection;
        };
        return new TestDatabase(byHand, asRole, folder.resolve("as-" + role));
    }

    // --- by hand --------------------------------------------------------------------------------------------------

    /** Runs statements, each in a transaction of its own. */
    public TestDatabase sql(String... statements) {
        byHand(connection -> {
            sql(connection, statements);
            return this;
        });
        if (keeps
                && Stream.of(statements)
                        .anyMatch(it -> it.startsWith("alter database ") || it.startsWith("alter role "))) {
            // Settings are for connections to come.
            close();
        }
        return this;
    }

    public static void sql(Connection connection, String... statements) {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    /** True where a generated column must say that it is stored. */
    public boolean isPostgres() {
        return product().equals("PostgreSQL");
    }

    /** A table of the schema in which tables are looked for, named with it. */
    String qualified(String table) {
        return (product().equals("SQLite") ? "main." : "public.") + table;
    }

    /** A type in which some texts that differ are equal. */
    String blindType() {
        return product().equals("SQLite") ? "varchar(5) collate nocase" : "char(5)";
    }

    /** A type made to have upper and lower case be one. */
    String caseFoldingType() {
        return switch (product()) {
            case "H2" -> "varchar_ignorecase(20)";
            case "SQLite" -> "varchar(20) collate nocase";
            default -> {
                sql("create extension if not exists citext");
                yield "citext";
            }
        };
    }

    /** What equals {@code no} in {@link #blindType}. */
    String blindSpelling() {
        return product().equals("SQLite") ? "NO" : "no ";
    }

    /** A type in which texts that differ in case alone are equal. */
    String caseBlindType() {
        return switch (product()) {
            case "H2" -> "varchar_ignorecase(20)";
            case "SQLite" -> "varchar(20) collate nocase";
            default -> {
                sql("create collation if not exists case_blind (provider = icu, locale = 'und-u-ks-level2',"
                        + " deterministic = false)");
                yield "varchar(20) collate case_blind";
            }
        };
    }

    /** Has a table's column {@code slug} take what its column {@code code} is changed to. */
    void slugs(String table) {
        switch (product()) {
            case "H2" ->
                sql("create trigger slugs before update on " + table + " for each row call '"
                        + SlugTrigger.class.getName() + "'");
            case "SQLite" ->
                sql("create trigger slugs after update of code on " + table + " begin update " + table
                        + " set slug = new.code where code = new.code; end");
            default ->
                sql(
                        "create function slug() returns trigger language plpgsql as"
                                + " $$ begin new.slug := new.code; return new; end $$",
                        "create trigger slugs before update of code on " + table
                                + " for each row execute function slug()");
        }
    }

    /** False where an index goes on to tell how a key was spelled before it was changed in case alone. */
    boolean respells() {
        return !product().equals("H2");
    }

    /** How a foreign key is called in messages: SQLite does not tell its name. */
    String foreignKey(String table, String column, String name) {
        return product().equals("SQLite") ? table + " (" + column + ")" : name;
    }

    /** The name by which the database itself calls a type, such as {@code character varying(10)}. */
    public String spelled(String type) {
        String whole = type.replace("varchar", "character varying");
        return switch (product()) {
            case "H2" -> whole.toUpperCase(Locale.ROOT).replace(",", ", ");
            case "SQLite" -> type.equals("integer") ? "INTEGER" : type;
            default -> whole;
        };
    }

    /** True where the database ends with this process. */
    boolean isInMemory() {
        return product().equals("H2");
    }

    String product() {
        if (product == null) {
            product = byHand(connection -> connection.getMetaData().getDatabaseProductName());
        }
        return product;
    }

    /**
     * Creates two tables that refer to each other.
     *
     * @param first the first table, with {@code %s} where its reference to the second may stand
     * @param from the referring table and column, such as {@code team (lead)}
     * @param to what it refers to, such as {@code person(name)}
     */
    public void cycle(String first, String second, String from, String to) {
        if (product().equals("SQLite")) {
            sql(first.formatted(" references " + to), second);
        } else {
            String alter = "alter table " + from.replace("(", "add foreign key (") + " references " + to;
            sql(first.formatted(""), second, alter);
        }
    }

    /** Each row as its texts joined by {@code |}, NULL as {@code ∅}. */
    public List<String> rows(String query) {
        return byHand(connection -> rows(connection, query));
    }

    public static List<String> rows(Connection connection, String query) {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    String cell = rows.getString(i);
                    cells.add(cell == null ? "∅" : cell);
                }
                texts.add(String.join("|", cells));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
        return texts;
    }

    public String value(String query) {
        return rows(query).get(0);
    }

    public long count(String table) {
        return Long.parseLong(value("select count(*) from " + table));
    }

    /** Every row of every table, so that two moments can be compared. */
    public Map<String, List<String>> contents() {
        return byHand(connection -> {
            Map<String, List<String>> contents = new TreeMap<>();
            for (String table : tables(connection)) {
                List<String> rows = rows(connection, "select * from " + table);
                rows.sort(null);
                contents.put(table, rows);
            }
            return contents;
        });
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        String quote = connection.getMetaData().getIdentifierQuoteString();
        try (ResultSet found = connection.getMetaData().getTables(connection.getCatalog(), null, "%", new String[] {
            "TABLE", "BASE TABLE", "PARTITIONED TABLE"
        })) {
            while (found.next()) {
                String schema = found.getString("TABLE_SCHEM");
                String table = quote + found.getString("TABLE_NAME").replace(quote, quote + quote) + quote;
                if (schema == null) {
                    tables.add(table);
                } else if (!schema.equals("INFORMATION_SCHEMA") && !schema.startsWith("pg_")) {
                    tables.add(quote + schema + quote + "." + table);
                }
            }
        }
        return tables;
    }

    // --- with Seedbed ---------------------------------------------------------------------------------------------

    /** Seedbed with one seed file, {@code seeds/seeds.yaml}, in the environment {@code development}. */
    public Seedbed.Builder seeds(String yaml) {
        return files(Map.of("seeds.yaml", yaml));
    }

    /** Seedbed with these seed files, by their name below {@code seeds/}. */
    public Seedbed.Builder files(Map<String, String> files) {
        return prepare(Seedbed.on(dataSource), files);
    }

    public Seedbed.Builder seeders(Seeder... seeders) {
        return Seedbed.on(dataSource).seeders(seeders).environment("development");
    }

    /** The same seed file on a connection of the caller's. */
    public Seedbed.Builder joined(Connection connection, String yaml) {
        return prepare(Seedbed.on(connection), Map.of("seeds.yaml", yaml));
    }

    private Seedbed.Builder prepare(Seedbed.Builder builder, Map<String, String> files) {
        Path base = write(files);
        return builder.config(SeedbedConfig.readFrom(base))
                .baseDirectory(base)
                .seeds("seeds")
                .environment("development");
    }

    /** Writes files below a {@code seeds/} of their own and returns the directory that holds it. */
    public Path write(Map<String, String> files) {
        Path base = folder.resolve("base-" + ++seedFolders);
        files.forEach((name, text) -> {
            try {
                Path file = base.resolve("seeds").resolve(name).normalize();
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return base;
    }

    public Report fill(String yaml) {
        return applied(seeds(yaml).build().fill());
    }

    public Report init(String yaml) {
        return applied(seeds(yaml).build().init());
    }

    /** Updates, and proves that a second update finds nothing to do and changes no row of any table. */
    public Report update(String yaml) {
        Seedbed seedbed = seeds(yaml).build();
        Report first = applied(seedbed.update());
        nothingMore(seedbed.plan(Mode.UPDATE), seedbed.update());
        return first;
    }

    private static void nothingMore(Report plan, Report second) {
        assertThat(plan.changes()).noneMatch(change -> change.action().writes());
        assertThat(plan.writes()).isFalse();
        assertThat(second.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    private static Report applied(Report report) {
        assertThat(report.errors()).isEmpty();
        assertThat(report.outcome()).isIn(Outcome.APPLIED, Outcome.NOTHING_TO_DO);
        return report;
    }

    /** Plants, and proves that further runs find nothing to do and change no row of any table. */
    public Report plantTwice(String yaml) {
        Seedbed seedbed = seeds(yaml).build();
        Report first = applied(seedbed.fill());
        assertThat(first.outcome()).isEqualTo(Outcome.APPLIED);
        Map<String, List<String>> planted = contents();
        // Some more than one, since what runs remember of each other grows with their number.
        for (int i = 0; i < 4; i++) {
            Report next = seedbed.fill();
            assertThat(next.changes()).isEmpty();
            assertThat(next.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
            assertThat(next.writes()).isFalse();
        }
        assertThat(contents()).isEqualTo(planted);
        return first;
    }

    /**
     * Runs what must fail as {@code kind} says, thrown or reported, proves that no row of any table changed, and returns
     * all that is said to be wrong.
     */
    public String fails(SeedException.Kind kind, Supplier<Report> run) {
        Map<String, List<String>> before = contents();
        SeedException failure = null;
        try {
            failure = failure(run.get());
        } catch (SeedException e) {
            failure = e;
        }
        assertThat(contents()).isEqualTo(before);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.problems()).isNotEmpty();
        return String.valueOf(failure.getMessage());
    }

    private static SeedException failure(Report report) {
        assertThat(report.outcome()).isIn(Outcome.FAILED, Outcome.REFUSED, Outcome.UNKNOWN);
        return new SeedException(SeedException.Kind.valueOf(report.outcome().name()), report.errors(), null);
    }

    /** The message with which {@code fill} fails on these seeds, having written nothing. */
    public String failure(String yaml) {
        return fails(SeedException.Kind.FAILED, () -> seeds(yaml).build().fill());
    }
}

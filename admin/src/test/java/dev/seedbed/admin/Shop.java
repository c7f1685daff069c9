package dev.seedbed.admin;

import dev.seedbed.Seedbed;
import dev.seedbed.connect.Address;
import dev.seedbed.connect.Database;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.plan.Progress;
import dev.seedbed.run.Confirmation;
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
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A small system to be administered: one table of tiers, and the seeds for it. */
public final class Shop {
    private final DataSource dataSource;
    private final Path seeds;
    private final @Nullable String key;

    private Shop(DataSource dataSource, Path seeds, @Nullable String key) {
        this.dataSource = dataSource;
        this.seeds = seeds;
        this.key = key;
    }

    private Shop create() {
        sql("create table tier (code varchar(40) primary key, price numeric(10, 2) not null)");
        seeds("{code: starter, price: 12}", "{code: team, price: 49}");
        return this;
    }

    public static Shop onH2() {
        return on(h2());
    }

    public static DataSource h2() {
        String url = "jdbc:h2:mem:shop" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        return new Database(Address.of(url, Path.of("")), null, null);
    }

    public static Shop on(DataSource dataSource) {
        try {
            return new Shop(dataSource, Files.createTempDirectory("shop"), null).create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same shop as another user of the database sees it. */
    public Shop as(DataSource other) {
        return new Shop(other, seeds, key);
    }

    /** The same shop where what is written down is sealed, with the first of these keys. */
    public Shop sealed(String keys) {
        return new Shop(dataSource, seeds, keys);
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** Where its seed files are. */
    public Path seeds() {
        return seeds;
    }

    public Seedbed seedbed(String environment) {
        return Seedbed.on(dataSource)
                .seeds(seeds.toString())
                .environment(environment)
                .environmentVariables(name -> name.equals(LedgerKey.VARIABLE) ? key : null)
                .build();
    }

    /** A release. */
    public void update() {
        seedbed("production")
                .askedBy("release", "test", Confirmation.GIVEN, Progress.NONE)
                .update();
    }

    public void seeds(String... rows) {
        seedFile(
                "tiers.yaml",
                "tables:\n  tier:\n    key: [code]\n    rows:\n      - " + String.join("\n      - ", rows) + "\n");
    }

    /** A file among the seeds. */
    public void seedFile(String name, String text) {
        try {
            Files.writeString(seeds.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a file out of the seeds. */
    public void remove(String name) {
        try {
            Files.delete(seeds.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void sql(String statement) {
        run(dataSource, statement);
    }

    static void run(DataSource dataSource, String statement) {
        try (Connection connection = dataSource.getConnection();
                Statement open = connection.createStatement()) {
            open.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Values of a row with a space between them. */
    public List<String> rows(String query) {
        try (Connection connection = dataSource.getConnection();
                Statement open = connection.createStatement();
                ResultSet found = open.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(found.getString(i)));
                }
                rows.add(String.join(" ", values));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

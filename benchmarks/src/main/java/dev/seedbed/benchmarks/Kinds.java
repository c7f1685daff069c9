package dev.seedbed.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/** 20 tables with 25 rows each, every second one with a reference to the table before it, and their seeds in YAML. */
final class Kinds implements AutoCloseable {
    static final int TABLES = 20;
    private static final int ROWS_A_TABLE = 25;

    private final Database database;
    private final Path seeds;

    Kinds(Database database) throws IOException, SQLException {
        this.database = database;
        seeds = Files.createTempDirectory("seeds");
        for (int i = 1; i <= TABLES; i++) {
            table(i);
        }
    }

    /** The directory. */
    Path seeds() {
        return seeds;
    }

    private void table(int number) throws SQLException, IOException {
        boolean refers = number % 2 == 0;
        database.execute("create table kind_" + number
                + " (id bigint generated always as identity primary key, code varchar(40) not null unique,"
                + " name text not null, sort_order integer not null"
                + (refers ? ", parent_id bigint not null references kind_" + (number - 1) : "") + ")");
        StringBuilder text = new StringBuilder("tables:\n  kind_" + number + ":\n    key: [code]\n    rows:\n");
        for (int row = 1; row <= ROWS_A_TABLE; row++) {
            text.append(String.format(
                    Locale.ROOT,
                    "      - {code: k%d-%d, name: Kind %d of table %d, sort_order: %d%s}%n",
                    number,
                    row,
                    row,
                    number,
                    row,
                    refers ? ", parent_id: {code: k" + (number - 1) + "-" + row + "}" : ""));
        }
        Files.writeString(seeds.resolve("kind_" + number + ".yaml"), text);
    }

    @Override
    public void close() throws IOException, SQLException {
        for (int i = TABLES; i >= 1; i--) {
            database.execute("drop table if exists kind_" + i);
            Files.deleteIfExists(seeds.resolve("kind_" + i + ".yaml"));
        }
        Files.deleteIfExists(seeds);
    }
}

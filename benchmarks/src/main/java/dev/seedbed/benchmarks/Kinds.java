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
        boolean refers = refers(number);
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

    /** The rows as a migration has them, parents first. */
    String inserts() {
        StringBuilder sql = new StringBuilder();
        for (int number = 1; number <= TABLES; number++) {
            boolean refers = refers(number);
            for (int row = 1; row <= ROWS_A_TABLE; row++) {
                sql.append(String.format(
                        Locale.ROOT,
                        "insert into kind_%d (code, name, sort_order%s) select '%s', 'Kind %d of table %d', %d%s"
                                + " on conflict do nothing;%n",
                        number,
                        refers ? ", parent_id" : "",
                        code(number, row),
                        row,
                        number,
                        row,
                        refers
                                ? ", (select id from kind_" + (number - 1) + " where code = '" + code(number - 1, row)
                                        + "')"
                                : ""));
            }
        }
        return sql.toString();
    }

    /** A change set for each table, which runs always, and the rows that are there in CSV: it knows no references but ids. */
    void changelog(Path folder) throws IOException, SQLException {
        StringBuilder text = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                      http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-4.33.xsd">
                """);
        for (int number = 1; number <= TABLES; number++) {
            boolean refers = refers(number);
            StringBuilder csv = new StringBuilder("code,name,sort_order" + (refers ? ",parent_id" : "") + "\n");
            for (int row = 1; row <= ROWS_A_TABLE; row++) {
                csv.append(code(number, row))
                        .append(",Kind ")
                        .append(row)
                        .append(" of table ")
                        .append(number);
                csv.append(',').append(row);
                if (refers) {
                    csv.append(',')
                            .append(database.ask("select id from kind_" + (number - 1) + " where code = '"
                                    + code(number - 1, row) + "'"));
                }
                csv.append('\n');
            }
            Files.writeString(folder.resolve("kind_" + number + ".csv"), csv);
            text.append("""
                      <changeSet id="kind_%1$d" author="benchmarks" runAlways="true">
                        <loadUpdateData file="kind_%1$d.csv" relativeToChangelogFile="true" tableName="kind_%1$d"
                            primaryKey="code">
                          <column name="code" type="STRING"/>
                          <column name="name" type="STRING"/>
                          <column name="sort_order" type="NUMERIC"/>%2$s
                        </loadUpdateData>
                      </changeSet>
                    """.formatted(number, refers ? "\n      <column name=\"parent_id\" type=\"NUMERIC\"/>" : ""));
        }
        Files.writeString(folder.resolve("changelog.xml"), text.append("</databaseChangeLog>\n"));
    }

    private static boolean refers(int number) {
        return number % 2 == 0;
    }

    private static String code(int number, int row) {
        return "k" + number + "-" + row;
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

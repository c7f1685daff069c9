package dev.seedbed.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same rows in the files of the other tools. */
final class OthersFiles {
    private static final int ROWS_A_STATEMENT = 1_000;

    private OthersFiles() {}

    /** The rows of a file as text arrays; the driver's NULL for nothing. */
    static List<String[]> rows(Path csv) throws IOException {
        List<String[]> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv)) {
            boolean header = true;
            for (CsvRecord record : reader) {
                if (!header) {
                    rows.add(record.getFields().toArray(new String[0]));
                }
                header = false;
            }
        }
        return rows;
    }

    /** A repeatable migration, which Flyway runs again whenever its text has changed. */
    static void flyway(Path csv, Path folder, String comment) throws IOException {
        Files.createDirectories(folder);
        try (BufferedWriter writer = Files.newBufferedWriter(folder.resolve("R__items.sql"))) {
            writer.write("-- " + comment + "\n");
            List<String[]> rows = rows(csv);
            for (int i = 0; i < rows.size(); i++) {
                boolean first = i % ROWS_A_STATEMENT == 0;
                boolean last = i == rows.size() - 1 || (i + 1) % ROWS_A_STATEMENT == 0;
                if (first) {
                    writer.write("insert into item (" + String.join(", ", Data.COLUMNS) + ") values\n");
                }
                writer.write(tuple(rows.get(i)));
                writer.write(last ? "\non conflict do nothing;\n" : ",\n");
            }
        }
    }

    private static String tuple(String[] row) {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < row.length; i++) {
            text.append(i == 0 ? "" : ", ");
            if (row[i].isEmpty()) {
                text.append("null");
            } else {
                text.append('\'').append(row[i].replace("'", "''")).append('\'');
            }
        }
        return text.append(')').toString();
    }

    /** A change set that runs always. */
    static void liquibase(Path csv, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.copy(csv, folder.resolve("item.csv"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(folder.resolve("changelog.xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                      http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-4.33.xsd">
                  <changeSet id="items" author="benchmarks" runAlways="true">
                    <loadUpdateData file="item.csv" relativeToChangelogFile="true" tableName="item" primaryKey="code">
                      <column name="code" type="STRING"/>
                      <column name="name" type="STRING"/>
                      <column name="category" type="STRING"/>
                      <column name="description" type="STRING"/>
                      <column name="price" type="NUMERIC"/>
                      <column name="active" type="BOOLEAN"/>
                      <column name="sort_order" type="NUMERIC"/>
                      <column name="valid_from" type="DATE"/>
                    </loadUpdateData>
                  </changeSet>
                </databaseChangeLog>
                """);
    }
}

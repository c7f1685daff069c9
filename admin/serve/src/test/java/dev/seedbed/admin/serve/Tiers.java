package dev.seedbed.admin.serve;

import dev.seedbed.Seedbed;
import dev.seedbed.connect.Address;
import dev.seedbed.connect.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;

/** A table of tiers, and the seeds for it in a directory. */
record Tiers(DataSource database, Path directory) {
    static Tiers on(DataSource database, Path directory) throws IOException {
        Tiers tiers = new Tiers(database, directory);
        tiers.sql("create table tier (code varchar(40) primary key, price numeric(10, 2) not null)");
        tiers.release(12);
        return tiers;
    }

    /** A database in memory, which is there until it is shut down. */
    static DataSource h2() throws SQLException {
        String name = "jdbc:h2:mem:tiers" + UUID.randomUUID();
        new Database(Address.of(name + ";DB_CLOSE_DELAY=-1", Path.of("")), null, null)
                .getConnection()
                .close();
        return new Database(Address.of(name + ";IFEXISTS=TRUE", Path.of("")), null, null);
    }

    void release(int price) throws IOException {
        Files.createDirectories(directory.resolve("seeds"));
        Files.writeString(
                directory.resolve("seeds/tiers.yaml"),
                "tables: {tier: {key: [code], rows: [{code: starter, price: " + price + "}]}}\n");
    }

    Seedbed seedbed() {
        return Seedbed.on(database)
                .seeds("seeds")
                .baseDirectory(directory)
                .environment("development")
                .build();
    }

    void sql(String statement) {
        try (Connection connection = database.getConnection();
                Statement open = connection.createStatement()) {
            open.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String text(String query) {
        try (Connection connection = database.getConnection();
                Statement open = connection.createStatement();
                ResultSet row = open.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

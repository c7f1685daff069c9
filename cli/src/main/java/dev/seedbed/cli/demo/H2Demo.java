package dev.seedbed.cli.demo;

import dev.seedbed.connect.Address;
import dev.seedbed.connect.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** H2 in the memory of this process. */
public final class H2Demo implements DemoDatabase {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Database database;

    public H2Demo() {
        int number = NUMBER.getAndIncrement();
        String name = number == 0 ? "demo" : "demo" + number;
        Address address = Address.of("h2:mem:" + name + ";DB_CLOSE_DELAY=-1;DATABASE_TO_LOWER=TRUE", Path.of(""));
        database = new Database(address, "demo", "");
    }

    @Override
    public DataSource dataSource() {
        return database;
    }

    @Override
    public String description() {
        return "H2, in the memory of this process";
    }

    @Override
    public void close() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        } catch (SQLException e) {
            throw new IllegalStateException("H2 did not shut down.", e);
        }
    }
}

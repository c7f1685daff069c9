package dev.seedbed.testkit;

import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Takes an empty database before each test, which a subclass supplies. */
public abstract class EmptyDatabase implements OnDatabase {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private @Nullable TestDatabase database;

    /** A database without any table. */
    protected abstract DataSource emptyDatabase(Path folder) throws SQLException;

    /** Takes back what {@link #emptyDatabase} gave, once the test is over. */
    protected void giveBack() {}

    /** Whether SQL by hand goes over one connection all through a test. */
    boolean keepsAConnection() {
        return false;
    }

    @BeforeEach
    final void takeAnEmptyDatabase() throws SQLException {
        TestDatabase taken = new TestDatabase(emptyDatabase(folder), folder);
        database = keepsAConnection() ? taken.keepingAConnection() : taken;
    }

    @AfterEach
    final void giveItBack() {
        db().close();
        giveBack();
    }

    @Override
    public final TestDatabase db() {
        if (database == null) {
            throw new IllegalStateException("The database is taken before each test.");
        }
        return database;
    }
}

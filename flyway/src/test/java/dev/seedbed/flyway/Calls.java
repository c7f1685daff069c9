package dev.seedbed.flyway;

import java.nio.file.Path;
import javax.sql.DataSource;

/** What is asked of Flyway, of whatever version. Each throws what Flyway throws. */
public interface Calls {
    /** @param project with {@code migrations} and {@code seeds} */
    void migrate(DataSource database, Path project) throws Exception;

    void look(DataSource database, Path project) throws Exception;
}

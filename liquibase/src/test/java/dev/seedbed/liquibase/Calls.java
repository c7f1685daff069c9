package dev.seedbed.liquibase;

import java.nio.file.Path;
import javax.sql.DataSource;

/** What is asked of Liquibase, of whatever version. Each throws what Liquibase throws. */
public interface Calls {
    /** @param project with {@code changes.xml} or {@code changes.sql}, and {@code seeds} */
    void update(DataSource database, Path project, String changelog, String contexts) throws Exception;

    /** The SQL that {@code update} would run. */
    String updateSql(DataSource database, Path project, String changelog) throws Exception;
}

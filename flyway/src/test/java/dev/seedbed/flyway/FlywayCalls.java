package dev.seedbed.flyway;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Calls the Flyway of its own class loader. */
public final class FlywayCalls implements Calls {
    static Flyway flyway(DataSource database, Path project) {
        return Flyway.configure(FlywayCalls.class.getClassLoader())
                .dataSource(database)
                .locations("filesystem:" + project.resolve("migrations"))
                .callbacks(new SeedbedCallback(
                        builder -> builder.baseDirectory(project).seeds("seeds").discoverSeeders(false)))
                .load();
    }

    @Override
    public void migrate(DataSource database, Path project) {
        flyway(database, project).migrate();
    }

    @Override
    public void look(DataSource database, Path project) {
        Flyway flyway = flyway(database, project);
        flyway.info();
        flyway.validate();
    }
}

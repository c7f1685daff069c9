package dev.seedbed.flyway;

import dev.seedbed.testkit.OtherVersion;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;

/** Flyway 13, on which this module is compiled, or one of the versions that the build puts into {@code target/flyway}. */
final class OtherFlyway {
    private static final List<String> OWN =
            List.of("org.flywaydb.", "com.fasterxml.", "tools.jackson.", "dev.seedbed.flyway.");

    private OtherFlyway() {}

    static Calls of(String version) throws Exception {
        if (version.startsWith("13.")) {
            return new FlywayCalls();
        }
        OtherVersion other = OtherVersion.of(Path.of("target", "flyway", version), OWN, Calls.class);
        Calls calls = other.make(Calls.class, FlywayCalls.class.getName());
        return new Calls() {
            @Override
            public void migrate(DataSource database, Path project) throws Exception {
                other.within(() -> calls.migrate(database, project));
            }

            @Override
            public void look(DataSource database, Path project) throws Exception {
                other.within(() -> calls.look(database, project));
            }
        };
    }
}

package dev.seedbed.liquibase;

import dev.seedbed.testkit.OtherVersion;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;

/** Liquibase 4.33, on which this module is compiled, or the version that the build puts into {@code target/liquibase}. */
final class OtherLiquibase {
    private static final List<String> OWN = List.of("liquibase.", "dev.seedbed.liquibase.");

    private OtherLiquibase() {}

    static Calls of(String version) throws Exception {
        if (version.startsWith("4.")) {
            return new LiquibaseCalls();
        }
        OtherVersion other = OtherVersion.of(Path.of("target", "liquibase", version), OWN, Calls.class);
        Calls calls = other.make(Calls.class, LiquibaseCalls.class.getName());
        return new Calls() {
            @Override
            public void update(DataSource database, Path project, String changelog, String contexts) throws Exception {
                other.within(() -> calls.update(database, project, changelog, contexts));
            }

            @Override
            public String updateSql(DataSource database, Path project, String changelog) throws Exception {
                String[] sql = new String[1];
                other.within(() -> sql[0] = calls.updateSql(database, project, changelog));
                return sql[0];
            }
        };
    }
}

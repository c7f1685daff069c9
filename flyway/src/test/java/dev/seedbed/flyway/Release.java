package dev.seedbed.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.seed.SeedException;
import dev.seedbed.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** What every version of Flyway must show, from an empty PostgreSQL to the second release. */
final class Release implements BiConsumer<DataSource, Path> {

    @Override
    public void accept(DataSource dataSource, Path directory) {
        Application application = Application.on(dataSource, directory);
        TestDatabase database = application.database();
        application.flyway().info();
        assertThat(database.rows("select tablename from pg_tables where schemaname = 'public'"))
                .isEmpty();

        aBadSeedStopsIt(application);
        application.file("seeds/tiers.yaml", Application.FREE_AND_TEAM);
        application.flyway().info();
        application.flyway().validate();
        application.flyway().repair();
        assertThat(database.count("tier")).isZero();

        application.flyway().migrate();
        assertThat(application.tiers()).isEqualTo("free|Free|0.00 team|Team|49.00");
        theSecondStartWritesNothing(application);

        database.sql("update tier set price = 5 where code = 'team'", "delete from tier where code = 'free'");
        application
                .file("migrations/V2__kinds.sql", "create table kind (code varchar(20) primary key);")
                .file("seeds/kinds.yaml", "tables: {kind: {rows: [{code: a}, {code: b}]}}");
        assertThat(application.flyway().migrate().migrationsExecuted).isEqualTo(1);
        assertThat(database.rows("select code from kind order by code")).containsExactly("a", "b");
        assertThat(application.tiers()).isEqualTo("free|Free|0.00 team|Team|5.00");
    }

    private static void aBadSeedStopsIt(Application application) {
        application.file("seeds/tiers.yaml", Application.WRONG);
        Flyway flyway = application.flyway();
        assertThatThrownBy(flyway::migrate)
                .isInstanceOf(FlywayException.class)
                .hasCauseInstanceOf(SeedException.class)
                .hasMessage("""
                        Error while executing afterMigrate callback: Value "much" does not fit column "price" (numeric(10,2)): it is not a number.
                          where: seeds/tiers.yaml, line 6, column 41 (table tier)
                          mend:  change the value, or the type of the column""");
        assertThat(application.database().count("tier")).isZero();
        assertThat(application.database().rows("select version, success from flyway_schema_history"))
                .containsExactly("1|t");
    }

    private static void theSecondStartWritesNothing(Application application) {
        TestDatabase database = application.database();
        String state = "select xmin, ctid, code from tier union all"
                + " select last_value::text::xid, null, log_cnt::text from tier_id_seq";
        List<String> before = database.rows(state);
        assertThat(application.flyway().migrate().migrationsExecuted).isZero();
        assertThat(database.rows(state)).isEqualTo(before);
    }
}

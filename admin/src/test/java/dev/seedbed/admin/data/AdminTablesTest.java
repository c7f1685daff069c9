package dev.seedbed.admin.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.admin.Shop;
import dev.seedbed.seed.SeedException;
import dev.seedbed.testkit.PostgresServer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdminTablesTest {
    enum On {
        H2,
        POSTGRES;

        DataSource database() {
            PostgresServer server = PostgresServer.of(18);
            return this == H2 ? Shop.h2() : server.dataSource(server.newDatabase());
        }
    }

    private static final String ROLES = "select name from seedbed_admin_role order by name";

    @ParameterizedTest
    @EnumSource
    void the_first_start_makes_the_tables_and_the_second_finds_them(On on) {
        Shop shop = Shop.on(on.database());

        AdminTables.migrate(shop.dataSource());
        AdminTables.migrate(shop.dataSource());

        assertThat(shop.rows("select version from seedbed_admin_history order by 1"))
                .containsExactly("1", "2", "3", "4");
    }

    @ParameterizedTest
    @EnumSource
    void starts_at_once_make_the_tables_once(On on) throws Exception {
        Shop shop = Shop.on(on.database());
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            Callable<Boolean> start = () -> {
                AdminTables.migrate(shop.dataSource());
                AdminSeeds.plant(shop.seedbed("production"));
                return true;
            };
            for (Future<Boolean> each : pool.invokeAll(java.util.Collections.nCopies(6, start))) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            pool.shutdown();
        }

        assertThat(shop.rows("select version from seedbed_admin_history order by 1"))
                .containsExactly("1", "2", "3", "4");
        assertThat(shop.rows(ROLES)).containsExactly("admin", "readonly", "user");
        assertThat(shop.rows("select count(*) from seedbed_admin_rule")).containsExactly("11");
    }

    @ParameterizedTest
    @EnumSource
    void a_start_that_was_cut_short_is_made_good(On on) {
        Shop shop = Shop.on(on.database());
        AdminTables.migrate(shop.dataSource());
        shop.sql("drop table seedbed_admin_run");
        shop.sql("delete from seedbed_admin_history");

        AdminTables.migrate(shop.dataSource());

        assertThat(shop.rows("select count(*) from seedbed_admin_run")).containsExactly("0");
        assertThat(shop.rows("select version from seedbed_admin_history order by 1"))
                .containsExactly("1", "2", "3", "4");
    }

    @ParameterizedTest
    @EnumSource
    void a_plan_that_an_earlier_release_kept_waits_as_it_did(On on) {
        Shop shop = Shop.on(on.database());
        AdminTables.migrate(shop.dataSource());
        shop.sql("alter table seedbed_admin_plan drop column adopts");
        shop.sql("alter table seedbed_admin_plan drop column idle");
        shop.sql("delete from seedbed_admin_history where version = 4");
        shop.sql("insert into seedbed_admin_plan (id, mode, made_by, made_at, saved, report)"
                + " values ('7b0c1d52-7a9a-4b0c-9d52-0f6f7a9a4b0c', 'update', 'ann', current_timestamp, '{}', '{}')");

        AdminTables.migrate(shop.dataSource());

        assertThat(shop.rows("select adopts, idle from seedbed_admin_plan")).hasSize(1);
        assertThat(shop.rows("select made_by from seedbed_admin_plan where not idle and adopts is null"))
                .containsExactly("ann");
    }

    @ParameterizedTest
    @EnumSource
    void tables_of_a_later_release_are_left_alone(On on) {
        Shop shop = Shop.on(on.database());
        AdminTables.migrate(shop.dataSource());
        shop.sql("insert into seedbed_admin_history (version) values (5)");

        assertThatThrownBy(() -> AdminTables.migrate(shop.dataSource()))
                .isInstanceOf(SeedException.class)
                .hasMessage("""
                        The tables of the admin service are of version 5, and this release knows version 4.
                          where: table seedbed_admin_history
                          mend:  start the release that made them, or a later one""");
    }

    @ParameterizedTest
    @EnumSource
    void a_rule_that_was_taken_away_by_hand_is_planted_again_and_a_role_of_ones_own_stays(On on) {
        Shop shop = Shop.on(on.database());
        AdminTables.migrate(shop.dataSource());
        AdminSeeds.plant(shop.seedbed("test"));
        shop.sql("delete from seedbed_admin_rule where v0 = 'readonly' and v1 = 'seeds'");
        shop.sql("update seedbed_admin_role set description = 'x' where name = 'user'");
        shop.sql("insert into seedbed_admin_role (name, description) values ('auditor', 'Reads the trail.')");

        AdminSeeds.plant(shop.seedbed("test"));

        assertThat(shop.rows("select v1, v2 from seedbed_admin_rule where v0 = 'readonly' order by v1"))
                .isEqualTo(List.of("roles read", "rows read", "seeds read"));
        assertThat(shop.rows("select description from seedbed_admin_role where name = 'user'"))
                .containsExactly("Also changes rows that may be changed.");
        assertThat(shop.rows(ROLES)).containsExactly("admin", "auditor", "readonly", "user");
    }
}

package dev.seedbed.admin.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.seedbed.Seedbed;
import dev.seedbed.admin.Shop;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.testkit.PostgresServer;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class RowsTest {
    @Test
    void a_change_that_a_run_holds_up_for_too_long_is_to_be_tried_again_and_is_no_failure() throws Exception {
        PostgresServer server = PostgresServer.of(18);
        Shop shop = Shop.on(server.dataSource(server.newDatabase()));
        shop.seedbed("test").ledger().enable();
        Rows rows = new Rows(Seedbed.on(shop.dataSource())
                .seeds(shop.seeds().toString())
                .environment("test")
                .lockTimeout(Duration.ofMillis(200))
                .build());
        try (Connection running = shop.dataSource().getConnection()) {
            running.setAutoCommit(false);
            Seedbed.on(running)
                    .seeds(shop.seeds().toString())
                    .environment("test")
                    .build()
                    .fill();

            Refused refused = catchThrowableOfType(
                    Refused.class,
                    () -> rows.change(By.SERVICE, edits -> edits.create("tier", Map.of("code", "own", "price", "1"))));

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("again");
            assertThat(refused.problem().message())
                    .isEqualTo(
                            "Another run of Seedbed holds the lock of this database for longer than 200 milliseconds.");
            running.commit();
        }
        rows.change(By.SERVICE, edits -> edits.create("tier", Map.of("code", "own", "price", "1")));
        assertThat(shop.rows("select price from tier where code = 'own'")).containsExactly("1.00");
    }

    @Test
    void of_a_database_that_does_not_answer_no_run_is_remembered() {
        DataSource gone = (DataSource) Proxy.newProxyInstance(
                RowsTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    throw new SQLException("nobody is there");
                });
        Rows rows = new Rows(Seedbed.on(gone)
                .seeds(Shop.onH2().seeds().toString())
                .environment("test")
                .build());

        assertThat(rows.remember("a run")).isFalse();
    }
}

package dev.seedbed.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.seedbed.admin.Shop;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.admin.data.AdminTables;
import dev.seedbed.ledger.LedgerHead;
import dev.seedbed.ledger.LedgerKey;
import dev.seedbed.seed.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HeadLogTest {
    private final Shop shop = Shop.onH2();
    private final AdminDatabase database = new AdminDatabase(shop.dataSource(), Clock.systemUTC());
    private final Trail trail = new Trail(database, LedgerKey.NONE);
    private final Chains chains = new Chains(shop.seedbed("test"), trail);
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(HeadLog.class);

    @BeforeEach
    void listen() {
        AdminTables.migrate(shop.dataSource());
        logger.setLevel(Level.INFO);
        told.start();
        logger.addAppender(told);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(told);
        logger.setLevel(null);
    }

    private void change(String subject) {
        database.together(() -> trail.change(By.SERVICE, "account.roles", subject, "user", "admin"));
    }

    private List<String> lines() {
        List<String> lines = told.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
        told.list.clear();
        return lines;
    }

    private static List<String> found(List<HeadLog.Verified> all, Chains.Name name) {
        return all.stream()
                .filter(each -> each.name() == name)
                .flatMap(each -> each.found().problems().stream())
                .map(Problem::message)
                .toList();
    }

    @Test
    void heads_that_have_moved_are_told_and_no_others() {
        HeadLog log = new HeadLog(chains, Duration.ZERO);
        log.note();
        assertThat(lines()).isEmpty();

        change("a");
        log.note();
        assertThat(told.list.get(0).getKeyValuePairs())
                .extracting(pair -> pair.key + " " + pair.value)
                .containsExactly("chain audit", "head " + trail.changes().head());
        assertThat(lines())
                .containsExactly(
                        "INFO chain_head chain=audit head=" + trail.changes().head());
        log.note();
        assertThat(lines()).isEmpty();

        shop.seedbed("test").ledger().enable();
        trail.refusal(null, "192.0.2.1", "GET", "/p", 401, "not-signed-in", "Nobody is signed in.");
        log.note();
        assertThat(lines())
                .containsExactly(
                        "INFO chain_head chain=ledger head="
                                + shop.seedbed("test").ledger().head(),
                        "INFO chain_head chain=refusals head="
                                + trail.refusals().head());
    }

    @Test
    void it_tells_by_itself_at_the_start_and_at_the_end() throws Exception {
        change("a");
        try (HeadLog log = new HeadLog(chains, Duration.ofHours(1))) {
            for (int i = 0; i < 500 && told.list.isEmpty(); i++) {
                Thread.sleep(10);
            }
            assertThat(lines()).hasSize(1);
            change("b");
            assertThat(log.verify(Map.of())).hasSize(2);
        }
        assertThat(lines())
                .containsExactly(
                        "INFO chain_head chain=audit head=" + trail.changes().head());
    }

    @Test
    void a_chain_that_lost_what_was_told_is_an_error_until_it_is_mended() {
        HeadLog log = new HeadLog(chains, Duration.ZERO);
        change("a");
        change("b");
        log.note();
        LedgerHead head = trail.changes().head();
        lines();

        shop.sql("create table kept as select * from seedbed_admin_audit");
        shop.sql("delete from seedbed_admin_audit where id = 2");
        String broken = "ERROR chain_broken chain=audit head=" + head
                + ": this entry was there, and is there no more or another one; verify the chain (GET trail/verification)";
        log.note();
        assertThat(lines()).containsExactly(broken);
        change("forged");
        log.note();
        assertThat(lines()).containsExactly(broken);
        assertThat(found(log.verify(Map.of()), Chains.Name.AUDIT))
                .containsExactly("Entry 2 is another one than was noted: it or one before it was replaced.");

        shop.sql("delete from seedbed_admin_audit");
        shop.sql("insert into seedbed_admin_audit select * from kept");
        log.note();
        assertThat(lines()).isEmpty();
        assertThat(found(log.verify(Map.of()), Chains.Name.AUDIT)).isEmpty();
    }

    @Test
    void a_ledger_that_was_dropped_is_missed() {
        HeadLog log = new HeadLog(chains, Duration.ZERO);
        shop.seedbed("test").ledger().enable();
        LedgerHead head = shop.seedbed("test").ledger().head();
        log.note();
        lines();

        shop.sql("drop table seedbed_ledger");

        log.note();
        assertThat(lines())
                .hasSize(1)
                .allMatch(line -> line.startsWith("ERROR chain_broken chain=ledger head=" + head));
        assertThat(found(log.verify(Map.of()), Chains.Name.LEDGER))
                .containsExactly("There is no ledger, and there was one.");
        assertThat(found(
                        new HeadLog(chains, Duration.ZERO).verify(Map.of(Chains.Name.LEDGER, head)),
                        Chains.Name.LEDGER))
                .containsExactly("There is no ledger, and there was one.");
    }

    @Test
    void a_database_that_does_not_answer_is_a_warning_and_no_end() {
        shop.sql("drop table seedbed_admin_audit");
        HeadLog log = new HeadLog(chains, Duration.ofHours(1));

        log.close();

        assertThat(lines())
                .isNotEmpty()
                .allMatch(line -> line.equals("WARN The heads of the trail and the ledger could not be read."));
    }
}

package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The connection is cut at a message: the report says what is true all the same. */
class LostCommitTest extends PostgresProof {
    private static final int TABLES = 2;
    private static final int ROWS = 20;

    private Path base;

    @BeforeEach
    void tables() {
        ManyTables.create(database, TABLES);
        base = database.write(ManyTables.seeds(TABLES, ROWS));
    }

    /** The outcome that is reported, whichever way. */
    private Outcome run(WireProxy proxy) {
        try {
            Report report = Seedbed.on(connecting(proxy.url(name)))
                    .baseDirectory(base)
                    .seeds("seeds")
                    .build()
                    .fill();
            return report.outcome();
        } catch (SeedException e) {
            return Outcome.valueOf(e.kind().name());
        }
    }

    private void isTrue(Outcome reported, String cut) throws InterruptedException {
        Thread.sleep(20);
        long rows = ManyTables.rows(database, TABLES);
        assertThat(rows).as(cut).isIn(0L, (long) TABLES * ROWS);
        assertThat(reported).as(cut).isEqualTo(rows == 0 ? Outcome.FAILED : Outcome.APPLIED);
    }

    private void empty() {
        database.sql("truncate t0, t1 restart identity");
    }

    private static boolean isCommit(WireProxy.Message message) {
        return message.sql().toUpperCase(Locale.ROOT).startsWith("COMMIT");
    }

    @Test
    void cut_before_commit_reaches_the_server_nothing_is_said_to_be_written_that_is_not() throws Exception {
        try (WireProxy proxy = new WireProxy(server.port())) {
            AtomicInteger cuts = new AtomicInteger();
            proxy.tap(message -> !(isCommit(message) && holdsRows(proxy) && cuts.getAndIncrement() == 0));

            isTrue(run(proxy), "before COMMIT");
            assertThat(cuts).hasPositiveValue();
        }
    }

    @Test
    void cut_after_commit_the_run_finds_out_that_it_is_applied() throws Exception {
        try (WireProxy proxy = new WireProxy(server.port())) {
            AtomicInteger cuts = new AtomicInteger();
            proxy.tap(message ->
                    !(message.completed().equals("COMMIT") && holdsRows(proxy) && cuts.getAndIncrement() == 0));

            Outcome reported = run(proxy);

            assertThat(cuts).hasPositiveValue();
            assertThat(reported).isEqualTo(Outcome.APPLIED);
            isTrue(reported, "after COMMIT");
        }
    }

    @Test
    void cut_at_commit_for_good_the_outcome_is_unknown() throws Exception {
        try (WireProxy proxy = new WireProxy(server.port())) {
            proxy.tap(message -> {
                if (message.completed().equals("COMMIT") && holdsRows(proxy)) {
                    proxy.refuseConnections();
                    return false;
                }
                return true;
            });

            assertThat(run(proxy)).isEqualTo(Outcome.UNKNOWN);
            assertThat(ManyTables.rows(database, TABLES)).isEqualTo(TABLES * ROWS);
        }
    }

    /** True once the writing transaction has begun: the read-only one ends with a COMMIT or ROLLBACK too. */
    private static boolean holdsRows(WireProxy proxy) {
        return proxy.statements().stream()
                .anyMatch(sql -> sql.toLowerCase(Locale.ROOT).matches("(?s)(insert into|copy \\S+ \\(.*from stdin).*"));
    }

    @Test
    void cut_at_any_of_some_messages_the_report_is_true() throws Exception {
        cutAtEach(5);
    }

    @Tag("slow")
    @Test
    void cut_at_any_message_the_report_is_true() throws Exception {
        cutAtEach(1);
    }

    private void cutAtEach(int step) throws Exception {
        int messages;
        try (WireProxy proxy = new WireProxy(server.port())) {
            AtomicInteger count = new AtomicInteger();
            proxy.tap(message -> count.incrementAndGet() > 0);
            assertThat(run(proxy)).isEqualTo(Outcome.APPLIED);
            messages = count.get();
        }
        Map<Outcome, Integer> outcomes = new java.util.EnumMap<>(Outcome.class);
        for (int cut = 1; cut <= messages; cut += step) {
            empty();
            try (WireProxy proxy = new WireProxy(server.port())) {
                AtomicInteger count = new AtomicInteger();
                int at = cut;
                proxy.tap(message -> count.incrementAndGet() != at);
                Outcome reported = run(proxy);
                isTrue(reported, "at message " + cut + " of " + messages);
                outcomes.merge(reported, 1, Integer::sum);
            }
        }
        System.out.println(messages + " messages, cut at every " + step + ". of them: " + outcomes);
    }
}

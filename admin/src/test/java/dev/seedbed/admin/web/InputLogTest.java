package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is sent to get past the checks of input is told to the log. */
class InputLogTest {
    private static Served served;

    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(InputLog.class);

    @BeforeAll
    static void start() {
        served = Served.start(
                Shop.onH2(),
                "test",
                "--seedbed.admin.limits.body-bytes=1000",
                "--server.forward-headers-strategy=native");
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        told.start();
        logger.addAppender(told);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(told);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private List<String> lines() {
        return told.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void bodies_parameters_and_values_that_are_none_are_told_with_who_sent_them() {
        Client ann = served.signedIn("input-ann", "admin");
        String[] from = {"X-Forwarded-For", "203.0.113.20"};
        ann.send("POST", "/accounts", "{", from).refused(400, "bad-body");
        ann.send("POST", "/accounts", "{\"name\": \"A\", \"roles\": []}", from).refused(422, "bad-name");
        ann.get("/accounts?after=%00", from).refused(400, "bad-parameter");
        served.client()
                .send("POST", "/session", "\"" + "x".repeat(2_000) + "\"", from)
                .refused(413, "body-too-large");
        ann.get("/accounts", from).expect(200);

        assertThat(lines())
                .containsExactly(
                        "input_refused status=400 code=bad-body method=POST path=/seedbed/api/v1/accounts"
                                + " source=203.0.113.20 actor=input-ann",
                        "input_refused status=422 code=bad-name method=POST path=/seedbed/api/v1/accounts"
                                + " source=203.0.113.20 actor=input-ann",
                        "input_refused status=400 code=bad-parameter method=GET path=/seedbed/api/v1/accounts"
                                + " source=203.0.113.20 actor=-",
                        "input_refused status=413 code=body-too-large method=POST path=/seedbed/api/v1/session"
                                + " source=203.0.113.20 actor=-");
        assertThat(told.list.get(0).getKeyValuePairs())
                .extracting(pair -> pair.key)
                .containsExactly("status", "code", "method", "path", "source", "actor");
        assertThat(served.shop().rows("select count(*) from seedbed_admin_refusal"))
                .containsExactly("0");
    }

    @Test
    void a_flood_of_them_is_ten_lines_a_minute() {
        for (int i = 0; i < 15; i++) {
            served.client()
                    .send("POST", "/session", "{", "X-Forwarded-For", "203.0.113.21")
                    .refused(400, "bad-body");
        }
        served.client()
                .send("POST", "/session", "{", "X-Forwarded-For", "203.0.113.22")
                .refused(400, "bad-body");

        assertThat(lines()).hasSize(11).last().asString().contains("source=203.0.113.22");
    }
}

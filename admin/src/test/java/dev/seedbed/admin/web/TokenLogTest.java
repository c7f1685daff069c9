package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A token that is refused is told to the log, with the check that it failed and without the token. */
class TokenLogTest {
    @Test
    void the_log_is_told_which_check_a_token_failed_but_of_a_flood_only_the_beginning() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("one").generate();
        Logger logger = (Logger) LoggerFactory.getLogger(TokenLog.class);
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        try (Provider provider = new Provider(key);
                Served served = Served.start(
                        Shop.onH2(),
                        "test",
                        "--server.forward-headers-strategy=native",
                        "--seedbed.admin.jwt.issuer=" + provider.issuer(),
                        "--seedbed.admin.jwt.audience=seedbed",
                        "--seedbed.admin.jwt.jwk-set-uri=" + provider.issuer() + "/jwks")) {
            logger.setLevel(Level.INFO);
            logger.setAdditive(false);
            told.start();
            logger.addAppender(told);
            Client machine = served.client().bearer("not-a-token-at-all");
            for (int i = 0; i < 12; i++) {
                machine.get("/status", "X-Forwarded-For", "203.0.113.30").refused(401, "not-signed-in");
            }
            machine.get("/status", "X-Forwarded-For", "203.0.113.31").refused(401, "not-signed-in");
        } finally {
            logger.detachAppender(told);
            logger.setAdditive(true);
            logger.setLevel(null);
        }

        List<String> lines =
                told.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(lines).hasSize(11).allMatch(line -> !line.contains("not-a-token"));
        assertThat(lines.get(0)).isEqualTo("token_refused check=form source=203.0.113.30");
        assertThat(lines.get(10)).isEqualTo("token_refused check=form source=203.0.113.31");
        assertThat(told.list).allMatch(event -> event.getLevel() == Level.WARN);
    }
}

package dev.seedbed.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.seedbed.admin.Client;
import dev.seedbed.admin.Served;
import dev.seedbed.admin.Shop;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What people are told where a page cannot be made. */
class BrokenPagesTest {
    private static final Pattern NUMBER = Pattern.compile("look for ([0-9a-f-]{36}) in the log of the service");

    @Test
    void a_page_that_cannot_be_rendered_is_an_error_with_a_number_that_the_log_has() {
        try (Served served = Served.start(Shop.onH2(), "test")) {
            Client client = served.signedIn("broken", "admin");
            // A run that has ended in nothing: no code writes such a one, and no template knows what to say of it.
            served.shop().sql("""
                    insert into seedbed_admin_plan (id, mode, made_by, made_at, saved, report)
                    values ('11111111-1111-1111-1111-111111111111', 'update', 'x', current_timestamp, '', '')""");
            served.shop().sql("""
                    insert into seedbed_admin_run
                      (id, plan_id, mode, started_by, started_at, alive_at, finished_at)
                    values ('22222222-2222-2222-2222-222222222222', '11111111-1111-1111-1111-111111111111',
                            'update', 'x', current_timestamp, current_timestamp, current_timestamp)""");
            ListAppender<ILoggingEvent> told = new ListAppender<>();
            told.start();
            Logger logger = (Logger) LoggerFactory.getLogger("dev.seedbed.admin.web");
            logger.setLevel(Level.ERROR);
            logger.setAdditive(false);
            logger.addAppender(told);
            Client.Answer answer;
            try {
                answer = client.get(Client.PAGE + "/plans", "Accept", "text/html");
            } finally {
                logger.detachAppender(told);
                logger.setAdditive(true);
            }

            String body = answer.expect(500).response().body();
            assertThat(body).contains("Something went wrong here.").doesNotContain("Exception");
            assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
            assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
            Matcher number = NUMBER.matcher(body);
            assertThat(number.find()).isTrue();
            assertThat(told.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly("A request failed: " + number.group(1) + ".");
            assertThat(told.list.get(0).getThrowableProxy()).isNotNull();
        }
    }
}

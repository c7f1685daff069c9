package dev.seedbed.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a start in production says that the service lacks. */
class LedgerWarningsTest {
    private static final String NO_KEY =
            "The trail and the ledger are chained without a key, so that whoever may write to their"
                    + " tables can make a chain anew that looks whole: set SEEDBED_LEDGER_KEY, such as to what \"openssl rand -hex 32\""
                    + " makes.";
    private static final String NO_LEDGER =
            "The database has no ledger, so that nobody can change a row here, and a row that"
                    + " somebody deleted comes back: make it with \"seedbed ledger enable\", or by migrations with what \"seedbed"
                    + " ledger sql\" prints.";

    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(LedgerWarnings.class);
    private final Shop shop = Shop.onH2();

    @BeforeEach
    void listen() {
        logger.setAdditive(false);
        told.start();
        logger.addAppender(told);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(told);
        logger.setAdditive(true);
    }

    private List<String> lines() {
        List<String> lines =
                told.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        told.list.clear();
        return lines;
    }

    @Test
    void a_missing_key_and_a_missing_ledger_are_told_in_production_each_with_what_to_do() {
        LedgerWarnings.of(shop.seedbed("production"));
        assertThat(lines()).containsExactly(NO_KEY, NO_LEDGER);

        Shop sealed = shop.sealed("a key that nobody could guess");
        LedgerWarnings.of(sealed.seedbed("production"));
        assertThat(lines()).containsExactly(NO_LEDGER);

        sealed.seedbed("production").ledger().enable();
        LedgerWarnings.of(sealed.seedbed("production"));
        assertThat(lines()).isEmpty();
    }

    @Test
    void elsewhere_nothing_is_told() {
        LedgerWarnings.of(shop.seedbed("test"));

        assertThat(lines()).isEmpty();
    }
}

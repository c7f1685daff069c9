package dev.seedbed.admin;

import dev.seedbed.admin.account.AccountName;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.seed.SeedException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Makes the first administrator when there is nobody at all, and says the password once: there is no default one, and in
 * production no default name. Not before the service answers: whose start fails would have been told a password that is not
 * told again. It is told before it is committed: a start that is killed in between has made nothing, and the next one makes
 * and tells another.
 */
final class FirstAccount implements ApplicationListener<ContextRefreshedEvent> {
    static final Logger LOG = LoggerFactory.getLogger(FirstAccount.class);

    private static final String PROPERTY = "seedbed.admin.first-account";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final ApplicationContext own;
    private final AdminProperties properties;
    private final Accounts accounts;
    private final FirstPassword password;

    FirstAccount(ApplicationContext own, AdminProperties properties, Accounts accounts, FirstPassword password) {
        this.own = own;
        this.properties = properties;
        this.accounts = accounts;
        this.password = password;
    }

    /** @throws SeedException as a usage error for a name that no account may have, or in production none that is made so */
    static void check(AdminProperties properties, String environment) {
        String name = properties.firstAccount();
        if (name == null) {
            return;
        }
        if (!AccountName.isAllowed(name)) {
            throw SeedException.usage(
                    "The name \"" + name + "\" is not one that an account may have.", PROPERTY, AccountName.RULE);
        }
        if (environment.equals("production") && AccountName.isDefault(name)) {
            throw SeedException.usage(
                    "The first account cannot be \"" + name
                            + "\" in production: whoever guesses at passwords begins with such names.",
                    PROPERTY,
                    "take another, such as that of the person who signs in first, or leave it out to have one made up");
        }
    }

    /** Contexts below are heard of too, such as the one that has a port of its own. */
    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        if (event.getApplicationContext().equals(own) && properties.accounts()) {
            accounts.first(properties.firstAccount(), this::tell);
        }
    }

    private void tell(Accounts.First first) {
        String name = first.account().name();
        if (first.password() == null) {
            password.waiting(name, first.until());
        } else {
            password.tell(name, first.password(), first.until());
        }
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    /** That somebody is still to sign in, and what to do where nobody can. */
    static String waiting(String account, Instant until) {
        return "The first account, \"" + account
                + "\", still has the password that an earlier start told, which is good until "
                + time(until)
                + ". Where it is lost, delete the account and start again: delete from seedbed_admin_account"
                + " where name = '" + account + "'.";
    }
}

package dev.seedbed.admin;

import dev.seedbed.admin.account.Accounts;
import java.io.PrintStream;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Makes the first administrator when there is nobody at all, and says the password once: there is no default one. Not before
 * the service answers: whose start fails would have been told a password that is not told again.
 */
final class FirstAccount implements ApplicationListener<ContextRefreshedEvent> {
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

    /** Contexts below are heard of too, such as the one that has a port of its own. */
    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        if (event.getApplicationContext().equals(own) && properties.accounts()) {
            accounts.first().ifPresent(made -> password.tell(made.account().name(), made.password()));
        }
    }

    /** Says it where the process was started. */
    static FirstPassword on(PrintStream console) {
        return (account, password) -> {
            console.println();
            console.println("Seedbed admin: the first account is \"" + account + "\", its password is " + password);
            console.println("It is not shown again, and has to be changed at the first sign-in.");
            console.println();
            console.flush();
        };
    }
}

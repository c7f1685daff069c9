package dev.seedbed.admin;

import dev.seedbed.admin.account.Accounts;
import java.io.PrintStream;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Makes the first administrator when there is nobody at all, and says the password once: there is no default one. */
final class FirstAccount implements SmartInitializingSingleton {
    private final AdminProperties properties;
    private final Accounts accounts;
    private final PrintStream console;

    FirstAccount(AdminProperties properties, Accounts accounts, PrintStream console) {
        this.properties = properties;
        this.accounts = accounts;
        this.console = console;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (properties.accounts()) {
            accounts.first().ifPresent(this::say);
        }
    }

    private void say(Accounts.WithPassword made) {
        console.println();
        console.println("Seedbed admin: the first account is \""
                + made.account().name() + "\", its password is " + made.password());
        console.println("It is not shown again, and has to be changed at the first sign-in.");
        console.println();
        console.flush();
    }
}

package dev.seedbed.admin;

import java.io.PrintStream;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Says it where the process was started.
 *
 * @param place where people sign in, once the service answers
 */
record PrintedPassword(PrintStream console, Supplier<String> place) implements FirstPassword {
    @Override
    public void tell(String account, String password, Instant until) {
        print(
                "Seedbed admin: the first account is \"" + account + "\", its password is " + password,
                "It is not shown again. It is good for three days, until " + FirstAccount.time(until)
                        + ", and has to be changed at the first sign-in:",
                place.get());
    }

    @Override
    public void waiting(String account, Instant until) {
        print(
                "Seedbed admin: the first account, \"" + account
                        + "\", still has the password that an earlier start printed.",
                "It is good until " + FirstAccount.time(until) + ", and has to be changed at the first sign-in:",
                place.get(),
                "Where it is lost, delete the account and start again (docs/admin.md#when-nobody-can-sign-in):",
                "delete from seedbed_admin_account where name = '" + account + "';");
    }

    private void print(String... lines) {
        console.println();
        for (String line : lines) {
            console.println(line);
        }
        console.println();
        console.flush();
    }
}

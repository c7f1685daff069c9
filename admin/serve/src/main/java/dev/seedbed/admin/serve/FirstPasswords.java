package dev.seedbed.admin.serve;

import dev.seedbed.admin.FirstPassword;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.account.Passwords;
import dev.seedbed.admin.account.SignIn;
import dev.seedbed.admin.audit.By;
import dev.seedbed.cli.serve.ServeRequest;
import dev.seedbed.cli.serve.Served.NewAccount;
import dev.seedbed.cli.serve.Served.WaitingAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** The accounts that a start makes, to be told to whoever started it. */
final class FirstPasswords implements FirstPassword {
    /** Accounts are wanted by name for the demo alone. */
    private static final By DEMO = By.SERVICE.because("set at the start of the demo");

    private final ServeRequest request;
    private final Map<String, String> told = new LinkedHashMap<>();

    private @Nullable WaitingAccount waiting;

    FirstPasswords(ServeRequest request) {
        this.request = request;
    }

    @Override
    public void tell(String account, String password, Instant until) {
        told.put(account, password);
        if (!request.accounts().contains(account)) {
            request.told().accept(new NewAccount(account, password, true));
        }
    }

    @Override
    public void waiting(String account, Instant until) {
        waiting = new WaitingAccount(account, until);
    }

    @Nullable
    WaitingAccount waiting() {
        return waiting;
    }

    /** Makes those that are wanted and not there yet, and signs in with them at once. */
    List<NewAccount> accounts(ApplicationContext context) {
        for (String name : request.accounts()) {
            if (!told.containsKey(name)) {
                told.put(
                        name,
                        context.getBean(Accounts.class)
                                .create(name, List.of(name), DEMO)
                                .password());
            }
        }
        List<NewAccount> accounts = new ArrayList<>();
        request.accounts().forEach(name -> accounts.add(chosen(context, name)));
        told.forEach((name, password) -> accounts.add(new NewAccount(name, password, true)));
        return accounts;
    }

    /** Changes the password as its owner would, so that it need not be changed any more. */
    private NewAccount chosen(ApplicationContext context, String name) {
        String password = context.getBean(Passwords.class).generate();
        String before = told.remove(name);
        context.getBean(SignIn.class).changePassword(name, String.valueOf(before), password, DEMO);
        return new NewAccount(name, password, false);
    }
}

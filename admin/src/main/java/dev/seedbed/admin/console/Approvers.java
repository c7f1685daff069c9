package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Access;
import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.account.Account;
import dev.seedbed.admin.account.Accounts;
import java.util.ArrayList;
import java.util.List;

/** Who else may apply a plan. */
final class Approvers {
    private static final int LOOKED_AT = 200;
    private static final int NAMED = 5;

    private final Access access;
    private final Accounts accounts;

    Approvers(Access access, Accounts accounts) {
        this.access = access;
        this.accounts = accounts;
    }

    /** Names of some, for a caller who may see accounts; none for others, and where people sign in elsewhere. */
    List<String> besides(Caller caller) {
        List<String> names = new ArrayList<>();
        if (access.allows(caller.roles(), "accounts:read")) {
            for (Account account : accounts.list("", LOOKED_AT)) {
                if (names.size() < NAMED
                        && account.enabled()
                        && !account.name().equals(caller.name())
                        && access.allows(account.roles(), "seeds:run")) {
                    names.add(account.name());
                }
            }
        }
        return names;
    }
}

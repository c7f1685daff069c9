package dev.seedbed.admin.account;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.seed.Problem;
import java.util.Optional;

/**
 * Lets people in who know their password; {@link SecondFactor} asks for the rest. Whoever does not is told the same whether the name, the password, or both are
 * wrong, and after the same time.
 */
public final class SignIn {
    private static final Problem UNKNOWN = new Problem(
            "Name and password do not belong together, or the account is disabled, locked for a while, or new and not used"
                    + " in time.",
            null,
            "after five wrong passwords wait a minute, later longer; where the password is lost, an administrator makes you"
                    + " a new one, and where no other administrator is left whoever runs the service finds in"
                    + " docs/admin.md how (\"When nobody can sign in\")");

    private static final Problem WRONG = new Problem(
            "The password is wrong, or the account is locked for a while, or new and not used in time.",
            null,
            "write the one that you signed in with; after five wrong ones wait a minute, later longer");

    private final Accounts accounts;
    private final Passwords passwords;
    private final FactorPolicy policy;
    private final Lockout lockout;

    public SignIn(AdminDatabase database, Accounts accounts, Passwords passwords, FactorPolicy policy) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.policy = policy;
        this.lockout = new Lockout(database);
    }

    /**
     * The account of somebody who knows its password.
     *
     * @param source network address that the attempt comes from
     * @throws Refused with status 401, and with 429 for an address of too many wrong attempts
     */
    public Account signIn(String name, String password, String source) {
        return signIn(name, password, source, UNKNOWN);
    }

    /**
     * The same of somebody who is signed in already, and says the password once more.
     *
     * @throws Refused as {@link #signIn}
     */
    public Account confirm(String name, String password, String source) {
        return signIn(name, password, source, WRONG);
    }

    private Account signIn(String name, String password, String source, Problem problem) {
        lockout.check(source);
        Optional<Lockout.Attempt> attempt = lockout.begin(name, source);
        boolean right;
        if (attempt.filter(Lockout.Attempt::isOpen).isPresent()) {
            right = passwords.matches(password, attempt.get().hash());
        } else {
            passwords.pretend(password);
            right = false;
        }
        if (!right) {
            lockout.failed(source);
            throw new Refused(
                    401,
                    "wrong-credentials",
                    problem,
                    attempt.map(tried -> new Refused.About(name, tried.barred()))
                            .orElse(null));
        }
        Account account = accounts.get(attempt.get().account());
        if (account.secondFactor() && policy != FactorPolicy.OFF) {
            lockout.half(account.id());
        } else {
            lockout.succeeded(account.id());
        }
        return accounts.get(account.id());
    }

    /**
     * Changes an account's own password, by somebody who knows the one before; all its sessions end.
     *
     * @throws Refused as {@link #signIn}, and with status 422 for a password that could be guessed
     */
    public Account changePassword(String name, String old, String now, By by) {
        Account account = confirm(name, old, by.source());
        if (old.equals(now)) {
            throw new Refused(
                    422,
                    "same-password",
                    new Problem("The new password is the old one.", "newPassword", "take another"));
        }
        accounts.changePassword(account, now, by);
        return accounts.get(account.id());
    }
}

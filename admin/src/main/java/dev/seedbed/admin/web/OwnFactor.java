package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.account.Account;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.account.Proof;
import dev.seedbed.admin.account.SecondFactor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people do with a second factor of their own, wherever they do it. Refuses as {@link SecondFactor} does. Thread-safe. */
public final class OwnFactor {
    private final SecondFactor factor;
    private final Accounts accounts;
    private final NewSession begun;

    OwnFactor(SecondFactor factor, Accounts accounts, NewSession begun) {
        this.factor = factor;
        this.accounts = accounts;
        this.begun = begun;
    }

    /**
     * Codes that are told this once.
     *
     * @param csrf of the session that was begun in place of the one before; null where that goes on
     */
    public record RecoveryCodes(
            List<String> codes, @Nullable String csrf) {
        /** None of them. */
        @Override
        public String toString() {
            return "recovery codes";
        }
    }

    public SecondFactor.State state() {
        return factor.state(NewSession.withAccount().name());
    }

    /** @param code of the second factor that is there, or a recovery code; null where there is none */
    public SecondFactor.Offer offer(String password, @Nullable String code, HttpServletRequest request) {
        return factor.offer(ready().name(), password, code, Call.by(request, null));
    }

    /** What was offered, for who has its secret. */
    public SecondFactor.Offer offered(String secret) {
        return factor.offered(ready().name(), secret);
    }

    public RecoveryCodes enrol(String code, HttpServletRequest request, HttpServletResponse response) {
        Caller caller = ready();
        List<String> codes = factor.enrol(caller.name(), code, Call.by(request, null));
        Account account = accounts.get(caller.name());
        return new RecoveryCodes(
                codes, begun.renew(account, Proof.CODE, request, response).csrf());
    }

    public RecoveryCodes renew(String password, @Nullable String code, HttpServletRequest request) {
        return new RecoveryCodes(
                factor.renewRecoveryCodes(ready().name(), password, orNone(code), Call.by(request, null)), null);
    }

    public NewSession.Who remove(
            String password, @Nullable String code, HttpServletRequest request, HttpServletResponse response) {
        Account account = factor.remove(ready().name(), password, orNone(code), Call.by(request, null));
        return begun.renew(account, Proof.PASSWORD, request, response);
    }

    private static String orNone(@Nullable String code) {
        return code == null ? "" : code;
    }

    /** Whoever made the password for somebody else cannot enrol in their place. */
    private static Caller ready() {
        Caller caller = NewSession.withAccount();
        if (caller.first() == Caller.First.PASSWORD) {
            throw Gate.passwordFirst();
        }
        return caller;
    }
}

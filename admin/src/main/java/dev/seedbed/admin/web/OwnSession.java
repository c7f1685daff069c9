package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.account.Account;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.account.Proof;
import dev.seedbed.admin.account.SecondFactor;
import dev.seedbed.admin.account.Sessions;
import dev.seedbed.admin.account.SignIn;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** What people do with a session of their own, wherever they do it. Thread-safe. */
public final class OwnSession {
    /** Of what a browser keeps, that which is the service's alone: an application may have the same host. */
    private static final String CLEARED = "\"cache\"";

    private final SignIn signIn;
    private final SecondFactor factor;
    private final Accounts accounts;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final NewSession begun;
    private final boolean passwords;

    /** @param passwords whether anybody signs in with one here */
    OwnSession(
            SignIn signIn,
            SecondFactor factor,
            Accounts accounts,
            Sessions sessions,
            SessionCookie cookie,
            NewSession begun,
            boolean passwords) {
        this.signIn = signIn;
        this.factor = factor;
        this.accounts = accounts;
        this.sessions = sessions;
        this.cookie = cookie;
        this.begun = begun;
        this.passwords = passwords;
    }

    /** @throws Refused with status 403 where nobody has a password here, 401 for a wrong one, 429 after too many */
    public NewSession.Who signIn(
            String name, String password, HttpServletRequest request, HttpServletResponse response) {
        if (!passwords) {
            throw NewSession.noAccounts();
        }
        Account account = signIn.signIn(name, password, Source.of(request));
        return begun.begin(account, Proof.PASSWORD, request, response);
    }

    /**
     * The second half of a sign-in.
     *
     * @throws Refused with status 409 where no code is asked for, 401 for a wrong one, 429 after too many
     */
    public NewSession.Who prove(String code, HttpServletRequest request, HttpServletResponse response) {
        Caller caller = NewSession.withAccount();
        if (caller.first() != Caller.First.CODE) {
            throw new Refused(
                    409, "no-code-asked", new Problem("No code is asked for in this session.", null, "go on without"));
        }
        Proof proof = factor.prove(caller.name(), code, Call.by(request, null));
        return begun.begin(accounts.get(caller.name()), proof, request, response);
    }

    /** Also has the browser forget what it keeps of the service. */
    public void end(HttpServletRequest request, HttpServletResponse response) {
        String token = cookie.token(request);
        if (token != null) {
            sessions.end(token, Call.by(request, null));
            cookie.clear(response);
            response.setHeader("Clear-Site-Data", CLEARED);
        }
    }

    /** All other sessions end. */
    public NewSession.Who changePassword(
            String old, String now, HttpServletRequest request, HttpServletResponse response) {
        Caller caller = NewSession.withAccount();
        Proof proof = begun.proof(request);
        Account account = signIn.changePassword(caller.name(), old, now, Call.by(request, null));
        return begun.renew(account, proof, request, response);
    }

    /** Ends all sessions of somebody who knows the password, apart from theirs, which is renewed. */
    public NewSession.Who endAll(String password, HttpServletRequest request, HttpServletResponse response) {
        Caller caller = NewSession.withAccount();
        Proof proof = begun.proof(request);
        Account account = signIn.confirm(caller.name(), password, Source.of(request));
        sessions.endAll(caller.name(), Call.by(request, null));
        return begun.renew(account, proof, request, response);
    }
}

package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Access;
import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.account.Account;
import dev.seedbed.admin.account.Proof;
import dev.seedbed.admin.account.Sessions;
import dev.seedbed.admin.audit.By;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Begins sessions, and tells callers who they are. */
public final class NewSession {
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Access access;

    NewSession(Sessions sessions, SessionCookie cookie, Access access) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.access = access;
    }

    /**
     * A caller.
     *
     * @param first what has to be done before anything else: {@code code}, {@code password}, {@code second-factor}; null
     *     for nothing
     */
    public record Who(
            String name,
            String kind,
            Set<String> roles,
            Set<String> permissions,
            boolean mustChangePassword,
            @Nullable String first,
            @Nullable String csrf) {}

    /** A new token each time: one that somebody had the browser keep before is worth nothing. */
    Who begin(Account account, Proof proof, HttpServletRequest request, HttpServletResponse response) {
        endBefore(account, request);
        return signedIn(sessions.open(account, proof, Source.of(request)), request, response);
    }

    /** The same for who is signed in already, and has changed how they sign in, or ended their other sessions. */
    Who renew(Account account, Proof proof, HttpServletRequest request, HttpServletResponse response) {
        endBefore(account, request);
        return signedIn(sessions.renew(account, proof, Source.of(request)), request, response);
    }

    private void endBefore(Account account, HttpServletRequest request) {
        String before = cookie.token(request);
        if (before != null) {
            sessions.end(before, new By(account.name(), Source.of(request), null));
        }
    }

    private Who signedIn(String token, HttpServletRequest request, HttpServletResponse response) {
        cookie.set(request, response, token);
        Caller caller = sessions.caller(token)
                .orElseThrow(() -> new Refused(
                        401,
                        "not-signed-in",
                        new Problem("The session was ended as it began.", null, "sign in again")));
        CallerAuthentication.setCurrent(caller);
        return who(caller, SessionCookie.csrf(token));
    }

    /** What the session that a request belongs to was begun with. */
    Proof proof(HttpServletRequest request) {
        String token = cookie.token(request);
        return token == null ? Proof.PASSWORD : sessions.proof(token);
    }

    /** Whoever is half signed in learns no more than what comes next. */
    Who who(Caller caller, @Nullable String csrf) {
        boolean half = caller.first() == Caller.First.CODE;
        return new Who(
                caller.name(),
                caller.kind().name().toLowerCase(Locale.ROOT),
                half ? Set.of() : new TreeSet<>(caller.roles()),
                half ? Set.of() : access.effective(caller.roles()),
                caller.first() == Caller.First.PASSWORD,
                caller.first() == null
                        ? null
                        : caller.first().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                csrf);
    }

    /** The caller, who has an account here. */
    public static Caller withAccount() {
        Caller caller = Call.caller();
        if (caller.kind() != Caller.Kind.ACCOUNT) {
            throw noAccounts();
        }
        return caller;
    }

    static Refused noAccounts() {
        return new Refused(
                403,
                "no-password",
                new Problem("There is no password here to sign in with.", null, "sign in where your account is"));
    }
}

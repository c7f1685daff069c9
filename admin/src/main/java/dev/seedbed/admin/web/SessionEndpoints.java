package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.account.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sign-in and sign-out, and what somebody who is signed in may know of themselves. */
@RestController
@RequestMapping("/api/v1/session")
final class SessionEndpoints {
    private final OwnSession own;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final NewSession begun;

    SessionEndpoints(OwnSession own, Sessions sessions, SessionCookie cookie, NewSession begun) {
        this.own = own;
        this.sessions = sessions;
        this.cookie = cookie;
        this.begun = begun;
    }

    record Credentials(String name, String password) {
        Credentials {
            Required.of(name, "name");
            Required.of(password, "password");
        }

        /** Never the password. */
        @Override
        public String toString() {
            return name;
        }
    }

    record NewPassword(String oldPassword, String newPassword) {
        NewPassword {
            Required.of(oldPassword, "oldPassword");
            Required.of(newPassword, "newPassword");
        }

        /** Never the passwords. */
        @Override
        public String toString() {
            return "passwords";
        }
    }

    record Password(String password) {
        Password {
            Required.of(password, "password");
        }

        /** Never the password. */
        @Override
        public String toString() {
            return "password";
        }
    }

    record OpenSessions(List<Sessions.Open> sessions) {}

    @PostMapping
    @Needs(Needs.NOTHING)
    NewSession.Who signIn(
            @RequestBody Credentials credentials, HttpServletRequest request, HttpServletResponse response) {
        return own.signIn(credentials.name(), credentials.password(), request, response);
    }

    @GetMapping
    @Needs(Needs.PASSWORD)
    NewSession.Who whoAmI(HttpServletRequest request) {
        String token = cookie.token(request);
        String csrf = null;
        if (token != null) {
            csrf = SessionCookie.csrf(token);
        } else if (Call.caller().kind() == Caller.Kind.APPLICATION
                && request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken ofApplication) {
            csrf = ofApplication.getToken();
        }
        return begun.who(Call.caller(), csrf);
    }

    @DeleteMapping
    @Needs(Needs.PASSWORD)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(HttpServletRequest request, HttpServletResponse response) {
        own.end(request, response);
    }

    @PutMapping("/password")
    @Needs(Needs.IDENTITY)
    NewSession.Who changePassword(
            @RequestBody NewPassword body, HttpServletRequest request, HttpServletResponse response) {
        return own.changePassword(body.oldPassword(), body.newPassword(), request, response);
    }

    @GetMapping("/all")
    @Needs(Needs.IDENTITY)
    OpenSessions all() {
        return new OpenSessions(sessions.list(Call.caller().name()));
    }

    /** Ends all sessions of the caller, who knows the password, and begins a new one. */
    @PostMapping("/end-all")
    @Needs(Needs.IDENTITY)
    NewSession.Who endAll(@RequestBody Password body, HttpServletRequest request, HttpServletResponse response) {
        return own.endAll(body.password(), request, response);
    }
}

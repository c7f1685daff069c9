package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.account.Account;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.account.Proof;
import dev.seedbed.admin.account.SecondFactor;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The second half of a sign-in, and people's own second factor. */
@RestController
@RequestMapping("/api/v1/session")
final class FactorEndpoints {
    private final SecondFactor factor;
    private final Accounts accounts;
    private final NewSession begun;

    FactorEndpoints(SecondFactor factor, Accounts accounts, NewSession begun) {
        this.factor = factor;
        this.accounts = accounts;
        this.begun = begun;
    }

    record Code(String code) {
        Code {
            Required.of(code, "code");
        }

        /** Never the code. */
        @Override
        public String toString() {
            return "code";
        }
    }

    /** @param code of the second factor that is there, or a recovery code; null where there is none */
    record Proofs(String password, @Nullable String code) {
        Proofs {
            Required.of(password, "password");
        }

        /** Neither of them. */
        @Override
        public String toString() {
            return "proofs";
        }
    }

    record Factor(String policy, @Nullable Instant enrolledAt, int recoveryCodesLeft) {}

    record Offer(String secret, String uri) {
        /** Never the secret. */
        @Override
        public String toString() {
            return "offer";
        }
    }

    /** @param csrf of the session that was begun in place of the one before; null where that goes on */
    record RecoveryCodes(
            List<String> recoveryCodes, @Nullable String csrf) {
        /** None of them. */
        @Override
        public String toString() {
            return "recovery codes";
        }
    }

    @PostMapping("/code")
    @Needs(Needs.PASSWORD)
    NewSession.Who prove(@RequestBody Code body, HttpServletRequest request, HttpServletResponse response) {
        Caller caller = NewSession.withAccount();
        if (caller.first() != Caller.First.CODE) {
            throw new Refused(
                    409, "no-code-asked", new Problem("No code is asked for in this session.", null, "go on without"));
        }
        Proof proof = factor.prove(caller.name(), body.code(), Call.by(request, null));
        return begun.begin(account(caller), proof, request, response);
    }

    @GetMapping("/factor")
    @Needs(Needs.IDENTITY)
    Factor factor() {
        SecondFactor.State state = factor.state(NewSession.withAccount().name());
        return new Factor(
                state.policy().name().toLowerCase(Locale.ROOT), state.enrolledAt(), state.recoveryCodesLeft());
    }

    @PostMapping("/factor")
    @Needs(Needs.IDENTITY)
    Offer offer(@RequestBody Proofs body, HttpServletRequest request) {
        SecondFactor.Offer offer = factor.offer(ready().name(), body.password(), body.code(), Call.by(request, null));
        return new Offer(offer.secret(), offer.uri());
    }

    @PutMapping("/factor")
    @Needs(Needs.IDENTITY)
    RecoveryCodes enrol(@RequestBody Code body, HttpServletRequest request, HttpServletResponse response) {
        Caller caller = ready();
        List<String> codes = factor.enrol(caller.name(), body.code(), Call.by(request, null));
        return new RecoveryCodes(
                codes,
                begun.begin(account(caller), Proof.CODE, request, response).csrf());
    }

    @PostMapping("/factor/recovery-codes")
    @Needs(Needs.IDENTITY)
    RecoveryCodes renew(@RequestBody Proofs body, HttpServletRequest request) {
        return new RecoveryCodes(
                factor.renewRecoveryCodes(ready().name(), body.password(), code(body), Call.by(request, null)), null);
    }

    @PostMapping("/factor/removal")
    @Needs(Needs.IDENTITY)
    NewSession.Who remove(@RequestBody Proofs body, HttpServletRequest request, HttpServletResponse response) {
        Account account = factor.remove(ready().name(), body.password(), code(body), Call.by(request, null));
        return begun.begin(account, Proof.PASSWORD, request, response);
    }

    private static String code(Proofs body) {
        return body.code() == null ? "" : body.code();
    }

    /** Whoever made the password for somebody else cannot enrol in their place. */
    private static Caller ready() {
        Caller caller = NewSession.withAccount();
        if (caller.first() == Caller.First.PASSWORD) {
            throw Gate.passwordFirst();
        }
        return caller;
    }

    private Account account(Caller caller) {
        UUID id = caller.account();
        if (id == null) {
            throw NewSession.noAccounts();
        }
        return accounts.get(id);
    }
}

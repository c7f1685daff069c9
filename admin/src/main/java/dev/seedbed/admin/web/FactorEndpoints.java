package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.account.SecondFactor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
    private final OwnSession session;
    private final OwnFactor factor;

    FactorEndpoints(OwnSession session, OwnFactor factor) {
        this.session = session;
        this.factor = factor;
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
        return session.prove(body.code(), request, response);
    }

    @GetMapping("/factor")
    @Needs(Needs.IDENTITY)
    Factor factor() {
        SecondFactor.State state = factor.state();
        return new Factor(
                state.policy().name().toLowerCase(Locale.ROOT), state.enrolledAt(), state.recoveryCodesLeft());
    }

    @PostMapping("/factor")
    @Needs(Needs.IDENTITY)
    Offer offer(@RequestBody Proofs body, HttpServletRequest request) {
        SecondFactor.Offer offer = factor.offer(body.password(), body.code(), request);
        return new Offer(offer.secret(), offer.uri());
    }

    @PutMapping("/factor")
    @Needs(Needs.IDENTITY)
    RecoveryCodes enrol(@RequestBody Code body, HttpServletRequest request, HttpServletResponse response) {
        return told(factor.enrol(body.code(), request, response));
    }

    @PostMapping("/factor/recovery-codes")
    @Needs(Needs.IDENTITY)
    RecoveryCodes renew(@RequestBody Proofs body, HttpServletRequest request) {
        return told(factor.renew(body.password(), body.code(), request));
    }

    @PostMapping("/factor/removal")
    @Needs(Needs.IDENTITY)
    NewSession.Who remove(@RequestBody Proofs body, HttpServletRequest request, HttpServletResponse response) {
        return factor.remove(body.password(), body.code(), request, response);
    }

    private static RecoveryCodes told(OwnFactor.RecoveryCodes made) {
        return new RecoveryCodes(made.codes(), made.csrf());
    }
}

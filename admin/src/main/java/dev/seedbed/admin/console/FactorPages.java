package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Caller;
import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.account.FactorPolicy;
import dev.seedbed.admin.account.SecondFactor;
import dev.seedbed.admin.web.Call;
import dev.seedbed.admin.web.Next;
import dev.seedbed.admin.web.OwnFactor;
import dev.seedbed.admin.web.Problems;
import dev.seedbed.seed.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** People's own second factor. */
@Controller
public final class FactorPages {
    private static final String PAGE = "/account/factor";

    /** 160 bits in Base32. */
    private static final Pattern SECRET = Pattern.compile("[A-Z2-7]{32}");

    /** As the page calls the field that they are written in. */
    private static final String SHOWN_DIGITS = "Write the six digits that it shows, within ten minutes";

    private final Console console;
    private final OwnFactor own;
    private final Problems problems;

    FactorPages(Console console, OwnFactor own, Problems problems) {
        this.console = console;
        this.own = own;
        this.problems = problems;
    }

    /**
     * @param first whether one has to be enrolled before anything else
     * @param next page that they go on to then
     */
    public record Factor(
            SecondFactor.State state,
            boolean first,
            String next,
            @Nullable Problem problem) {
        public boolean isOff() {
            return state.policy() == FactorPolicy.OFF;
        }

        public boolean isRequired() {
            return state.policy() == FactorPolicy.REQUIRED;
        }
    }

    /**
     * A second factor that waits for a code of it.
     *
     * @param next page that they go on to then
     */
    public record Offered(
            SecondFactor.Offer offer, String next, @Nullable Problem problem) {
        private static final Pattern GROUP = Pattern.compile("(.{4})(?=.)");

        public QrCode code() {
            return QrCode.of(offer.uri());
        }

        /** In groups, as people type it. */
        public String secret() {
            return GROUP.matcher(offer.secret()).replaceAll("$1 ");
        }
    }

    /** @param next page that they go on to */
    public record Codes(List<String> codes, String next) {
        /** None of them. */
        @Override
        public String toString() {
            return "recovery codes";
        }
    }

    @GetMapping(PAGE)
    @Needs(Needs.IDENTITY)
    View factor(HttpServletRequest request) {
        return factor(request, 200, null);
    }

    private View factor(HttpServletRequest request, int status, @Nullable Problem problem) {
        boolean first = Call.caller().first() == Caller.First.SECOND_FACTOR;
        Factor page = new Factor(own.state(), first, next(request), problem);
        return console.page(request, status, "", "Second factor", "factor", page);
    }

    private View refused(HttpServletRequest request, Refused refused) {
        problems.record(request, refused);
        return factor(request, refused.status(), RefusalWords.of(refused));
    }

    private static String next(HttpServletRequest request) {
        return Next.of(request.getParameter("next"));
    }

    @PostMapping(PAGE)
    @Needs(Needs.IDENTITY)
    View offer(
            @RequestParam(defaultValue = "") String password,
            @RequestParam(required = false) @Nullable String code,
            HttpServletRequest request) {
        if (password.isEmpty()) {
            return factor(request, 422, AccountPages.NO_PASSWORD);
        }
        try {
            return offered(request, 200, own.offer(password, code, request), null);
        } catch (Refused e) {
            return refused(request, e);
        }
    }

    private View offered(HttpServletRequest request, int status, SecondFactor.Offer offer, @Nullable Problem problem) {
        return console.page(
                request,
                status,
                "",
                "Enrol a second factor",
                "factoroffer",
                new Offered(offer, next(request), problem));
    }

    /**
     * Enrols what was offered.
     *
     * @param secret shown again where the code is wrong, and believed in nothing
     */
    @PostMapping(PAGE + "/code")
    @Needs(Needs.IDENTITY)
    View enrol(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String secret,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            return codes(request, own.enrol(code, request, response));
        } catch (Refused e) {
            if (!e.code().equals("wrong-code") || !SECRET.matcher(secret).matches()) {
                return refused(request, e);
            }
            problems.record(request, e);
            return offered(request, e.status(), own.offered(secret), RefusalWords.of(e, SHOWN_DIGITS));
        }
    }

    private View codes(HttpServletRequest request, OwnFactor.RecoveryCodes made) {
        return console.page(request, "", "Recovery codes", "factorcodes", new Codes(made.codes(), next(request)));
    }

    @PostMapping(PAGE + "/recovery-codes")
    @Needs(Needs.IDENTITY)
    View renew(
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request) {
        if (password.isEmpty()) {
            return factor(request, 422, AccountPages.NO_PASSWORD);
        }
        try {
            return codes(request, own.renew(password, code, request));
        } catch (Refused e) {
            return refused(request, e);
        }
    }

    @PostMapping(PAGE + "/removal")
    @Needs(Needs.IDENTITY)
    View remove(
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (password.isEmpty()) {
            return factor(request, 422, AccountPages.NO_PASSWORD);
        }
        try {
            own.remove(password, code, request, response);
            return console.to(PAGE, "factor-removed");
        } catch (Refused e) {
            return refused(request, e);
        }
    }
}

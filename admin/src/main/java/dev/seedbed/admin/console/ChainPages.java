package dev.seedbed.admin.console;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.audit.HeadLog;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** Whether somebody has laid hands on the ledger or the trail. */
@Controller
public final class ChainPages {
    private final Console console;
    private final LastVerification last;

    ChainPages(Console console, LastVerification last) {
        this.console = console;
        this.last = last;
    }

    /**
     * @param at when they were verified; null for never yet
     * @param hasLog false where the log is not told where chains end
     */
    public record Found(@Nullable Instant at, boolean whole, List<HeadLog.Verified> chains, boolean hasLog) {
        static Found of(LastVerification last) {
            LastVerification.State state = last.state();
            return state == null
                    ? new Found(null, true, List.of(), last.hasLog())
                    : new Found(state.at(), state.isWhole(), state.chains(), last.hasLog());
        }
    }

    @GetMapping("/audit/chains")
    @Needs("audit:read")
    View chains(HttpServletRequest request) {
        return console.page(request, "audit", "Chains", "chains", Found.of(last));
    }

    @PostMapping("/audit/chains")
    @Needs("audit:read")
    View verify() {
        last.verify();
        return console.to("/audit/chains", null);
    }
}

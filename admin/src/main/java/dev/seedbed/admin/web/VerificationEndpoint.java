package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Needs;
import dev.seedbed.admin.audit.Chains;
import dev.seedbed.admin.audit.HeadLog;
import dev.seedbed.ledger.LedgerHead;
import dev.seedbed.ledger.Verification;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether somebody has laid hands on the trail or the ledger. */
@RestController
@RequestMapping("/api/v1/trail")
final class VerificationEndpoint {
    private final HeadLog heads;

    VerificationEndpoint(HeadLog heads) {
        this.heads = heads;
    }

    /** @param whole false where one of them is not */
    record ChainList(boolean whole, List<ChainAnswer> chains) {}

    /**
     * What was found in one.
     *
     * @param chain {@code ledger}, {@code audit} or {@code refusals}
     * @param whole false where something was changed, cut off or is missing
     * @param head the last entry, to be kept elsewhere; null where there is none
     * @param against the head that it was compared with; null for none
     * @param problemsOmitted how many more there are than are listed
     * @param unknowable what could have happened unnoticed
     */
    record ChainAnswer(
            String chain,
            boolean whole,
            long entries,
            @Nullable String head,
            @Nullable String against,
            List<Finding> problems,
            long problemsOmitted,
            List<String> unknowable) {}

    /** What is wrong, where, and what to do. */
    record Finding(
            String what, @Nullable String where, @Nullable String mend) {}

    @GetMapping("/verification")
    @Needs("audit:read")
    ChainList verification(
            @RequestParam(required = false) @Nullable String ledger,
            @RequestParam(required = false) @Nullable String audit,
            @RequestParam(required = false) @Nullable String refusals) {
        Map<Chains.Name, LedgerHead> given = new EnumMap<>(Chains.Name.class);
        add(given, Chains.Name.LEDGER, ledger);
        add(given, Chains.Name.AUDIT, audit);
        add(given, Chains.Name.REFUSALS, refusals);
        List<ChainAnswer> chains =
                heads.verify(given).stream().map(VerificationEndpoint::answer).toList();
        return new ChainList(chains.stream().allMatch(ChainAnswer::whole), chains);
    }

    private static void add(Map<Chains.Name, LedgerHead> given, Chains.Name name, @Nullable String head) {
        if (head != null) {
            given.put(name, GivenHead.of(head, called(name)));
        }
    }

    private static String called(Chains.Name name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private static ChainAnswer answer(HeadLog.Verified verified) {
        Verification found = verified.found();
        return new ChainAnswer(
                called(verified.name()),
                found.isWhole(),
                found.entries(),
                text(found.head()),
                text(verified.against()),
                found.problems().stream()
                        .map(each -> new Finding(each.message(), each.where(), each.mend()))
                        .toList(),
                found.problemsOmitted(),
                found.unknowable());
    }

    private static @Nullable String text(@Nullable LedgerHead head) {
        return head == null ? null : head.toString();
    }
}

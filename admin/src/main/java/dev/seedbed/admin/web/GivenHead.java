package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.ledger.LedgerHead;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;

/** The head of a chain, as a caller gives it. */
final class GivenHead {
    private GivenHead() {}

    /**
     * @param parameter that it was given in
     * @throws Refused with status 422 for a text that is none
     */
    static LedgerHead of(String text, String parameter) {
        try {
            return LedgerHead.of(text);
        } catch (SeedException e) {
            throw new Refused(
                    422,
                    "bad-head",
                    new Problem(
                            "\"" + text + "\" is not the head of a chain.",
                            parameter,
                            "give what the log of the service, or this endpoint, told: a number, a colon and 64"
                                    + " hexadecimal digits"));
        }
    }
}

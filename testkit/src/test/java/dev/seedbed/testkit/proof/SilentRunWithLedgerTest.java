package dev.seedbed.testkit.proof;

import dev.seedbed.plan.Mode;

class SilentRunWithLedgerTest extends SilentRun {
    SilentRunWithLedgerTest() {
        super(18, Mode.UPDATE, true);
    }
}

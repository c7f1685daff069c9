package dev.seedbed.testkit.proof;

import dev.seedbed.plan.Mode;

class SilentRunTest extends SilentRun {
    SilentRunTest() {
        super(18, Mode.FILL, false);
    }
}

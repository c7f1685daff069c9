package dev.seedbed.testkit.proof;

import dev.seedbed.plan.Mode;

class SilentRunOldestTest extends SilentRun {
    SilentRunOldestTest() {
        super(14, Mode.FILL, false);
    }
}

package dev.seedbed.testkit.proof;

import dev.seedbed.plan.Mode;

class SilentRunOfUpdateTest extends SilentRun {
    SilentRunOfUpdateTest() {
        super(18, Mode.UPDATE, false);
    }
}

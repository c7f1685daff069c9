package dev.seedbed.testkit.proof;

class SilentRunTest extends SilentRun {
    SilentRunTest() {
        super(18);
    }
}

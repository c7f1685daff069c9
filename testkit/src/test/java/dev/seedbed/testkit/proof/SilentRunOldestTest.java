package dev.seedbed.testkit.proof;

class SilentRunOldestTest extends SilentRun {
    SilentRunOldestTest() {
        super(14);
    }
}

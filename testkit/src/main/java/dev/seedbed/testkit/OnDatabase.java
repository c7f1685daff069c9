package dev.seedbed.testkit;

/** What the parts of the contract stand on: tests as default methods, so that a dialect has those it is capable of. */
public interface OnDatabase {
    /** An empty database, new for each test. */
    TestDatabase db();
}

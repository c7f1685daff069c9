package dev.seedbed.seed;

/** What a seeder is for. */
public enum Group {
    /** The application does not function without it. */
    CORE,
    /** Planted only on an explicit update for a release. */
    UPDATE,
    /** Never outside development and test. */
    DEV
}

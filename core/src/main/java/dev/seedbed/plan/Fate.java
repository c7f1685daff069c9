package dev.seedbed.plan;

/** What a run does to a declared row. */
enum Fate {
    UNCHANGED,
    INSERT,
    /** It is there, differs, and stays as it is. */
    KEEP,
    LEAVE_OUT,
    BLOCKED
}

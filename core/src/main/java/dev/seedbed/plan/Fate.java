package dev.seedbed.plan;

/** What a run does to a declared row. */
enum Fate {
    UNCHANGED,
    INSERT,
    /** It is there under a former key, and takes its new one. */
    RENAME,
    /** It is there, and takes new values. */
    UPDATE,
    /** It is there, differs, and stays as it is. */
    KEEP,
    LEAVE_OUT,
    BLOCKED
}

package dev.seedbed.admin.account;

/** Whether people with a local account have a second factor. */
public enum FactorPolicy {
    /** Whoever has none may do nothing but enrol one. */
    REQUIRED,
    /** Who has one is asked for it. */
    OPTIONAL,
    /** Nobody is asked, and nobody can enrol one; those that are enrolled are kept. */
    OFF
}

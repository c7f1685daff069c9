package dev.seedbed.admin;

import java.time.Instant;

/**
 * Told the password of the first account, once and by nobody else. An application's own bean of this type takes the place of
 * one that prints it.
 */
@FunctionalInterface
public interface FirstPassword {
    /**
     * The start makes the first account, or another password for it, and commits that once this returns. What is thrown leaves
     * no account, and ends the start.
     *
     * @param until when the password is good
     */
    void tell(String account, String password, Instant until);

    /**
     * An earlier start told the password of the first account, and nobody has changed it yet. By default the log says so.
     *
     * @param until when the password is good
     */
    default void waiting(String account, Instant until) {
        FirstAccount.LOG.warn(FirstAccount.waiting(account, until));
    }
}

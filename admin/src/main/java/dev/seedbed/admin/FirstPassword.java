package dev.seedbed.admin;

/**
 * Told the password of the first account, once and by nobody else. An application's own bean of this type takes the place of
 * one that prints it.
 */
@FunctionalInterface
public interface FirstPassword {
    void tell(String account, String password);
}

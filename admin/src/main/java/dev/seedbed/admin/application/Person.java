package dev.seedbed.admin.application;

/**
 * Somebody who has a role of the application.
 *
 * @param direct false where they have it by way of another role alone
 */
public record Person(String name, boolean direct) {}

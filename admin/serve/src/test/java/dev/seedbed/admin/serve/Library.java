package dev.seedbed.admin.serve;

/**
 * Something of others that a release brings along.
 *
 * @param name as its registry has it, such as {@code org.postgresql:postgresql}
 * @param version the one that is brought along
 */
record Library(LibraryRegistry registry, String name, String version) {}

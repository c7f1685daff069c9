/**
 * From an address as people write it to a connection, without ever saying a password. For doors. Depends on {@code seed}, and
 * on {@code run} for what reports say of a database.
 */
@NullMarked
package dev.seedbed.connect;

import org.jspecify.annotations.NullMarked;

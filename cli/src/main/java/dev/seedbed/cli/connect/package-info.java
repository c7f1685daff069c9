/** From an address as people write it to a connection, without ever saying a password. Depends on core alone. */
@NullMarked
package dev.seedbed.cli.connect;

import org.jspecify.annotations.NullMarked;

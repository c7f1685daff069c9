/** The door for Flyway. Depends on core and on Flyway's interface for callbacks. */
@NullMarked
package dev.seedbed.flyway;

import org.jspecify.annotations.NullMarked;

/** The contract every dialect passes and the databases to run it on. May depend on core; nothing but tests depends on it. */
@NullMarked
package dev.seedbed.testkit;

import org.jspecify.annotations.NullMarked;

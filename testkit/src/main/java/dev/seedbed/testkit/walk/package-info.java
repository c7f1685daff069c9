/** Pages of documentation, done as they stand there. Depends on JDBC and AssertJ alone. */
@NullMarked
package dev.seedbed.testkit.walk;

import org.jspecify.annotations.NullMarked;

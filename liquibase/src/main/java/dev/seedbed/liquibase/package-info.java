/** The door for Liquibase. Depends on core and on what Liquibase has for commands and changes of others. */
@NullMarked
package dev.seedbed.liquibase;

import org.jspecify.annotations.NullMarked;

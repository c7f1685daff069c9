/** Seeds after every update of Liquibase, and at a point of a changelog. Depends on core and Liquibase alone. */
@NullMarked
package dev.seedbed.liquibase;

import org.jspecify.annotations.NullMarked;

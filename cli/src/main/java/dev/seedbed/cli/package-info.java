/** The command line: translates arguments into calls of core and decides nothing. May depend on core only. */
@NullMarked
package dev.seedbed.cli;

import org.jspecify.annotations.NullMarked;

/** The story that {@code seedbed demo} tells, on a database of its own. Depends on core and on what the command line shows. */
@NullMarked
package dev.seedbed.cli.demo;

import org.jspecify.annotations.NullMarked;

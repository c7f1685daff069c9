/** The door for Maven: a goal for each command. Depends on core, history and Maven's API for plugins. */
@NullMarked
package dev.seedbed.maven;

import org.jspecify.annotations.NullMarked;

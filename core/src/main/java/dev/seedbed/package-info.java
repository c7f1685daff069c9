/** The one entry point. May depend on every other package of core; none of them depends on it. */
@NullMarked
package dev.seedbed;

import org.jspecify.annotations.NullMarked;

/** The one entry point: {@link dev.seedbed.Seedbed}. */
@NullMarked
package dev.seedbed;

import org.jspecify.annotations.NullMarked;

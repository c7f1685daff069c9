/** What people read of reports, drift and errors. Depends on values of the other packages, and reads nothing. */
@NullMarked
package dev.seedbed.show;

import org.jspecify.annotations.NullMarked;

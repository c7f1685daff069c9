/** Plans that are kept to be looked at, and runs of exactly them. Knows the service's tables, nothing of the web. */
@NullMarked
package dev.seedbed.admin.run;

import org.jspecify.annotations.NullMarked;

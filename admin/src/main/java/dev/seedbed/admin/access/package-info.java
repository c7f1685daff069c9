/** Who calls, and what they may do. Knows the service's tables, nothing of the web. */
@NullMarked
package dev.seedbed.admin.access;

import org.jspecify.annotations.NullMarked;

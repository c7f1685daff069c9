/** What was changed and what was refused, by whom. Knows the service's tables, nothing of the web. */
@NullMarked
package dev.seedbed.admin.audit;

import org.jspecify.annotations.NullMarked;

/** The service's own tables, and what stands in them from the start. Knows nothing of the web. */
@NullMarked
package dev.seedbed.admin.data;

import org.jspecify.annotations.NullMarked;

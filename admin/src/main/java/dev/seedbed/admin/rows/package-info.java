/** Rows of seeded tables, as people see and change them here. Depends on {@code audit} and {@code access}. */
@NullMarked
package dev.seedbed.admin.rows;

import org.jspecify.annotations.NullMarked;

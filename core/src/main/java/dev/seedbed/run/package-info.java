/**
 * Carries a plan out: lock, transaction, writes, retry, and the report of what came of it. Depends on {@code plan},
 * {@code database} and {@code seed}.
 */
@NullMarked
package dev.seedbed.run;

import org.jspecify.annotations.NullMarked;

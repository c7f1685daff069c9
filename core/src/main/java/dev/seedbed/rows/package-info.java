/**
 * The rows of seeded tables as people see and change them: what each value is to the seeds, who wrote it, and changes that
 * are guarded and kept in the ledger. Depends on {@code seed}, {@code source}, {@code database}, {@code plan}, {@code run}
 * and {@code ledger}; none of these depends on it.
 */
@NullMarked
package dev.seedbed.rows;

import org.jspecify.annotations.NullMarked;

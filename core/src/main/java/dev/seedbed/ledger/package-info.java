/**
 * The optional memory: a table of entries, each chained to the one before, in which runs write down what they did to the
 * rows of the seeds and people what they decided. Depends on {@code plan}, {@code database} and {@code seed}.
 */
@NullMarked
package dev.seedbed.ledger;

import org.jspecify.annotations.NullMarked;

/** Measures Seedbed beside what it stands in for. Nothing depends on it; it may depend on everything. */
@NullMarked
package dev.seedbed.benchmarks;

import org.jspecify.annotations.NullMarked;

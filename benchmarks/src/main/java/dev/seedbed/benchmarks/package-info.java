/** Benchmarks of the engine, with JMH. May depend on everything in core. */
@NullMarked
package dev.seedbed.benchmarks;

import org.jspecify.annotations.NullMarked;

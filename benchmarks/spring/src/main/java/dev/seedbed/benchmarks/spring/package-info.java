/** A small application on Spring Boot, whose start is measured. May use Spring Boot; has the starter or lacks it. */
@NullMarked
package dev.seedbed.benchmarks.spring;

import org.jspecify.annotations.NullMarked;

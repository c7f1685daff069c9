/** The admin service that is measured. */
@NullMarked
package dev.seedbed.benchmarks.admin;

import org.jspecify.annotations.NullMarked;

/** What people see: reports, drift, errors, graphs, progress. Depends on core's values alone, and reads nothing. */
@NullMarked
package dev.seedbed.cli.show;

import org.jspecify.annotations.NullMarked;

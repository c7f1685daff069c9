/** What people see on the command line alone: graphs, the ledger, records, exports, progress. Depends on core's values alone, and reads nothing. */
@NullMarked
package dev.seedbed.cli.show;

import org.jspecify.annotations.NullMarked;

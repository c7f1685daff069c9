/**
 * What was changed and what was refused, by whom, in chains that are verified together with the ledger. Knows the service's
 * tables and core's chains, nothing of the web.
 */
@NullMarked
package dev.seedbed.admin.audit;

import org.jspecify.annotations.NullMarked;

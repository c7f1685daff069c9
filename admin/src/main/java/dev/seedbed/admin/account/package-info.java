/** Local accounts: their passwords, sessions and roles. Knows the service's tables, nothing of the web. */
@NullMarked
package dev.seedbed.admin.account;

import org.jspecify.annotations.NullMarked;

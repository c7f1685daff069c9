/**
 * Casbin policies in seed files, and enforcers that follow them: {@link dev.seedbed.casbin.CasbinFormat} reads the short
 * form, {@link dev.seedbed.casbin.ReadOnlyAdapter} gives an enforcer the rules of the table, and
 * {@link dev.seedbed.casbin.PostgresWatcher} has it load them again when they change. May depend on
 * {@code dev.seedbed.seed} and {@code dev.seedbed.source}; jCasbin and the PostgreSQL driver are for the adapter and the
 * watcher alone.
 */
@NullMarked
package dev.seedbed.casbin;

import org.jspecify.annotations.NullMarked;

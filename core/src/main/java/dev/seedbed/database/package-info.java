/**
 * The databases: what their catalogues say of the tables of a run, and the SQL in which they differ. Depends on nothing
 * else of Seedbed but the error type of {@code seed}.
 */
@NullMarked
package dev.seedbed.database;

import org.jspecify.annotations.NullMarked;

/**
 * What is declared: seeders, tables, rows, values and where each of them stands. Knows neither files nor databases;
 * depends on nothing else of Seedbed.
 */
@NullMarked
package dev.seedbed.seed;

import org.jspecify.annotations.NullMarked;

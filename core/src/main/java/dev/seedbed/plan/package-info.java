/**
 * Declared against live: binds seeds to the tables of a database, compares them with the rows that are there, and
 * decides for every declared row what a run would do. Only reads. Depends on {@code seed} and {@code database}.
 */
@NullMarked
package dev.seedbed.plan;

import org.jspecify.annotations.NullMarked;

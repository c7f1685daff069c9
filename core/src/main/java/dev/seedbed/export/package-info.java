/**
 * From an existing database to seed files: chooses natural keys, writes rows in a stable order, and says what it left out
 * and why. Only reads the database. Depends on {@code database} and {@code seed}.
 */
@NullMarked
package dev.seedbed.export;

import org.jspecify.annotations.NullMarked;

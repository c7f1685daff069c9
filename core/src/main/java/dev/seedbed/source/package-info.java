/**
 * Files and classes into seeds: YAML, JSON and CSV files, SQL seeders, Java seeders and the formats of other modules, and
 * the project's own {@code seedbed.yaml}. Everything is read and checked here, and every problem of every file is
 * reported at once; no database is known. May use {@code dev.seedbed.seed} and nothing else of Seedbed.
 */
@NullMarked
package dev.seedbed.source;

import org.jspecify.annotations.NullMarked;

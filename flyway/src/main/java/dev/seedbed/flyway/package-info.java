/**
 * The door for Flyway: {@link dev.seedbed.flyway.SeedbedCallback}. Knows Flyway's public API, versions 10 to 13, and
 * {@link dev.seedbed.Seedbed}.
 */
@NullMarked
package dev.seedbed.flyway;

import org.jspecify.annotations.NullMarked;

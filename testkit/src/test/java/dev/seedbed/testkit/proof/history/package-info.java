/**
 * Histories of releases, administrators and runs, drawn at random and played against an oracle. The oracle is written
 * from the decision table alone and uses nothing of the engine; it may use the JDK, and the player the public API.
 */
package dev.seedbed.testkit.proof.history;

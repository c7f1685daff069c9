/**
 * The admin service as the command line knows it: an interface, which the jar that has the service implements. Depends on
 * core alone, so that no other command waits for what a service needs.
 */
@NullMarked
package dev.seedbed.cli.serve;

import org.jspecify.annotations.NullMarked;

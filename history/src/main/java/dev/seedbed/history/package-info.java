/**
 * Former defaults from version control: reads the seeds of each release out of git and has core's recorder write them
 * down. A door: what is former core decides. The only place that knows git; may use {@code dev.seedbed.record},
 * {@code dev.seedbed.source} and {@code dev.seedbed.seed}.
 */
@NullMarked
package dev.seedbed.history;

import org.jspecify.annotations.NullMarked;

/**
 * What earlier releases declared, written down beside the seeds: {@code former.jsonl} out of the seeds of each release.
 * Where releases come from, version control or another place, is the caller's concern. May use {@code dev.seedbed.source} and
 * {@code dev.seedbed.seed} and nothing else of Seedbed.
 */
@NullMarked
package dev.seedbed.record;

import org.jspecify.annotations.NullMarked;

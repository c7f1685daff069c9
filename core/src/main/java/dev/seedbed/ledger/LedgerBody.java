package dev.seedbed.ledger;

/**
 * The rows of an entry, and when they were written.
 *
 * @param seq the number of the entry
 * @param run the id of the run that wrote it
 * @param text what {@link BodyWriter} wrote
 */
record LedgerBody(long seq, String run, String text) {}

package dev.seedbed.spring;

import dev.seedbed.run.Report;

/**
 * A run is over. It is published for each run of the starter, once the context is refreshed; a run that found nothing to do
 * counts, and so does one on command or by the endpoint that failed. One that an exception ended does not.
 */
public record SeedsPlanted(Report report) {}

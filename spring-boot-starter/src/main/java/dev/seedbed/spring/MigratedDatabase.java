package dev.seedbed.spring;

/** Is there once migrations are through, whoever makes them; who does not ask for it has none run. */
record MigratedDatabase() {}

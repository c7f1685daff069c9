package dev.seedbed.cli.demo;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;

/** The story said one thing, and the database another. */
public final class NotAsTold extends SeedException {
    private static final long serialVersionUID = 1L;

    NotAsTold(String what) {
        super(new Problem("It is not as told: " + what + ".", "seedbed demo", "report this"));
    }
}

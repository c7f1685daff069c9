package dev.seedbed.testkit;

import org.junit.jupiter.api.Tag;

/** Nightly: {@code verify} runs the oldest and the newest. */
@Tag("slow")
class Postgres17Test extends PostgresContract {
    Postgres17Test() {
        super(17);
    }
}

package dev.seedbed.testkit;

import org.junit.jupiter.api.Tag;

/** Nightly: {@code verify} runs the oldest and the newest. */
@Tag("slow")
class Postgres16Test extends PostgresContract {
    Postgres16Test() {
        super(16);
    }
}

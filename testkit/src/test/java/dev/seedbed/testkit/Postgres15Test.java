package dev.seedbed.testkit;

import org.junit.jupiter.api.Tag;

/** Nightly: {@code verify} runs the oldest and the newest. */
@Tag("slow")
class Postgres15Test extends PostgresContract {
    Postgres15Test() {
        super(15);
    }
}

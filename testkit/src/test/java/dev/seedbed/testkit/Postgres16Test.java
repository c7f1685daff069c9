package dev.seedbed.testkit;

import org.junit.jupiter.api.Tag;

/** The oldest and the newest are tried at every build. */
@Tag("slow")
class Postgres16Test extends PostgresContract {
    Postgres16Test() {
        super(16);
    }
}

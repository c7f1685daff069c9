package dev.seedbed.testkit;

import org.junit.jupiter.api.Tag;

/** The oldest and the newest are tried at every build. */
@Tag("slow")
class Postgres17Test extends PostgresContract {
    Postgres17Test() {
        super(17);
    }
}

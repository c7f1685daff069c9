package dev.seedbed.testkit;

import org.junit.jupiter.api.Tag;

/** The oldest and the newest are tried at every build. */
@Tag("slow")
class Postgres15Test extends PostgresContract {
    Postgres15Test() {
        super(15);
    }
}

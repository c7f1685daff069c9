package dev.seedbed.testkit;

import org.junit.jupiter.api.Tag;

/** Its neighbours are tried at every build. */
@Tag("slow")
class Postgres16Test extends PostgresContract {
    Postgres16Test() {
        super(16);
    }
}

package dev.seedbed.testkit;

import org.junit.jupiter.api.Tag;

/** The newest is tried whole at every build, and a share of the oldest. */
@Tag("slow")
class Postgres15Test extends PostgresContract {
    Postgres15Test() {
        super(15);
    }
}

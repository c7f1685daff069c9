package dev.seedbed.testkit;

import org.junit.jupiter.api.Tag;

@Tag("slow")
class Postgres14Test extends PostgresContract {
    Postgres14Test() {
        super(14);
    }
}

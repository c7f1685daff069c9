package dev.seedbed.testkit;

class Postgres17Test extends PostgresContract {
    Postgres17Test() {
        super(17);
    }
}

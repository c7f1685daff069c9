package dev.seedbed.testkit;

class Postgres16Test extends PostgresContract {
    Postgres16Test() {
        super(16);
    }
}

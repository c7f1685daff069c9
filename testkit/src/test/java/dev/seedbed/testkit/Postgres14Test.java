package dev.seedbed.testkit;

class Postgres14Test extends PostgresContract {
    Postgres14Test() {
        super(14);
    }
}

package dev.seedbed.testkit;

class Postgres18Test extends PostgresContract {
    Postgres18Test() {
        super(18);
    }
}

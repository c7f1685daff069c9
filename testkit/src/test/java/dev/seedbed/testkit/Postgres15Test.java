package dev.seedbed.testkit;

class Postgres15Test extends PostgresContract {
    Postgres15Test() {
        super(15);
    }
}

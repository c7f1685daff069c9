package dev.seedbed.admin.browser;

import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.run.Plans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A shop in production on its first release, with the seeds of the second: one row changes, one is new, one stays. */
final class Release implements AutoCloseable {
    private static final String FIRST = """
            tables:
              tier:
                key: [code]
                rows:
                  - {code: starter, name: Starter, price: 12, note: for a start}
                  - {code: team, name: Team, price: 49, note: null}
            """;

    private static final String SECOND = """
            tables:
              tier:
                key: [code]
                rows:
                  - {code: starter, name: Starter, price: 15, note: for a start, $was: {price: [12]}}
                  - {code: team, name: Team, price: 59, note: null, $was: {price: [49]}}
                  - {code: campus, name: Campus, price: 5, note: for schools}
            """;

    private final String database;
    private final Path seeds = Service.seeds("tiers.yaml", FIRST);
    private final Service service;

    Release(String... properties) {
        this(Service.SERVER.newDatabase(), properties);
    }

    private Release(String database, String[] properties) {
        this.database = database;
        Service.sql(
                Service.SERVER.dataSource(database),
                "create table tier (code varchar(40) primary key, name varchar(80) not null, price numeric(10, 2) not null,"
                        + " note varchar(200))");
        service = Service.start(database, seeds, "production", properties);
        Service.seedbed(Service.SERVER.dataSource(database), seeds, "production")
                .init();
        service.sql("update tier set price = 45 where code = 'team'");
        try {
            Files.writeString(seeds.resolve("tiers.yaml"), SECOND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Release on(String database, String... properties) {
        return new Release(database, properties);
    }

    String database() {
        return database;
    }

    Service service() {
        return service;
    }

    /** A plan of the release by somebody, who is not asked whether they may. */
    String plan(String by) {
        return service.bean(Plans.class)
                .make("update", new By(by, "127.0.0.1", "Release 2"))
                .id()
                .toString();
    }

    @Override
    public void close() {
        service.close();
    }
}

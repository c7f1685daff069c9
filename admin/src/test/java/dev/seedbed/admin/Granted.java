package dev.seedbed.admin;

import dev.seedbed.connect.Address;
import dev.seedbed.connect.Database;
import dev.seedbed.testkit.PostgresServer;
import dev.seedbed.testkit.walk.CodeBlocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;

/** A shop on PostgreSQL whose tables one role owns, and which the service runs on as another: by the grants of the page. */
final class Granted {
    private static final Path PAGE = Path.of("..", "docs", "audit.md");

    private final PostgresServer server = PostgresServer.of(18);
    private final String name = server.newDatabase();
    private final Shop superuser;
    private final Shop owner;
    private final Shop service;
    private final String account;
    private final String password;

    /** @param key that seals what is written down */
    Granted(String key) {
        List<String> steps = scripts();
        DataSource administrator = server.dataSource(name);
        Shop.run(administrator, steps.get(0));
        owner = Shop.on(as("seedbed_owner")).sealed(key);
        owner.seedbed("production").ledger().enable();
        owner.seedbed("production").mark();
        try (Served once = Served.start(owner, "production")) {
            account = once.firstAccount();
            password = once.firstPassword();
        }
        for (String step : steps.subList(1, steps.size())) {
            owner.sql(step);
        }
        superuser = owner.as(administrator);
        service = owner.as(as("seedbed_service"));
    }

    static List<String> scripts() {
        try {
            return CodeBlocks.of(Files.readString(PAGE)).stream()
                    .filter(block -> block.language().equals("sql"))
                    .map(CodeBlocks.Block::text)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DataSource as(String role) {
        return new Database(Address.of(server.url(name).split("[?]", 2)[0], Path.of("")), role, null);
    }

    Shop superuser() {
        return superuser;
    }

    Shop owner() {
        return owner;
    }

    Shop service() {
        return service;
    }

    String database() {
        return name;
    }

    /** The first one. */
    String account() {
        return account;
    }

    /** Of the first account. */
    String password() {
        return password;
    }
}

package dev.seedbed.admin.browser;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.access.Roles;
import dev.seedbed.admin.account.Account;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.account.SecondFactor;
import dev.seedbed.admin.account.SignIn;
import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.run.Plans;
import dev.seedbed.admin.run.Run;
import dev.seedbed.admin.run.Runs;
import dev.seedbed.cli.demo.DemoDatabase;
import dev.seedbed.cli.demo.ServedDemo;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** The system of {@code serve --demo}, after somebody has used the console for a while. */
final class Demo implements AutoCloseable {
    private static final By ADMIN = new By("admin", "127.0.0.1", "first week", Set.of("admin"));
    private static final List<String> ROLES = List.of("admin", "user", "readonly");

    private final ServedDemo system;
    private final Service service;

    private Demo(ServedDemo system, Service service) {
        this.system = system;
        this.service = service;
    }

    /** As it is right after its start: an account for each role. */
    static Demo start(String... properties) {
        return on(Service.SERVER.newDatabase(), properties);
    }

    static Demo on(String database, String... properties) {
        try {
            ServedDemo system = ServedDemo.on(new OnShared(database));
            Service service = Service.start(system.dataSource(), system.seedbed(), properties);
            service.sql("delete from seedbed_admin_account");
            ROLES.forEach(role -> service.account(role, role));
            return new Demo(system, service);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A database of the server that all tests share. */
    private record OnShared(String name) implements DemoDatabase {
        @Override
        public DataSource dataSource() {
            return Service.SERVER.dataSource(name);
        }

        @Override
        public String description() {
            return "a PostgreSQL that tests share";
        }

        @Override
        public void close() {}
    }

    Service service() {
        return service;
    }

    /** What makes pages worth looking at. */
    Demo used() {
        Roles roles = service.bean(Roles.class);
        roles.put("support", "Answers customers", Set.of("audit:read"), Set.of("user"), -1, ADMIN);
        roles.put("deployer", "Plans and applies releases", Set.of("seeds:run"), Set.of("readonly"), -1, ADMIN);
        service.account("maria", "support");
        service.account("jon", "deployer", "user");
        service.account("nobody");
        withFactor("amara", "admin");
        disabled("former.colleague");
        for (int i = 0; i < 5; i++) {
            refused(() -> service.bean(SignIn.class).signIn("jon", "not the password", "127.0.0.1"));
        }
        // A minute is over before the last page is looked at.
        service.sql(
                "update seedbed_admin_account set locked_until = locked_until + interval '1 hour' where name = 'jon'");
        service.bean(Accounts.class).create("newcomer", List.of("readonly"), ADMIN);
        return this;
    }

    private void disabled(String name) {
        Account account = service.account(name, "readonly");
        service.bean(Accounts.class).enable(account.id(), false, account.version(), ADMIN);
    }

    /** Somebody with a second factor. */
    Authenticator withFactor(String name, String... roles) {
        service.account(name, roles);
        SecondFactor factor = service.bean(SecondFactor.class);
        By by = new By(name, "127.0.0.1", null);
        Authenticator authenticator =
                new Authenticator(factor.offer(name, Service.PASSWORD, null, by).secret());
        factor.enrol(name, authenticator.code(), by);
        return authenticator;
    }

    private static void refused(Runnable attempt) {
        try {
            attempt.run();
        } catch (Refused e) {
            return;
        }
        throw new AssertionError("It was not refused.");
    }

    String plan(String mode, String reason) {
        return service.bean(Plans.class)
                .make(mode, new By("admin", "127.0.0.1", reason))
                .id()
                .toString();
    }

    /** Applies a plan, and waits for its end. */
    String run(String plan, String reason) {
        Runs runs = service.bean(Runs.class);
        UUID id = runs.start(UUID.fromString(plan), "", new By("amara", "127.0.0.1", reason))
                .id();
        for (int i = 0; i < 1_000; i++) {
            Run run = runs.get(id);
            if (!run.state().equals("running")) {
                return id.toString();
            }
            pause();
        }
        throw new AssertionError("The run does not end.");
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String account(String name) {
        return service.bean(Accounts.class).get(name).id().toString();
    }

    @Override
    public void close() {
        service.close();
        system.close();
    }
}

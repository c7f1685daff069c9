package dev.seedbed.admin.browser;

import dev.seedbed.admin.audit.By;
import dev.seedbed.admin.run.Runs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Services in the states that pages are shown in, each brought up once, for tests that leave them as they are. */
final class Worlds {
    private static final String TABLE =
            "create table tier (code varchar(40) primary key, name varchar(80) not null, price numeric(10, 2) not null)";

    private Worlds() {}

    private static final class InUse {
        private static final Demo IT = Demo.on(
                        Service.database("demo"),
                        "--seedbed.admin.application.sign-in=true",
                        "--seedbed.admin.application.casbin.table=casbin_rule",
                        "--seedbed.admin.application.roles.admin=admin",
                        "--seedbed.admin.application.roles.user=user",
                        "--seedbed.admin.application.roles.gone=readonly")
                .used();
        private static final String STALE = IT.plan("fill", "Two days late");
        private static final String APPLIED = IT.run(IT.plan("fill", "Units and permissions"), "Looked at with Jon");
        private static final String REFUSED = IT.run(STALE, "Too late");
        private static final String WAITING = IT.plan("update", "Release 2");

        static {
            IT.service()
                    .sql("insert into casbin_rule (ptype, v0, v1, v2) values ('g', 'application:anna', 'admin', '')");
        }

        private static final Instant READY = Instant.now();
    }

    /** The same, where places make accounts: what others list stays as it is. */
    private static final class WithNewcomers {
        private static final Demo IT = Demo.start();
        private static final List<String> NAMES = List.of(
                "noor", "tomas", "ines", "kofi", "linh", "paolo", "greta", "yusuf", "wanda", "hugo", "amina", "bjorn");
        private static final AtomicInteger NEXT = new AtomicInteger();
    }

    private static final class InProduction {
        private static final Release IT = Release.on(Service.database("shop"), "--seedbed.admin.second-person=true");
        private static final String PLAN;

        static {
            IT.service().account("ada", "admin");
            IT.service().account("ben", "admin");
            PLAN = IT.plan("ada");
        }
    }

    private static final class Going {
        private static final Release IT = Release.on(Service.database("shop_2"));
        private static final Held HELD = new Held(IT.database(), "tier", "new.code = 'campus'");
        private static final String WAITING = IT.plan("ben");
        private static UUID run = start();

        private static UUID start() {
            By ada = new By("ada", "127.0.0.1", "Release 2");
            return runs().start(UUID.fromString(IT.plan("ada")), IT.database(), ada)
                    .id();
        }

        private static Runs runs() {
            return IT.service().bean(Runs.class);
        }

        /** No run waits for a lock as long as all tests take. */
        private static UUID again() {
            if (!runs().get(run).state().equals("running")) {
                run = start();
            }
            return run;
        }
    }

    private static final class WithoutAnything {
        private static final Service IT = on(Service.seeds(), "");
    }

    private static final class WithoutLedger {
        private static final Service IT = on(
                Service.seeds("tiers.yaml", "tables: {tier: {key: [code], rows: [{code: a, name: A, price: 1}]}}\n"),
                TABLE);
    }

    private static final class WithoutTables {
        private static final Service IT = on(
                Service.seeds(
                        "notes.yaml", "sql: {file: notes.sql, touches: [tier], done-when: select true}\n",
                        "notes.sql", "insert into tier values ('a', 'A', 1);\n"),
                TABLE);
    }

    private static final class Broken {
        private static final Service IT = on(
                Service.seeds("tiers.yaml", "tables: {tier: {key: [code], rows: [{code: a, nmae: A, price: much}]}}\n"),
                TABLE);
    }

    private static final class Closed {
        private static final Service IT = Service.start(
                WithoutAnything.IT.dataSource(),
                Service.seedbed(WithoutAnything.IT.dataSource(), Service.seeds(), "development"),
                "--seedbed.admin.accounts=false");
    }

    private static Service on(Path seeds, String table) {
        var database = Service.SERVER.dataSource(Service.SERVER.newDatabase());
        if (!table.isEmpty()) {
            Service.sql(database, table);
        }
        Service service = Service.start(database, Service.seedbed(database, seeds, "development"));
        service.account("root", "admin");
        return service;
    }

    /** The demo, in use. */
    static Demo demo() {
        return InUse.IT;
    }

    /** The system of the demo again, for accounts that are made to look at one page. */
    static Demo newcomers() {
        return WithNewcomers.IT;
    }

    /** Of nobody yet, among the newcomers. */
    static String newName() {
        int next = WithNewcomers.NEXT.getAndIncrement();
        int round = next / WithNewcomers.NAMES.size();
        return WithNewcomers.NAMES.get(next % WithNewcomers.NAMES.size()) + (round == 0 ? "" : "." + round);
    }

    /** Of the demo: a plan that waits, a run that was applied, and one that was refused. */
    static String waiting() {
        return "/plans/" + InUse.WAITING;
    }

    /** What was done before anybody came to look. */
    static String changes() {
        return "/audit/changes?to=" + InUse.READY;
    }

    static String appliedPlan() {
        return "/plans/"
                + InUse.IT
                        .service()
                        .bean(Runs.class)
                        .get(UUID.fromString(InUse.APPLIED))
                        .plan();
    }

    static String applied() {
        return "/runs/" + InUse.APPLIED;
    }

    static String refused() {
        return "/runs/" + InUse.REFUSED;
    }

    /** In production, where a plan by "ada" waits for "ben". */
    static Service production() {
        return InProduction.IT.service();
    }

    static String ofAda() {
        return "/plans/" + InProduction.PLAN;
    }

    static String productionDatabase() {
        return InProduction.IT.database();
    }

    /** Where a run goes on, and a plan waits. */
    static Service going() {
        run();
        return Going.IT.service();
    }

    static String run() {
        if (Going.HELD == null) {
            throw new IllegalStateException("Nothing holds the run.");
        }
        return "/runs/" + Going.again();
    }

    static String waitingBehind() {
        return "/plans/" + Going.WAITING;
    }

    /** Without seeds and without a ledger. */
    static Service empty() {
        return WithoutAnything.IT;
    }

    static Service withoutLedger() {
        return WithoutLedger.IT;
    }

    /** With a seeder that is SQL, and so declares no rows. */
    static Service withoutTables() {
        return WithoutTables.IT;
    }

    /** With seeds that are wrong. */
    static Service broken() {
        return Broken.IT;
    }

    /** Where nobody can sign in. */
    static Service closed() {
        return Closed.IT;
    }
}

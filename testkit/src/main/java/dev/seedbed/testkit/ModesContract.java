package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which seeders a mode plants, and in which environment. */
public interface ModesContract extends OnDatabase {
    String TABLES = "create table %s (code varchar(20) primary key)";

    private void tables(String... names) {
        for (String name : names) {
            db().sql(TABLES.formatted(name));
        }
    }

    private static String one(String table, String... codes) {
        StringBuilder rows = new StringBuilder();
        for (String code : codes) {
            rows.append(rows.isEmpty() ? "" : ", ")
                    .append("{code: ")
                    .append(code)
                    .append("}");
        }
        return "tables: {" + table + ": {rows: [" + rows + "]}}\n";
    }

    @Test
    default void init_plants_empty_tables() {
        tables("role");

        Report report = db().init(one("role", "admin", "user"));

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    default void init_skips_a_seeder_whose_table_has_a_row_and_warns_with_table_and_count() {
        tables("role", "unit");
        db().sql("insert into role values ('own')");

        Report report = db().files(Map.of(
                        "roles.yaml", one("role", "admin", "user"),
                        "units.yaml", one("unit", "kg")))
                .build()
                .init();

        assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(db().rows("select code from role")).containsExactly("own");
        assertThat(db().rows("select code from unit")).containsExactly("kg");
        assertThat(report.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains("role").contains("2"));
        assertThat(report.tables().stream().filter(it -> it.table().equals("role")))
                .singleElement()
                .satisfies(it -> assertThat(it.skipped()).isNotNull());
    }

    @Test
    default void init_skips_the_whole_seeder_when_one_of_its_tables_has_a_row() {
        tables("role", "unit");
        db().sql("insert into role values ('own')");

        Report report = db().init("tables: {role: {rows: [{code: a}]}, unit: {rows: [{code: kg}]}}");

        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(db().count("unit")).isZero();
        assertThat(report.warnings()).isNotEmpty();
    }

    @Test
    default void init_asks_once_for_all_seeders_before_the_first_write() {
        tables("role");

        Report report = db().files(Map.of("a.yaml", one("role", "a"), "b.yaml", one("role", "b")))
                .build()
                .init();

        assertThat(report.inserted()).isEqualTo(2);
    }

    @Test
    default void a_second_init_has_nothing_to_do_and_warns_of_nothing_that_is_there() {
        tables("role");
        db().init(one("role", "admin"));

        Report report = db().init(one("role", "admin"));

        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    default void update_seeders_wait_for_update() {
        tables("role");
        Map<String, String> files = Map.of("later.yaml", "group: update\n" + one("role", "new"));

        for (Report report : List.of(
                db().files(files).build().init(), db().files(files).build().fill())) {
            assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
            assertThat(report.tables()).singleElement().satisfies(it -> {
                assertThat(it.skipped()).contains("update");
                assertThat(it.seeder()).isEqualTo("later");
            });
        }
        assertThat(db().count("role")).isZero();
    }

    @Test
    default void dev_seeders_are_planted_in_development_by_fill_or_not_at_all_in_production() {
        tables("role");
        Map<String, String> files = Map.of("accounts.yaml", "group: dev\n" + one("role", "dev"));

        Report report = db().files(files).environment("production").build().fill();

        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report.environment()).isEqualTo("production");
        assertThat(report.tables())
                .singleElement()
                .extracting(TableCounts::skipped)
                .isNotNull();
        assertThat(db().count("role")).isZero();
    }

    @Test
    default void a_dev_seeder_named_in_production_is_refused() {
        tables("role");

        String message = db().fails(
                        SeedException.Kind.REFUSED,
                        () -> db().files(Map.of("accounts.yaml", "group: dev\n" + one("role", "dev")))
                                .environment("production")
                                .onlySeeders(List.of("accounts"))
                                .build()
                                .fill());

        assertThat(message).isEqualTo("""
                Seeder "accounts" is not planted in production.
                  where: seeds/accounts.yaml, line 1, column 1
                  mend:  it is planted in development, test""");
    }

    @Test
    default void a_seeder_is_planted_only_in_its_environments() {
        tables("role");
        Map<String, String> files = Map.of("a.yaml", "environments: [staging]\n" + one("role", "a"));

        assertThat(db().files(files).environment("production").build().fill().inserted())
                .isZero();
        assertThat(db().files(files).environment("staging").build().fill().inserted())
                .isEqualTo(1);
    }

    @Test
    default void an_environment_that_nobody_declared_is_production() {
        tables("role");
        Map<String, String> files = Map.of("a.yaml", one("role", "a"));

        Report report = dev.seedbed.Seedbed.on(db().dataSource())
                .baseDirectory(db().write(files))
                .seeds("seeds")
                .build()
                .fill();

        assertThat(report.environment()).isEqualTo("production");
        assertThat(report.environmentDeclaredBy()).isEqualTo("default");
    }

    @Test
    default void only_the_named_seeder_is_planted() {
        tables("role", "unit");

        Report report = db().files(Map.of("a.yaml", one("role", "a"), "b.yaml", one("unit", "b")))
                .onlySeeders(List.of("b"))
                .build()
                .fill();

        assertThat(report.inserted()).isEqualTo(1);
        assertThat(db().count("role")).isZero();
    }

    @Test
    default void only_the_named_table_is_planted() {
        tables("role", "unit");

        Report report = db().seeds("tables: {role: {rows: [{code: a}]}, unit: {rows: [{code: kg}]}}")
                .onlyTables(List.of("unit"))
                .build()
                .fill();

        assertThat(report.inserted()).isEqualTo(1);
        assertThat(db().count("role")).isZero();
    }

    @Test
    default void a_seeder_that_does_not_exist_is_a_usage_error() {
        tables("role");

        String message = db().fails(
                        SeedException.Kind.USAGE,
                        () -> db().files(Map.of("roles.yaml", one("role", "a")))
                                .onlySeeders(List.of("rolls"))
                                .build()
                                .fill());

        assertThat(message).isEqualTo("""
                There is no seeder "rolls".
                  mend:  did you mean "roles"?""");
    }

    @Test
    default void init_finds_what_a_row_refers_to_under_its_former_key_in_a_skipped_seeder() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique)",
                        "create table client (code varchar(20) primary key, tier_id integer references tier)",
                        "insert into tier values (1, 'a')");

        db().files(Map.of(
                        "tiers.yaml", "tables: {tier: {key: [code], rows: [{id: 1, code: b, $formerly: [{code: a}]}]}}",
                        "clients.yaml", "tables: {client: {key: [code], rows: [{code: x, tier_id: {code: b}}]}}"))
                .build()
                .init();

        assertThat(db().rows("select code, tier_id from client")).containsExactly("x|1");
    }
}

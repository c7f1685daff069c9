package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Action;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One {@link Seedbed} that is run again and again, and what it remembers, against what has changed in the meantime. */
public interface RepeatedRunsContract extends OnDatabase {
    String TIERS = """
            tables:
              tier:
                rows:
                  - {code: free, name: Free, price: 0.00}
                  - {code: pro, name: Pro, price: 12.50}
              feature:
                rows:
                  - {code: export, tier_code: {code: pro}}
            """;

    private void tables() {
        db().sql(
                        "create table tier (code varchar(20) primary key, name varchar(40) not null, price decimal(8,2))",
                        "create table feature (code varchar(20) primary key, tier_code varchar(20) references tier(code))");
    }

    private static Seedbed at(Seedbed.Builder builder) {
        Seedbed seedbed = builder.build();
        assertThat(seedbed.fill().outcome()).isEqualTo(Outcome.APPLIED);
        return silent(seedbed);
    }

    /** Often enough that everything that can be remembered is. */
    private static Seedbed silent(Seedbed seedbed) {
        for (int i = 0; i < 5; i++) {
            Report report = seedbed.fill();
            assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        }
        return seedbed;
    }

    private static void replace(Path file, String before, String after) {
        try {
            String text = Files.readString(file);
            assertThat(text).contains(before);
            Files.writeString(file, text.replace(before, after));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Seedbed.Builder on(Path base) {
        return Seedbed.on(db().dataSource()).baseDirectory(base).seeds("seeds").environment("development");
    }

    @Test
    default void a_row_deleted_between_runs_is_planted_again() {
        tables();
        Seedbed seedbed = at(db().seeds(TIERS));
        db().sql("delete from feature");

        assertThat(seedbed.fill().inserted()).isEqualTo(1);

        silent(seedbed);
        assertThat(db().count("feature")).isEqualTo(1);
    }

    @Test
    default void a_value_changed_between_runs_is_told_each_time_and_stays() {
        tables();
        Seedbed seedbed = at(db().seeds(TIERS));
        db().sql("update tier set price = 9 where code = 'pro'");

        for (int i = 0; i < 4; i++) {
            Report report = seedbed.fill();

            assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
            assertThat(report.changes()).singleElement().satisfies(change -> {
                assertThat(change.action()).isEqualTo(Action.KEEP);
                assertThat(change.reason()).isEqualTo("differs from the seeds, stays as it is");
            });
        }
        db().sql("update tier set price = 12.5 where code = 'pro'");
        assertThat(seedbed.fill().changes()).isEmpty();
    }

    @Test
    default void a_seed_file_changed_between_runs_is_read_again_even_where_its_length_stays() {
        tables();
        Path base = db().write(Map.of("seeds.yaml", TIERS));
        Seedbed seedbed = at(on(base));

        replace(base.resolve("seeds/seeds.yaml"), "code: free", "code: lite");

        assertThat(seedbed.fill().inserted()).isEqualTo(1);
        silent(seedbed);
        assertThat(db().rows("select code from tier order by code")).containsExactly("free", "lite", "pro");
    }

    @Test
    default void a_seed_file_added_between_runs_is_seen() throws IOException {
        tables();
        Path base = db().write(Map.of("seeds.yaml", TIERS));
        Seedbed seedbed = at(on(base));

        Files.writeString(
                base.resolve("seeds/more.yaml"), "tables: {tier: {rows: [{code: max, name: Max, price: 99}]}}");

        assertThat(seedbed.fill().inserted()).isEqualTo(1);
    }

    @Test
    default void a_seed_file_that_has_become_wrong_is_refused_and_one_that_is_mended_is_planted() {
        tables();
        Path base = db().write(Map.of("seeds.yaml", TIERS));
        Seedbed seedbed = at(on(base));

        replace(base.resolve("seeds/seeds.yaml"), "price: 12.50", "price: 12.5O");
        assertThatThrownBy(seedbed::fill).isInstanceOf(SeedException.class);
        assertThatThrownBy(seedbed::fill).isInstanceOf(SeedException.class);

        replace(base.resolve("seeds/seeds.yaml"), "price: 12.5O", "price: 12.50");
        silent(seedbed);
    }

    @Test
    default void a_row_added_to_a_csv_file_between_runs_is_planted() throws IOException {
        tables();
        Path base = db().write(Map.of("tier.csv", "code,name,price\nfree,Free,0\npro,Pro,12.50\n"));
        Seedbed seedbed = at(on(base));

        Files.writeString(base.resolve("seeds/tier.csv"), "code,name,price\nfree,Free,0\nmax,Max,99\npro,Pro,12.50\n");

        assertThat(seedbed.fill().inserted()).isEqualTo(1);
        silent(seedbed);
    }

    @Test
    default void the_content_of_an_attached_file_changed_between_runs_is_compared() throws IOException {
        tables();
        Path base = db().write(Map.of(
                "seeds.yaml",
                "tables: {tier: {rows: [{code: free, name: {$file: name.txt}, price: 0}]}}",
                "name.txt",
                "Free"));
        Seedbed seedbed = at(on(base));

        Files.writeString(base.resolve("seeds/name.txt"), "Lite");

        assertThat(seedbed.fill().changes())
                .singleElement()
                .satisfies(change -> assertThat(change.columns()).containsKey("name"));
    }

    @Test
    default void an_attached_file_beside_a_location_that_is_one_file_is_compared() throws IOException {
        tables();
        Path base = db().write(Map.of(
                "seeds.yaml",
                "tables: {tier: {rows: [{code: free, name: {$file: name.txt}, price: 0}]}}",
                "name.txt",
                "Free"));
        Seedbed seedbed = at(Seedbed.on(db().dataSource())
                .baseDirectory(base)
                .seeds("seeds/seeds.yaml")
                .environment("development"));

        Files.writeString(base.resolve("seeds/name.txt"), "Lite");

        assertThat(seedbed.fill().changes())
                .singleElement()
                .satisfies(change -> assertThat(change.columns()).containsKey("name"));
    }

    @Test
    default void a_table_replaced_between_runs_is_described_anew() {
        tables();
        Seedbed seedbed = at(db().seeds(TIERS));
        db().sql(
                        "drop table feature",
                        "drop table tier",
                        "create table tier (code varchar(20) primary key, name varchar(40) not null, price varchar(20))",
                        "create table feature (code varchar(20) primary key, tier_code varchar(20) references tier(code))");

        assertThat(seedbed.fill().inserted()).isEqualTo(3);
        assertThat(db().rows("select price from tier order by code")).containsExactly("0.00", "12.50");
        silent(seedbed);
    }

    @Test
    default void a_column_that_disappears_between_runs_is_an_error() {
        tables();
        Seedbed seedbed = at(db().seeds(TIERS));
        db().sql("alter table tier drop column price");

        assertThatThrownBy(seedbed::fill)
                .isInstanceOf(SeedException.class)
                .hasMessageContaining("Table \"tier\" has no column \"price\"");
    }

    @Test
    default void a_column_that_appears_between_runs_does_not_matter_until_it_is_declared() {
        tables();
        Path base = db().write(Map.of("seeds.yaml", TIERS));
        Seedbed seedbed = at(on(base));
        db().sql("alter table tier add column note varchar(10)");

        silent(seedbed);
        replace(base.resolve("seeds/seeds.yaml"), "price: 0.00", "price: 0.00, note: x");

        assertThat(seedbed.fill().changes()).hasSize(1);
    }

    @Test
    default void rows_that_come_by_the_thousand_between_runs_do_not_matter() {
        tables();
        Seedbed seedbed = at(db().seeds(TIERS));
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            rows.append(i == 0 ? "" : ", ").append("('own-").append(i).append("', 'Own')");
        }
        db().sql("insert into tier (code, name) values " + rows);

        silent(seedbed);
        db().sql("delete from feature");
        assertThat(seedbed.fill().inserted()).isEqualTo(1);
    }
}

package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.run.SavedPlan;
import dev.seedbed.seed.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saved plan belongs to one database of one server, by whatever name that is reached. */
class SavedPlanElsewhereTest {
    private static final String NAME = "saved_plan_elsewhere";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void makeDatabases() throws Exception {
        Files.writeString(folder.resolve("tier.yaml"), "tables: {tier: {key: [code], rows: [{code: a}]}}");
        for (int major : List.of(17, 18)) {
            try (var connection = of(major, "localhost", "postgres").getConnection()) {
                TestDatabase.sql(connection, "drop database if exists " + NAME, "create database " + NAME);
            }
            try (var connection = of(major, "localhost", NAME).getConnection()) {
                TestDatabase.sql(connection, "create table tier (code varchar(20) primary key)");
            }
        }
    }

    private static PlainDataSource of(int major, String host, String database) {
        String url =
                "jdbc:postgresql://" + host + ":" + PostgresServer.of(major).port() + "/" + database;
        return () -> DriverManager.getConnection(url, "postgres", "");
    }

    private Seedbed seedbed(int major, String host) {
        return Seedbed.on(of(major, host, NAME))
                .seeds(folder.toString())
                .environment("development")
                .build();
    }

    private SavedPlan saved() {
        List<SavedPlan> plans = new ArrayList<>();
        seedbed(17, "localhost").plan(Mode.FILL, plans::add);
        return SavedPlan.of(plans.get(0).json(), "plan.json");
    }

    @Test
    void another_server_with_a_database_of_that_name_is_refused() throws SQLException {
        Report report = seedbed(18, "localhost").apply(saved());

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.errors())
                .extracting(Problem::message)
                .containsExactly("The plan was saved for another database.");
        assertThat(report.errors().get(0).where())
                .matches("then " + NAME + " on localhost:"
                        + PostgresServer.of(17).port()
                        + ", schema public, identity [0-9]+/" + NAME + "; now " + NAME + " on localhost:"
                        + PostgresServer.of(18).port() + ", schema public, identity [0-9]+/" + NAME);
    }

    @Test
    void another_name_of_the_same_server_is_not() {
        assertThat(seedbed(17, "127.0.0.1").apply(saved()).outcome()).isEqualTo(Outcome.APPLIED);
    }

    @Test
    void where_the_server_may_not_be_asked_the_port_tells() {
        SavedPlan plan =
                SavedPlan.of(saved().json().replaceAll("\"identity\": \"[^\"]*\"", "\"identity\": null"), "plan.json");

        assertThat(seedbed(18, "localhost").apply(plan).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(seedbed(17, "localhost").apply(plan).outcome()).isEqualTo(Outcome.APPLIED);
    }
}

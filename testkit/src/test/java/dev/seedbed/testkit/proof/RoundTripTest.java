package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.rows.Tables;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.testkit.OneConnection;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** How often a run waits for the server, counted on the wire. */
class RoundTripTest extends PostgresProof {
    @Test
    void further_runs_of_one_seedbed_take_one_round_trip_also_after_a_row_was_planted_again() throws Exception {
        plantedThenAsked(20, 25, (proxy, seedbed) -> {
            assertThat(tripsOf(proxy, seedbed)).isEqualTo(1);

            database.sql("delete from t19 where code = (select min(code) from t19)");
            assertThat(seedbed.fill().inserted()).isEqualTo(1);
            for (int i = 0; i < 3; i++) {
                seedbed.fill();
            }
            assertThat(tripsOf(proxy, seedbed)).isEqualTo(1);
        });
    }

    @Test
    void sixty_tables_are_asked_about_in_one_round_trip() throws Exception {
        plantedThenAsked(
                60, 3, (proxy, seedbed) -> assertThat(tripsOf(proxy, seedbed)).isEqualTo(1));
    }

    @Test
    void rows_by_the_thousand_are_not_read_again_while_nothing_changes() throws Exception {
        plantedThenAsked(
                1,
                3_000,
                (proxy, seedbed) -> assertThat(tripsOf(proxy, seedbed)).isEqualTo(1));
    }

    /** Plants tables through one connection, and runs often enough for everything to be remembered. */
    private void plantedThenAsked(int tables, int rows, BiConsumer<WireProxy, Seedbed> then) throws Exception {
        ManyTables.create(database, tables);
        Map<String, String> seeds = ManyTables.seeds(tables, rows);
        try (WireProxy proxy = new WireProxy(server.port());
                // A pool of one connection: opening one takes round trips of its own.
                OneConnection pool = new OneConnection(connecting(proxy.url(name)))) {
            Seedbed seedbed = Seedbed.on(pool)
                    .baseDirectory(database.write(seeds))
                    .seeds("seeds")
                    .build();
            assertThat(seedbed.fill().inserted()).isEqualTo((long) tables * rows);
            for (int i = 0; i < 3; i++) {
                seedbed.fill();
            }
            then.accept(proxy, seedbed);
        }
    }

    private static int tripsOf(WireProxy proxy, Seedbed seedbed) {
        int before = proxy.roundTrips();
        assertThat(seedbed.fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        return proxy.roundTrips() - before;
    }

    @Test
    void a_change_of_one_row_waits_as_often_for_the_server_beside_20_tables_of_500_rows_as_beside_2_of_5()
            throws Exception {
        int few = tripsOfAChange(2, 5);

        int many = tripsOfAChange(20, 500);

        System.out.println("Round trips of a change of one row: " + many);
        assertThat(many).isEqualTo(few).isLessThanOrEqualTo(20);
    }

    private int tripsOfAChange(int tables, int rows) throws Exception {
        takeAnEmptyDatabase();
        ManyTables.create(database, tables);
        Map<String, String> seeds = ManyTables.seeds(tables, rows);
        Seedbed planted = database.files(seeds).build();
        planted.ledger().enable();
        planted.update();
        String last = "t" + (tables - 1);
        Map<String, String> key = Map.of("code", "c1");
        try (WireProxy proxy = new WireProxy(server.port());
                OneConnection pool = new OneConnection(connecting(proxy.url(name)))) {
            Tables people = Seedbed.on(pool)
                    .baseDirectory(database.write(seeds))
                    .seeds("seeds")
                    .build()
                    .tables();
            String version = Objects.requireNonNull(people.row(last, key).version());
            for (int i = 0; i < 20; i++) {
                // The driver prepares what is asked often by itself.
                version = Objects.requireNonNull(people.by("anna", "often")
                        .change(last, key, version, Map.of("name", "Changed " + i))
                        .version());
            }
            int before = proxy.roundTrips();
            people.by("anna", "counted").change(last, key, version, Map.of("name", "Counted"));
            return proxy.roundTrips() - before;
        }
    }

    @Test
    void a_run_with_nothing_to_do_on_20_tables_and_500_rows_takes_at_most_4_round_trips() throws Exception {
        ManyTables.create(database, 20);
        Map<String, String> seeds = ManyTables.seeds(20, 25);
        assertThat(database.files(seeds).build().fill().inserted()).isEqualTo(500);

        try (WireProxy proxy = new WireProxy(server.port())) {
            Report report = Seedbed.on(connecting(proxy.url(name)))
                    .baseDirectory(database.write(seeds))
                    .seeds("seeds")
                    .build()
                    .fill();

            assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
            assertThat(report.tables()).hasSize(20);
            System.out.println("Round trips: " + proxy.roundTrips() + ", and " + proxy.startUpRoundTrips()
                    + " to open the session");
            assertThat(proxy.roundTrips())
                    .as(() -> String.join("\n", proxy.statements()))
                    .isLessThanOrEqualTo(4);
        }
    }
}

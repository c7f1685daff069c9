package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.seedbed.Seedbed;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.RowEdit;
import dev.seedbed.ledger.RowHistory;
import dev.seedbed.ledger.TrailFilter;
import dev.seedbed.plan.LedgerRow.Kind;
import dev.seedbed.seed.SeedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a ledger tells of one row that people changed: also under another key, and where it is gone. */
public interface RowHistoryContract extends OnDatabase {
    private static RowEdit edited(
            EntryKind kind, String code, Map<String, @Nullable String> before, Map<String, @Nullable String> after) {
        return new RowEdit("tier", null, kind, LedgerContract.map("code", code), before, after, Set.of(), Set.of());
    }

    private static RowEdit changed(
            String code, Map<String, @Nullable String> before, Map<String, @Nullable String> after) {
        return edited(EntryKind.CHANGED, code, before, after);
    }

    @Test
    default void a_row_is_found_by_a_value_of_its_key_and_by_the_row_that_this_names() {
        db().sql(
                        "create table country (id integer primary key, iso varchar(2) not null unique)",
                        "create table method (code varchar(20) primary key)",
                        "create table payment (country_id integer not null references country (id), method varchar(20) not"
                                + " null references method (code), primary key (country_id, method))",
                        "insert into country (id, iso) values (2, 'AT')",
                        "insert into method (code) values ('cash')",
                        "insert into payment (country_id, method) values (2, 'cash')");
        Seedbed seedbed = db().seeds("""
                        tables:
                          country: {key: [iso], rows: [{id: 1, iso: DE}]}
                          method: {rows: [{code: card}, {code: sepa}, {code: cash}]}
                          payment:
                            key: [country_id, method]
                            rows:
                              - {country_id: {iso: DE}, method: {code: card}}
                              - {country_id: {iso: DE}, method: sepa}
                        """).build();
        seedbed.ledger().enable();
        seedbed.fill();

        for (String method : List.of("card", "sepa")) {
            for (String name : List.of("method", "method.code")) {
                RowHistory found =
                        seedbed.ledger().show("payment", LedgerContract.map("country_id.iso", "DE", name, method));

                assertThat(found.events())
                        .as(name + "=" + method)
                        .extracting(RowHistory.Event::kind)
                        .containsExactly("planted");
            }
        }
        assertThat(seedbed.ledger()
                        .show("payment", LedgerContract.map("country_id", "2", "method.code", "cash"))
                        .events())
                .isEmpty();
        SeedException unknown = catchThrowableOfType(
                SeedException.class,
                () -> seedbed.ledger()
                        .show("payment", LedgerContract.map("country_id.iso", "AT", "method.code", "cash")));
        assertThat(unknown)
                .hasMessageContaining("\"country_id.iso\" is known once a run has written the row into the ledger")
                .hasMessageContaining("what column \"country_id\" itself holds");
    }

    @Test
    default void of_a_row_whose_key_a_person_changed_it_tells_what_happened_under_the_key_before() {
        Ledgers ledger = new Ledgers(db()).create();
        ledger.write(writer ->
                writer.add(LedgerContract.tier(Kind.PLANTED, "pro", "code", "pro", "price", "49", "name", "Pro")));
        ledger.write(writer ->
                writer.edit(changed("pro", LedgerContract.map("price", "49"), LedgerContract.map("price", "55"))));
        ledger.write(writer ->
                writer.edit(changed("pro", LedgerContract.map("code", "pro"), LedgerContract.map("code", "team"))));
        ledger.write(writer ->
                writer.edit(changed("team", LedgerContract.map("name", "Pro"), LedgerContract.map("name", "Team"))));
        ledger.write(writer ->
                writer.edit(changed("team", LedgerContract.map("code", "team"), LedgerContract.map("code", "crew"))));

        RowHistory history = ledger.asked().show("tier", LedgerContract.map("code", "crew"));

        assertThat(history.events())
                .extracting(event -> event.seq() + " " + event.kind() + " " + event.key() + " " + event.keyAfter())
                .containsExactly(
                        "1 planted {code=pro} {code=pro}",
                        "2 changed {code=pro} {code=pro}",
                        "3 changed {code=pro} {code=team}",
                        "4 changed {code=team} {code=team}",
                        "5 changed {code=team} {code=crew}");
        assertThat(history.values().entrySet())
                .extracting(value -> value.getKey() + "=" + value.getValue().text() + " by "
                        + value.getValue().by().runId())
                .containsExactly("code=crew by run-5", "price=55 by run-2", "name=Team by run-4");
        assertThat(history.standing()).isEqualTo(RowHistory.Standing.THERE);
        RowHistory former = ledger.asked().show("tier", LedgerContract.map("code", "pro"));
        assertThat(former.events()).extracting(RowHistory.Event::seq).containsExactly(1L, 2L, 3L);
        assertThat(former.standing()).isEqualTo(RowHistory.Standing.RENAMED);
    }

    @Test
    default void a_key_that_a_person_changed_is_another_row_to_runs() {
        Ledgers ledger = new Ledgers(db()).create();
        ledger.write(writer -> {
            writer.add(LedgerContract.tier(Kind.PLANTED, "pro", "code", "pro", "price", "49"));
            writer.pin("tier", LedgerContract.map("code", "pro"), "price");
        });
        ledger.write(writer ->
                writer.edit(changed("pro", LedgerContract.map("code", "pro"), LedgerContract.map("code", "team"))));

        assertThat(ledger.knows("tier", "code", "pro")).isTrue();
        assertThat(ledger.knows("tier", "code", "team")).isFalse();
        assertThat(ledger.row("tier", "code", "team")).isNull();
        RowHistory history = ledger.asked().show("tier", LedgerContract.map("code", "team"));
        assertThat(history.known()).isFalse();
        assertThat(history.pins()).isEmpty();
        RowHistory former = ledger.asked().show("tier", LedgerContract.map("code", "pro"));
        assertThat(former.known()).isTrue();
        assertThat(former.pins()).containsOnlyKeys("price");
    }

    @Test
    default void what_runs_know_under_a_key_is_told_also_where_a_person_gave_that_key_to_another_row() {
        Ledgers ledger = new Ledgers(db()).create();
        ledger.write(writer -> {
            writer.add(LedgerContract.tier(Kind.PLANTED, "pro", "code", "pro", "price", "49"));
            writer.pin("tier", LedgerContract.map("code", "pro"), "price");
        });
        ledger.write(writer -> writer.add(LedgerContract.renamed("pro", "team", "code", "team")));
        ledger.write(writer ->
                writer.edit(changed("team", LedgerContract.map("code", "team"), LedgerContract.map("code", "crew"))));
        ledger.write(writer ->
                writer.edit(changed("own", LedgerContract.map("code", "own"), LedgerContract.map("code", "team"))));

        RowHistory history = ledger.asked().show("tier", LedgerContract.map("code", "team"));

        assertThat(history.events())
                .extracting(event -> event.kind() + " " + event.key())
                .containsExactly(
                        "planted {code=pro}",
                        "pinned {code=pro}",
                        "renamed {code=team}",
                        "changed {code=team}",
                        "changed {code=own}");
        assertThat(history.known()).isTrue();
        assertThat(history.pins()).containsOnlyKeys("price");
    }

    @Test
    default void a_key_may_be_long() {
        Ledgers ledger = new Ledgers(db()).create();
        String code = "%\ud83d\ude00".repeat(20_000);
        ledger.write(writer -> {
            writer.add(LedgerContract.tier(Kind.PLANTED, code, "price", "49"));
            writer.add(LedgerContract.tier(Kind.PLANTED, code + "%", "price", "50"));
        });
        ledger.write(writer ->
                writer.edit(changed(code, LedgerContract.map("code", code), LedgerContract.map("code", code + "!"))));

        RowHistory history = ledger.asked().show("tier", LedgerContract.map("code", code + "!"));

        assertThat(history.events()).extracting(RowHistory.Event::kind).containsExactly("planted", "changed");
    }

    @Test
    default void where_a_row_stands_is_told_by_what_happened_to_it_last() {
        Ledgers ledger = new Ledgers(db()).create();
        ledger.write(writer -> writer.add(LedgerContract.tier(Kind.PLANTED, "old", "code", "old")));
        ledger.write(writer -> {
            writer.reset();
            writer.add(LedgerContract.tier(Kind.PLANTED, "legacy", "code", "legacy"));
            writer.add(LedgerContract.tier(Kind.PLANTED, "basic", "code", "basic"));
            writer.add(LedgerContract.tier(Kind.PLANTED, "pro", "code", "pro"));
            writer.edit(edited(
                    EntryKind.CREATED, "own", LedgerContract.map(), LedgerContract.map("code", "own", "price", "1")));
            writer.edit(changed("own", LedgerContract.map("price", "1"), LedgerContract.map("price", "2")));
            writer.pin("tier", LedgerContract.map("code", "stranger"), null);
        });
        ledger.write(writer -> {
            writer.add(LedgerContract.tier(Kind.RETIRED, "legacy"));
            writer.add(LedgerContract.renamed("basic", "team", "code", "team"));
            writer.edit(edited(EntryKind.DELETED, "pro", LedgerContract.map("code", "pro"), LedgerContract.map()));
        });

        Map<String, RowHistory.Standing> standing = new LinkedHashMap<>();
        for (String code : List.of("old", "legacy", "basic", "team", "pro", "own", "stranger")) {
            standing.put(
                    code,
                    ledger.asked()
                            .show("tier", LedgerContract.map("code", code))
                            .standing());
        }

        assertThat(standing)
                .containsExactly(
                        Map.entry("old", RowHistory.Standing.RESET),
                        Map.entry("legacy", RowHistory.Standing.RETIRED),
                        Map.entry("basic", RowHistory.Standing.RENAMED),
                        Map.entry("team", RowHistory.Standing.THERE),
                        Map.entry("pro", RowHistory.Standing.DELETED),
                        Map.entry("own", RowHistory.Standing.THERE),
                        Map.entry("stranger", RowHistory.Standing.UNKNOWN));
    }

    @Test
    default void values_are_told_as_the_database_has_them_however_the_seeds_write_them() {
        db().sql("create table tariff (code varchar(20) primary key, price numeric(10, 2))");
        Seedbed seedbed = db().seeds("""
                tables:
                  tariff:
                    key: [code]
                    rows:
                      - {code: whole, price: 49}
                      - {code: half, price: 4.50}
                """).build();
        seedbed.ledger().enable();
        seedbed.update();
        for (String code : List.of("whole", "half")) {
            Map<String, @Nullable String> key = LedgerContract.map("code", code);

            RowHistory history = seedbed.ledger().show("tariff", key);

            String live = db().rows("select price from tariff where code = '" + code + "'")
                    .get(0);
            assertThat(Objects.requireNonNull(history.values().get("price")).text())
                    .isEqualTo(live);
            assertThat(Objects.requireNonNull(history.last()).columns()).containsEntry("price", live);
            assertThat(seedbed.tables()
                            .trail(TrailFilter.latest(1).of("tariff", key))
                            .get(0)
                            .rows()
                            .get(0)
                            .after())
                    .containsEntry("price", live);
            assertThat(Objects.requireNonNull(
                                    seedbed.tables().row("tariff", key).values().get("price"))
                            .text())
                    .isEqualTo(live);
        }
    }
}

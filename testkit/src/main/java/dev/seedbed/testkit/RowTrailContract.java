package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.seedbed.Seedbed;
import dev.seedbed.ledger.EntryKind;
import dev.seedbed.ledger.TrailEntry;
import dev.seedbed.ledger.TrailFilter;
import dev.seedbed.ledger.TrailRow;
import dev.seedbed.rows.Provenance;
import dev.seedbed.rows.RowException;
import dev.seedbed.rows.SetBy;
import dev.seedbed.rows.TableRow;
import dev.seedbed.rows.Tables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What runs and people did, as the ledger tells it: who, when, what, from, to and why. */
public interface RowTrailContract extends OnDatabase {
    String TRAILED = """
            tables:
              tier: {key: [code], sensitive: [token], rows: [{id: 1, code: a%b, price: 9}, {id: 2, code: b, price: 10}]}
              kind: {rows: [{code: x}]}
            """;

    private Seedbed at(String time, String actor) {
        return db().seeds(TRAILED)
                .actor(actor)
                .clock(Clock.fixed(Instant.parse(time), ZoneOffset.UTC))
                .build();
    }

    private static String version(Tables tables, Map<String, String> key) {
        return Objects.requireNonNull(tables.row("tier", key).version());
    }

    private Tables happened() {
        db().sql(
                        "create table tier (id integer primary key, code varchar(20) not null unique, price integer, token"
                                + " varchar(20))",
                        "create table kind (code varchar(20) primary key)");
        Seedbed deploy = at("2026-03-01T10:00:00Z", "deploy");
        deploy.ledger().enable();
        deploy.update();
        Tables anna = at("2026-03-02T10:00:00Z", "nobody").tables();
        Map<String, String> key = Map.of("code", "a%b");
        anna.by("anna", "agreed").change("tier", key, version(anna, key), Map.of("price", "12", "token", "canary"));
        anna.by("berta", null).create("tier", Map.of("id", "3", "code", "c"));
        Tables later = at("2026-03-03T10:00:00Z", "nobody").tables();
        later.by("anna", "not needed").delete("tier", Map.of("code", "c"), version(later, Map.of("code", "c")));
        TableRow restored = later.by("berta", null).restore("tier", key, version(later, key), "price");
        assertThat(Objects.requireNonNull(restored.values().get("price")).text())
                .isEqualTo("9");
        later.by("anna", null).pin("tier", key, null, "price");
        return later;
    }

    private static List<String> kinds(List<TrailEntry> entries) {
        return entries.stream()
                .map(entry -> entry.actor() + ": " + entry.kinds())
                .toList();
    }

    @Test
    default void the_trail_tells_what_runs_and_people_did_the_latest_first() {
        Tables tables = happened();

        List<TrailEntry> all = tables.trail(TrailFilter.latest(100));

        assertThat(kinds(all))
                .containsExactly(
                        "anna: pinned 1",
                        "berta: restored 1",
                        "anna: deleted 1",
                        "berta: created 1",
                        "anna: changed 1",
                        "deploy: planted 1",
                        "deploy: planted 2",
                        "deploy: enabled");
        TrailEntry changed = all.get(4);
        assertThat(changed.command()).isEqualTo("change");
        assertThat(changed.reason()).isEqualTo("agreed");
        assertThat(changed.at()).isEqualTo("2026-03-02T10:00:00.000000Z");
        assertThat(changed.table()).isEqualTo("tier");
        assertThat(changed.rows())
                .containsExactly(new TrailRow(
                        EntryKind.CHANGED,
                        Map.of("code", "a%b"),
                        null,
                        Map.of("price", "9"),
                        Map.of("price", "12"),
                        List.of(),
                        List.of("token")));
        assertThat(all.get(2).rows().get(0).before()).isEqualTo(LedgerContract.map("id", "3", "price", null));
        assertThat(all.get(3).rows().get(0).after())
                .isEqualTo(all.get(2).rows().get(0).before());
        assertThat(all.get(2).rows().get(0).secret()).isEmpty();
        assertThat(all.get(1).rows().get(0).before()).isEqualTo(Map.of("price", "12"));
        assertThat(all.get(1).rows().get(0).after()).isEqualTo(Map.of("price", "9"));
        assertThat(all.toString()).doesNotContain("canary");
    }

    @Test
    default void the_trail_is_filtered_and_paged() {
        Tables tables = happened();

        assertThat(kinds(tables.trail(TrailFilter.latest(100).by("berta"))))
                .containsExactly("berta: restored 1", "berta: created 1");
        assertThat(kinds(tables.trail(TrailFilter.latest(100).of("kind")))).containsExactly("deploy: planted 1");
        List<TrailEntry> ofRow = tables.trail(TrailFilter.latest(100).of("tier", Map.of("code", "a%b")));
        assertThat(kinds(ofRow))
                .containsExactly("anna: pinned 1", "berta: restored 1", "anna: changed 1", "deploy: planted 2");
        assertThat(ofRow.get(3).rows()).extracting(TrailRow::key).containsExactly(Map.of("code", "a%b"));
        assertThat(kinds(tables.trail(TrailFilter.latest(100).of("tier", Map.of("code", "c")))))
                .containsExactly("anna: deleted 1", "berta: created 1");
        assertThat(kinds(tables.trail(TrailFilter.latest(100)
                        .between(Instant.parse("2026-03-02T00:00:00Z"), Instant.parse("2026-03-03T00:00:00Z")))))
                .containsExactly("berta: created 1", "anna: changed 1");
        String run = tables.trail(TrailFilter.latest(100)).get(4).runId();
        assertThat(kinds(tables.trail(TrailFilter.latest(100).ofRun(run)))).containsExactly("anna: changed 1");
        assertThat(kinds(tables.trail(TrailFilter.latest(100).by("berta").ofRun(run))))
                .isEmpty();
        List<String> paged = new ArrayList<>();
        TrailFilter filter = TrailFilter.latest(3);
        for (List<TrailEntry> page = tables.trail(filter);
                !page.isEmpty();
                page = tables.trail(filter.before(page.get(page.size() - 1).seq()))) {
            assertThat(page.size()).isLessThanOrEqualTo(3);
            paged.addAll(kinds(page));
        }
        assertThat(paged).isEqualTo(kinds(tables.trail(TrailFilter.latest(100))));
    }

    @Test
    default void a_row_whose_key_a_person_changed_keeps_its_history_and_who_set_its_values() {
        Tables tables = happened();
        Map<String, String> before = Map.of("code", "a%b");
        Map<String, String> now = Map.of("code", "z");
        tables.by("berta", null).change("tier", before, version(tables, before), Map.of("price", "15"));

        TableRow row = tables.by("anna", "typo").change("tier", before, version(tables, before), Map.of("code", "z"));

        List<TrailEntry> trail = tables.trail(TrailFilter.latest(100).of("tier", now));
        assertThat(kinds(trail))
                .containsExactly(
                        "anna: changed 1",
                        "berta: changed 1",
                        "anna: pinned 1",
                        "berta: restored 1",
                        "anna: changed 1",
                        "deploy: planted 2");
        assertThat(trail.get(0).rows().get(0).key()).isEqualTo(before);
        assertThat(trail.get(0).rows().get(0).keyAfter()).isEqualTo(now);
        assertThat(trail.get(5).rows()).extracting(TrailRow::key).containsExactly(Map.of("code", "a%b"));
        for (TableRow told : List.of(row, tables.row("tier", now))) {
            assertThat(setBy(told, "code")).isEqualTo("changed by anna");
            assertThat(setBy(told, "price")).isEqualTo("changed by berta");
            assertThat(setBy(told, "id")).isEqualTo("planted by deploy");
            assertThat(Objects.requireNonNull(told.values().get("price")).isPinned())
                    .isFalse();
        }
        assertThat(kinds(tables.trail(TrailFilter.latest(100).of("tier", before))))
                .isEqualTo(kinds(trail));
    }

    private static String setBy(TableRow row, String column) {
        SetBy by = Objects.requireNonNull(
                Objects.requireNonNull(row.values().get(column)).setBy());
        return by.kind() + " by " + by.actor();
    }

    @Test
    default void a_key_that_a_person_changed_changes_nothing_of_what_runs_decide() {
        Tables tables = happened();
        Map<String, String> before = Map.of("code", "a%b");
        tables.by("anna", null).change("tier", before, version(tables, before), Map.of("code", "z"));
        Seedbed later = at("2026-03-05T10:00:00Z", "deploy");

        assertThat(later.update().writes()).isFalse();

        assertThat(db().rows("select code, price from tier order by id")).containsExactly("z|9", "b|10");
        assertThat(later.tables().row("tier", before).provenance()).isEqualTo(Provenance.DELETED);
        assertThat(later.tables().row("tier", Map.of("code", "z")).provenance()).isEqualTo(Provenance.ADDED);
    }

    @Test
    default void a_row_that_a_run_renamed_is_found_in_the_trail_under_the_key_before() {
        db().sql("create table tier (code varchar(20) primary key, price integer)");
        String seeds = "tables: {tier: {key: [code], rows: [%s]}}";
        Seedbed first = db().seeds(seeds.formatted("{code: pro, price: 9}")).build();
        first.ledger().enable();
        first.update();
        Seedbed second = db().seeds(seeds.formatted("{code: team, price: 9, $formerly: [{code: pro}]}"))
                .build();
        second.update();

        List<TrailEntry> trail = second.tables().trail(TrailFilter.latest(100).of("tier", Map.of("code", "team")));

        assertThat(trail).extracting(TrailEntry::kinds).containsExactly("renamed 1", "planted 1");
    }

    @Test
    default void what_people_did_is_verified_with_all_else() {
        Tables tables = happened();
        Seedbed seedbed = at("2026-03-04T10:00:00Z", "anna");
        assertThat(seedbed.ledger().verify(null).problems()).isEmpty();
        long seq = tables.trail(TrailFilter.latest(100)).get(4).seq();

        db().sql("update seedbed_ledger set body = replace(body, '\"12\"', '\"13\"') where seq = " + seq);

        assertThat(seedbed.ledger().verify(null).problems().get(0).message())
                .isEqualTo("Entry " + seq + " was changed after it was written: its hash is not that of what it says.");
    }

    @Test
    default void without_a_ledger_there_is_no_trail() {
        db().sql("create table tier (id integer primary key, code varchar(20) not null unique, price integer, token"
                + " varchar(20))");
        Tables tables =
                db().seeds("tables: {tier: {key: [code], rows: []}}").build().tables();

        RowException none = catchThrowableOfType(RowException.class, () -> tables.trail(TrailFilter.latest(1)));

        assertThat(none.why()).isEqualTo(RowException.Why.NO_LEDGER);
        assertThat(none).hasMessage("""
                The trail is kept in the ledger, and this database has none.
                  where: table seedbed_ledger
                  mend:  make one with "seedbed ledger enable", or by your own migrations with what "seedbed ledger sql" prints""");
    }
}

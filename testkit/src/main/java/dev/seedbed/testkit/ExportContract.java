package dev.seedbed.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.LintReport;
import dev.seedbed.Seedbed;
import dev.seedbed.export.ExportReport;
import dev.seedbed.export.ExportReport.LeftOut;
import dev.seedbed.export.ExportRequest;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.seed.SeedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From a database to seed files, and from those to the same rows again. */
public interface ExportContract extends OnDatabase {
    /** Texts that YAML, CSV or somebody's idea of a type could take for something else. */
    List<String> AWKWARD = List.of(
            "",
            " ",
            "  two  ",
            "trailing ",
            "null",
            "NULL",
            "Null",
            "~",
            "yes",
            "NO",
            "off",
            "true",
            "010",
            "1.10",
            "1e3",
            ".5",
            "-",
            "-1",
            "- item",
            "+1",
            "a: b",
            "a:b",
            "a:",
            ":a",
            "http://x.org:8/a?b=c#d",
            "a #b",
            "#a",
            "it's",
            "'",
            "''",
            "\"",
            "\"q\"",
            "say \"a\"",
            "a,b",
            ",",
            "{a}",
            "[a]",
            "{a: b}",
            "&a",
            "*a",
            "!a",
            "!!str",
            "|",
            ">",
            "|-",
            "%a",
            "@a",
            "`a`",
            "?",
            "? a",
            "=",
            "<<",
            "---",
            "...",
            "\\",
            "\\N",
            "\\.",
            "a\\nb",
            "a\tb",
            "\t",
            "\n",
            "a\n",
            "a\nb",
            "a\n\nb\n",
            "a\n\n",
            " a\nb",
            "a\n b",
            "a \nb",
            "\na",
            "a\r\nb",
            "a\r\nb\r\n",
            "é",
            "e\u0301",
            "\uD83C\uDF31 ü",
            "日本",
            "שלום",
            "\u00A0",
            "\u2028",
            "\u0085",
            "\uFEFF",
            "\u200D",
            "\u007F",
            "\u0007",
            "$each",
            "${x}",
            "$x",
            "2026-03-04",
            "12:30",
            "12:30:00",
            "0x10",
            "1_000",
            "x".repeat(300),
            "a, ".repeat(60));

    /** Texts that only YAML holds, as escapes. */
    List<String> YAML_ONLY = List.of("a\u202Eb", "\u2066", "a\rb", "\r");

    /** An empty directory for the files of one test. */
    default Path base() {
        return db().write(Map.of("readme.md", "Nothing."));
    }

    static Seedbed seedbed(TestDatabase db, Path base, String seeds) {
        return Seedbed.on(db.dataSource())
                .baseDirectory(base)
                .seeds(seeds)
                .discoverSeeders(false)
                .environment("development")
                .build();
    }

    default ExportReport export(Path directory, String... tables) {
        return seedbed(db(), directory, "none").export(ExportRequest.of(directory, tables));
    }

    /** Every file of a directory, by its name. */
    static Map<String, String> files(Path directory) {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                contents.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    /** What was left out, each with the word for why. */
    static List<String> leftOut(ExportReport report) {
        return report.leftOut().stream()
                .map(left -> left.table() + (left.column() == null ? "" : "." + left.column()) + " "
                        + left.why().label())
                .toList();
    }

    private boolean isSqlite() {
        return db().spelled("integer").equals("INTEGER") && !isH2();
    }

    private boolean isH2() {
        try (Connection connection = db().connect()) {
            return connection.getMetaData().getDatabaseProductName().equals("H2");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void insert(String sql, List<List<@Nullable Object>> rows) {
        try (Connection connection = db().connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            for (List<@Nullable Object> row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    statement.setObject(i + 1, row.get(i));
                }
                statement.executeUpdate();
            }
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private String numbered() {
        return isSqlite() ? "integer primary key" : "integer generated by default as identity primary key";
    }

    private void plantGeography() {
        db().sql(
                        "create table country (code char(2) primary key, name varchar(80) not null unique,"
                                + " area numeric(12,3), member boolean not null, founded date, seen timestamp,"
                                + " kind varchar(10) default 'state' not null, motto text,"
                                + " twice integer generated always as (2 * 21)"
                                + (db().isPostgres() ? " stored)" : ")"),
                        // Refers to itself by two columns, one of which refers to another table as well.
                        "create table subdivision (country_code char(2) not null references country(code),"
                                + " code varchar(6) not null, name varchar(80) not null, parent_country char(2),"
                                + " parent_code varchar(6), primary key (country_code, code),"
                                + " foreign key (parent_country, parent_code) references subdivision (country_code, code))",
                        "create table category (id " + numbered() + ", slug varchar(20) not null unique,"
                                + " parent_id integer references category(id))",
                        // A key that holds a reference, and a table that refers to it, and one that refers to that.
                        "create table tag (id " + numbered() + ", category_id integer not null references category(id),"
                                + " label varchar(20) not null, unique (category_id, label))",
                        "create table place (id " + numbered() + ", code varchar(20) not null unique,"
                                + " tag_id integer references tag(id), country_code char(2), subdivision_code varchar(6),"
                                + " foreign key (country_code, subdivision_code) references subdivision (country_code, code))",
                        "create table place_tag (place_id integer not null references place(id),"
                                + " tag_id integer not null references tag(id), primary key (place_id, tag_id))",
                        "insert into country (code, name, area, member, founded, seen, kind, motto) values"
                                + " ('DE', 'Germany', 357022.5, true, '1949-05-23', '2026-03-04 05:06:07', 'state', null),"
                                + " ('NO', 'Norway', 385207.000, false, null, null, 'kingdom', 'Alt for Norge'),"
                                + " ('AX', 'Åland', null, false, '1921-06-27', '2026-03-04 05:06:07.5', 'state', '')",
                        "insert into subdivision values ('DE', 'BY', 'Bayern', null, null)",
                        "insert into subdivision values ('DE', '09', 'Oberbayern', 'DE', 'BY'),"
                                + " ('NO', '03', 'Oslo', null, null)",
                        "insert into category (slug, parent_id) values ('root', null)",
                        "insert into category (slug, parent_id) select 'leaf', id from category where slug = 'root'",
                        "insert into category (slug, parent_id) select 'a twig', id from category where slug = 'leaf'",
                        "insert into tag (category_id, label) select id, 'red' from category",
                        "insert into tag (category_id, label) select id, 'blue' from category where slug = 'leaf'");
        List<List<@Nullable Object>> places = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            List<@Nullable Object> place = new ArrayList<>();
            place.add((i % 2 == 0 ? "p" : "P") + i);
            place.add(i % 5 == 0 ? null : 1 + i % 4);
            place.add(i % 3 == 0 ? null : i % 3 == 1 ? "DE" : "NO");
            place.add(i % 3 == 0 ? null : i % 3 == 1 ? "09" : "03");
            places.add(place);
        }
        insert("insert into place (code, tag_id, country_code, subdivision_code) values (?, ?, ?, ?)", places);
        db().sql("insert into place_tag select p.id, t.id from place p join tag t on mod_ok"
                .replace("mod_ok", "t.id <= 4 and p.id <= 80"));
    }

    List<String> GEOGRAPHY = List.of("country", "subdivision", "category", "tag", "place", "place_tag");

    /** What the rows say, numbers that the database made up aside. */
    private Map<String, List<String>> geography() {
        String tag = "c.slug || '/' || t.label";
        String tags = " left join tag t on t.id = x.tag_id left join category c on c.id = t.category_id";
        Map<String, String> queries = Map.of(
                "country", "select * from country",
                "subdivision", "select * from subdivision",
                "category", "select x.slug, p.slug from category x left join category p on p.id = x.parent_id",
                "tag", "select c.slug, t.label from tag t join category c on c.id = t.category_id",
                "place", "select x.code, x.country_code, x.subdivision_code, " + tag + " from place x" + tags,
                "place_tag", "select p.code, " + tag + " from place_tag x join place p on p.id = x.place_id" + tags);
        Map<String, List<String>> contents = new TreeMap<>();
        queries.forEach((table, query) ->
                contents.put(table, db().rows(query).stream().sorted().toList()));
        return contents;
    }

    @Test
    default void a_schema_that_is_exported_and_planted_again_holds_the_same() {
        plantGeography();
        Map<String, List<String>> before = geography();
        assertThat(before.get("place")).hasSize(250);
        assertThat(before.get("place_tag")).hasSize(320);
        Path base = base();

        ExportReport report = export(base.resolve("one"), GEOGRAPHY.toArray(String[]::new));

        assertThat(files(base.resolve("one")).keySet())
                .containsExactly(
                        "category.yaml", "country.yaml", "place.csv", "place_tag.csv", "subdivision.yaml", "tag.yaml");
        assertThat(leftOut(report))
                .containsExactlyInAnyOrder(
                        "category.id numbered", "country.twice computed", "tag.id numbered", "place.id numbered");
        assertThat(report.warnings()).isEmpty();

        LintReport lint = seedbed(db(), base, "one").lint();
        assertThat(lint.errors()).isEmpty();
        Report same = seedbed(db(), base, "one").fill();
        assertThat(same.errors()).isEmpty();
        assertThat(same.changes()).isEmpty();
        assertThat(same.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);

        db().sql(
                        "delete from place_tag",
                        "delete from place",
                        "delete from tag",
                        "update category set parent_id = null",
                        "delete from category",
                        "update subdivision set parent_country = null, parent_code = null",
                        "delete from subdivision",
                        "delete from country");
        Report planted = seedbed(db(), base, "one").fill();
        assertThat(planted.errors()).isEmpty();
        assertThat(planted.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(geography()).isEqualTo(before);

        Report again = seedbed(db(), base, "one").fill();
        assertThat(again.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(again.changes()).isEmpty();
        export(base.resolve("two"), GEOGRAPHY.toArray(String[]::new));
        assertThat(files(base.resolve("two"))).isEqualTo(files(base.resolve("one")));
    }

    @Test
    default void references_are_written_by_natural_key() {
        plantGeography();
        Path base = base();

        export(base.resolve("seeds"), "tag", "subdivision", "category", "country", "place");

        Map<String, String> files = files(base.resolve("seeds"));
        assertThat(files.get("tag.yaml")).isEqualTo("""
                # Rows that "seedbed export" found in the database.
                # Left out: id.
                tables:
                  tag:
                    rows:
                      - {category_id: {slug: a twig}, label: red}
                      - {category_id: {slug: leaf}, label: blue}
                      - {category_id: {slug: leaf}, label: red}
                      - {category_id: {slug: root}, label: red}
                """);
        assertThat(files.get("subdivision.yaml")).endsWith("""
                    rows:
                      - {country_code: {code: DE}, code: '09', name: Oberbayern, parent_country: {country_code: {code: DE}, code: BY}}
                      - {country_code: {code: DE}, code: BY, name: Bayern, parent_country: null}
                      - {country_code: {code: 'NO'}, code: '03', name: Oslo, parent_country: null}
                """.replace("'", ""));
        assertThat(files.get("place.csv")).startsWith("""
                        code,tag_id.category_id.slug,tag_id.label,country_code.country_code.code,country_code.code
                        P1,leaf,red,DE,09
                        """);
    }

    @Test
    default void texts_come_back_as_they_were() {
        db().sql("create table text_value (k varchar(20) primary key, v text, w varchar(400))");
        List<String> texts = new ArrayList<>(AWKWARD);
        texts.addAll(YAML_ONLY);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String text : texts) {
            rows.add(List.of("k" + rows.size(), text, text));
        }
        List<@Nullable Object> nothing = new ArrayList<>(List.of("nothing"));
        nothing.add(null);
        nothing.add(null);
        rows.add(nothing);
        insert("insert into text_value values (?, ?, ?)", rows);

        assertThat(leftOut(roundTrip("text_value"))).isEmpty();
    }

    @Test
    default void texts_come_back_from_csv_too_and_what_it_cannot_hold_is_named() {
        db().sql("create table text_value (k varchar(20) primary key, v text)");
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            for (String text : AWKWARD) {
                rows.add(List.of("k" + rows.size(), text));
            }
        }
        insert("insert into text_value values (?, ?)", rows);
        assertThat(rows.size()).isGreaterThan(200);
        assertThat(leftOut(roundTrip("text_value"))).isEmpty();

        insert("insert into text_value values (?, ?)", List.of(List.of("bidi", "a\u202Eb"), List.of("cr", "a\rb")));
        ExportReport report = export(base().resolve("seeds"), "text_value");
        assertThat(report.leftOut())
                .containsExactly(
                        new LeftOut(
                                "text_value",
                                "v",
                                "k=bidi",
                                ExportReport.Why.VALUE,
                                "it has the invisible control character U+202E, which CSV cannot hold",
                                "change the value, or declare the row by hand"),
                        new LeftOut(
                                "text_value",
                                "v",
                                "k=cr",
                                ExportReport.Why.VALUE,
                                "it has a carriage return without a line feed, which CSV cannot hold",
                                "change the value, or declare the row by hand"));
        assertThat(report.tables().get(0).rows()).isEqualTo(rows.size());
    }

    /** Exports a table, empties it, plants it again and exports once more. */
    default ExportReport roundTrip(String table) {
        List<String> before = db().rows("select * from " + table + " order by 1");
        Path base = base();
        ExportReport report = export(base.resolve("one"), table);
        Report same = seedbed(db(), base, "one").fill();
        assertThat(same.errors()).isEmpty();
        assertThat(same.changes()).isEmpty();
        assertThat(same.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        db().sql("delete from " + table);
        assertThat(seedbed(db(), base, "one").fill().errors()).isEmpty();
        assertThat(db().rows("select * from " + table + " order by 1")).isEqualTo(before);
        assertThat(seedbed(db(), base, "one").fill().changes()).isEmpty();
        export(base.resolve("two"), table);
        assertThat(files(base.resolve("two"))).isEqualTo(files(base.resolve("one")));
        return report;
    }

    @Test
    default void numbers_times_and_structured_values_come_back_as_they_were() {
        boolean postgres = db().isPostgres();
        String binary = postgres ? "bytea" : isH2() ? "varbinary(40)" : "blob";
        String json = postgres ? "jsonb" : "json";
        String bytes = postgres ? "'\\x00ff7f'" : "X'00ff7f'";
        String document = "{\"a\": [1, 2.5, null, true], \"b\": {\"c\": \"x: y\"}}";
        db().sql(
                        "create table value_of (k varchar(5) not null primary key, s smallint, l bigint, n numeric(12,4), f double precision,"
                                + " b boolean, d date, ts timestamp(3), u uuid, bin " + binary + ", j " + json + ")",
                        "insert into value_of values ('1', 7, 9007199254740993, 1234.5, 0.1, true, '2026-02-28',"
                                + " '2026-03-04 05:06:07.125', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', " + bytes + ", "
                                + (isH2() ? "json " : "") + "'" + document + "')",
                        "insert into value_of values ('2', -7, -1, -0.0001, 1e300, false, '1900-01-01',"
                                + " '1999-12-31 23:59:59', 'b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', " + bytes + ", "
                                + (isH2() ? "json " : "") + "'{\"$each\": \"$x\"}')",
                        "insert into value_of (k, s, l, n, f, b, d, ts, u, bin, j) values ('3', null, null, null, null, null, null, null, null, null, null)",
                        "insert into value_of (k, j) values ('4', " + (isH2() ? "json " : "") + "'null')",
                        "insert into value_of (k, j) values ('5', " + (isH2() ? "json " : "") + "'\"text\"')");

        // SQLite keeps the text of a document as it was written; that of the seeds has the blanks of none.
        if (isSqlite()) {
            db().sql("update value_of set j = json(j)");
        }
        assertThat(leftOut(roundTrip("value_of"))).isEmpty();
    }

    @Test
    default void a_table_without_natural_key_is_named_with_its_reason() {
        db().sql(
                        "create table log (id " + numbered() + ", line text)",
                        "create table entry (name varchar(20) primary key, log_id integer references log(id))",
                        "create table must (name varchar(20) primary key, log_id integer not null references log(id))",
                        "create table tree (id " + numbered() + ", parent_id integer not null references tree(id),"
                                + " name varchar(20) not null, unique (parent_id, name))",
                        "insert into log (line) values ('a'), ('a')",
                        "insert into entry select 'x', min(id) from log",
                        "insert into must select 'y', min(id) from log",
                        "insert into tree values ('1', 1, 'root')");

        ExportReport report = export(base().resolve("seeds"), "log", "entry", "must", "tree");

        assertThat(report.leftOut().stream()
                        .map(left -> left.table() + (left.column() == null ? "" : "." + left.column()) + ": "
                                + left.reason() + " -> " + left.mend()))
                .containsExactly(
                        "entry.log_id: it refers to table \"log\", which has no natural key: \"id\" is numbered by the database"
                                + " -> give \"log\" a unique key, or name the columns that identify its rows: --key log=COLUMN,…",
                        "log: it has no natural key: \"id\" is numbered by the database"
                                + " -> give it a unique key, or name the columns that identify its rows: --key log=COLUMN,…",
                        "must: no row can be planted without column \"log_id\": it refers to table \"log\", which has no natural"
                                + " key: \"id\" is numbered by the database"
                                + " -> give \"log\" a unique key, or name the columns that identify its rows: --key log=COLUMN,…",
                        "tree: it has no natural key: its key (parent_id, name) refers to the"
                                + " table itself through \"parent_id\""
                                + " -> give it a unique key, or name the columns that identify its rows: --key tree=COLUMN,…");
        assertThat(report.tables()).extracting(ExportReport.Exported::table).containsExactly("entry");
    }

    @Test
    default void what_waits_for_a_key_elsewhere_says_how_that_table_gets_one() {
        db().sql(
                        "create table org (id " + numbered() + ", name varchar(20))",
                        "create table club (id " + numbered() + ", name varchar(20), org_id integer references org(id),"
                                + " unique (name, org_id))",
                        "create table member (club_id integer not null references club(id), name varchar(20) not null,"
                                + " primary key (club_id, name))",
                        "insert into org (name) values ('o')",
                        "insert into club (name, org_id) select 'c', min(id) from org",
                        "insert into member select min(id), 'm' from club");
        String alsoOrg = "give \"org\" a unique key, or export it too and name the columns that identify its rows:"
                + " --table org --key org=COLUMN,…";

        assertThatThrownBy(() -> export(base().resolve("none"), "club", "member"))
                .isInstanceOf(SeedException.class)
                .hasMessage(
                        "Table \"club\" cannot be exported: it has no natural key: its key (name, org_id) refers through"
                                + " \"org_id\" to \"org\", which has none.\n  mend:  " + alsoOrg
                                + "\nTable \"member\" cannot be exported: it has no natural key: its key (club_id, name) refers through"
                                + " \"club_id\" to \"club\", which has none.\n  mend:  " + alsoOrg);

        Path base = base();
        Seedbed seedbed = seedbed(db(), base, "all");
        ExportReport report = seedbed.export(new ExportRequest(
                List.of("org", "club", "member"),
                base.resolve("all"),
                Map.of("org", List.of("name")),
                false,
                false,
                false));
        assertThat(report.tables())
                .extracting(ExportReport.Exported::table)
                .containsExactlyInAnyOrder("club", "member", "org");
        assertThat(leftOut(report)).containsExactlyInAnyOrder("club.id numbered", "org.id numbered");
    }

    @Test
    default void where_nothing_can_be_exported_that_is_an_error() {
        db().sql("create table log (id " + numbered() + ", line text)", "insert into log (line) values ('a')");
        Path directory = base().resolve("seeds-out");

        assertThatThrownBy(() -> export(directory, "log"))
                .isInstanceOf(SeedException.class)
                .hasMessage("""
                        Table "log" cannot be exported: it has no natural key: "id" is numbered by the database.
                          mend:  give it a unique key, or name the columns that identify its rows: --key log=COLUMN,…""");
        assertThat(directory).doesNotExist();
    }

    @Test
    default void a_key_that_no_constraint_knows_can_be_named() {
        db().sql(
                        "create table rule (id " + numbered() + ", ptype varchar(10), v0 varchar(10), v1 varchar(10))",
                        "insert into rule (ptype, v0, v1) values ('p', 'admin', 'read'), ('g', 'anna', ''), ('g', 'anna', null)");
        Path base = base();
        Seedbed seedbed = seedbed(db(), base, "one");

        seedbed.export(new ExportRequest(
                List.of("rule"),
                base.resolve("one"),
                Map.of("rule", List.of("ptype", "v0", "v1")),
                false,
                false,
                false));

        assertThat(files(base.resolve("one")).get("rule.yaml")).isEqualTo("""
                # Rows that "seedbed export" found in the database.
                # Left out: id.
                tables:
                  rule:
                    key: [ptype, v0, v1]
                    rows:
                      - {ptype: g, v0: anna, v1: null}
                      - {ptype: g, v0: anna, v1: ''}
                      - {ptype: p, v0: admin, v1: read}
                """);
        assertThat(seedbed.fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);

        assertThatThrownBy(() -> seedbed.export(new ExportRequest(
                        List.of("rule"), base.resolve("two"), Map.of("rule", List.of("v0")), false, false, false)))
                .hasMessage("""
                        Rows of table "rule" share the key (v0).
                          mend:  name columns that no two rows have in common""");
    }

    @Test
    default void what_looks_sensitive_is_exported_only_where_somebody_says_so() {
        db().sql(
                        "create table account (name varchar(20) primary key, api_key varchar(40), wants_password boolean)",
                        "create table member (name varchar(20) primary key, password_hash varchar(40) not null)",
                        "insert into account values ('a', 'canary-1', true)",
                        "insert into member values ('m', 'canary-2')");
        Path base = base();

        ExportReport without = export(base.resolve("one"), "account", "member");

        assertThat(leftOut(without)).containsExactly("account.api_key sensitive", "member sensitive");
        assertThat(without.leftOut().get(0).mend())
                .isEqualTo("--include-sensitive exports it and declares it under sensitive");
        assertThat(files(base.resolve("one")).toString() + without).doesNotContain("canary");

        seedbed(db(), base, "two")
                .export(new ExportRequest(
                        List.of("account", "member"), base.resolve("two"), Map.of(), false, true, false));
        assertThat(files(base.resolve("two")).get("account.yaml")).isEqualTo("""
                # Rows that "seedbed export" found in the database.
                tables:
                  account:
                    sensitive: [api_key]
                    rows:
                      - {name: a, api_key: canary-1, wants_password: true}
                """);
        assertThat(seedbed(db(), base, "two").fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    default void what_the_database_fills_in_is_left_out() {
        db().sql(
                        "create table provider (id uuid primary key, slug varchar(20) not null unique,"
                                + " category varchar(20) default 'other' not null, logo varchar(20),"
                                + " created_at timestamp default current_timestamp not null)",
                        "insert into provider (id, slug) values ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'schwab')");
        Path base = base();

        ExportReport report = export(base.resolve("one"), "provider");

        assertThat(leftOut(report))
                .containsExactly(
                        "provider.id surrogate",
                        "provider.category default",
                        "provider.logo default",
                        "provider.created_at generated");
        assertThat(files(base.resolve("one")).get("provider.yaml")).isEqualTo("""
                # Rows that "seedbed export" found in the database.
                # Left out: id, category, logo, created_at.
                tables:
                  provider:
                    on-insert: {id: {$uuid: v7}}
                    rows:
                      - {slug: schwab}
                """);
        assertThat(report.leftOut().get(3).reason())
                .startsWithIgnoringCase("a planted row gets its default instead of what is here: current_timestamp");
        assertThat(report.leftOut().get(3).mend()).isEqualTo("--include-generated carries the values that are here");
        db().sql("delete from provider");
        assertThat(seedbed(db(), base, "one").fill().inserted()).isEqualTo(1);
    }

    @Test
    default void files_that_are_there_are_replaced_only_by_force() throws IOException {
        db().sql("create table tier (code varchar(10) primary key)", "insert into tier values ('a')");
        Path base = base();
        Path directory = base.resolve("one");
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("tier.csv"), "code\nold\n");
        Files.writeString(directory.resolve("other.csv"), "code\nkept\n");

        assertThatThrownBy(() -> export(directory, "tier"))
                .isInstanceOfSatisfying(
                        SeedException.class, e -> assertThat(e.kind()).isEqualTo(SeedException.Kind.REFUSED))
                .hasMessage("""
                        The file "tier.csv" is there already.
                          where: %s
                          mend:  --force replaces it; --out DIR exports to another directory""".formatted(directory));
        assertThat(files(directory)).containsOnlyKeys("tier.csv", "other.csv");

        seedbed(db(), base, "one").export(new ExportRequest(List.of("tier"), directory, Map.of(), true, false, false));
        assertThat(files(directory)).containsOnlyKeys("tier.yaml", "other.csv");
    }

    @Test
    default void patterns_name_tables_and_pass_over_the_books_of_tools() {
        db().sql(
                        "create table tier (code varchar(10) primary key)",
                        "create table tier_kind (code varchar(10) primary key)",
                        "create table unit (code varchar(10) primary key)",
                        "create table flyway_schema_history (version varchar(10) primary key)",
                        "insert into tier values ('a')",
                        "insert into unit values ('b')");
        Path base = base();

        ExportReport report = export(base.resolve("one"), "*");

        assertThat(report.tables().stream()
                        .map(table -> table.table() + " " + table.rows() + " " + table.files())
                        .collect(Collectors.toList()))
                .containsExactly("tier 1 [tier.yaml]", "tier_kind 0 []", "unit 1 [unit.yaml]");
        assertThat(leftOut(report)).containsExactly("flyway_schema_history bookkeeping");
        assertThat(export(base.resolve("two"), "TIER*").tables()).hasSize(2);
        assertThat(export(base.resolve("three"), (isSqlite() ? "main" : "public") + ".u*")
                        .tables())
                .hasSize(1);
        assertThatThrownBy(() -> export(base.resolve("four"), "nothing*", "tier"))
                .hasMessage("""
                        No table matches "nothing*".
                          mend:  * stands for any characters, and a schema stands before a dot, as in 'public.*'""");
        assertThatThrownBy(() -> export(base.resolve("four"), "teir")).hasMessage("""
                        The database has no table "teir".
                          mend:  did you mean "tier"?""");
    }

    @Test
    default void a_large_table_whose_key_must_be_said_is_declared_in_yaml() {
        db().sql("create table coin (code varchar(10) not null unique, name varchar(20) not null unique)");
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 201; i++) {
            rows.add(List.of("c" + i, "n" + i));
        }
        insert("insert into coin values (?, ?)", rows);
        Path base = base();

        export(base.resolve("one"), "coin");

        assertThat(files(base.resolve("one")).keySet()).containsExactly("coin.csv", "coin.yaml");
        assertThat(files(base.resolve("one")).get("coin.yaml")).isEqualTo("""
                # Rows that "seedbed export" found in the database.
                tables:
                  coin:
                    key: [code]
                    rows: {csv: coin.csv}
                """);
        assertThat(seedbed(db(), base, "one").fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    default void two_tables_that_refer_to_each_other_are_exported_and_planted_again() {
        db().cycle(
                        "create table team (name varchar(20) primary key, lead varchar(20)%s)",
                        "create table person (name varchar(20) primary key, team varchar(20) references team(name))",
                        "team (lead)",
                        "person(name)");
        db().sql(
                        "insert into team values ('t', null)",
                        "insert into person values ('p', 't')",
                        "update team set lead = 'p'");
        Path base = base();

        export(base.resolve("one"), "team", "person");

        assertThat(seedbed(db(), base, "one").lint().errors()).isEmpty();
        assertThat(seedbed(db(), base, "one").fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        db().sql("update team set lead = null", "delete from person", "delete from team");
        assertThat(seedbed(db(), base, "one").fill().inserted()).isEqualTo(2);
        assertThat(db().rows("select * from team")).containsExactly("t|p");
    }

    @Test
    default void a_key_that_looks_sensitive_and_one_that_only_seeds_can_tell_are_refused() {
        db().sql(
                        "create table account (token varchar(20), name varchar(20))",
                        "create table log (id " + numbered() + ", line varchar(20))",
                        "create table entry (name varchar(20) primary key, log_id integer references log(id))",
                        "insert into account values ('t', 'n')",
                        "insert into log (line) values ('a')",
                        "insert into entry select 'x', id from log");
        Path base = base();
        Seedbed seedbed = seedbed(db(), base, "one");

        assertThatThrownBy(() -> seedbed.export(new ExportRequest(
                        List.of("account"),
                        base.resolve("one"),
                        Map.of("account", List.of("token")),
                        false,
                        true,
                        false)))
                .hasMessage("""
                        Column "token" of table "account" looks sensitive, and a key stands in reports.
                          mend:  name other columns as the key""");
        Map<String, List<String>> byLine = Map.of("log", List.of("line"));
        assertThatThrownBy(() -> seedbed.export(
                        new ExportRequest(List.of("entry"), base.resolve("one"), byLine, false, false, false)))
                .hasMessage("""
                        No unique constraint knows the key (line) of table "log", so that only seeds with its rows can refer by it.
                          mend:  export "log" too, or give it a unique constraint""");
        seedbed.export(new ExportRequest(List.of("entry", "log"), base.resolve("one"), byLine, false, false, false));
        assertThat(seedbed.fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    default void names_that_files_and_yaml_would_trip_over_are_quoted() {
        db().sql(
                        "create table \"odd: name\" (\"a b\" varchar(10) primary key, \"null\" varchar(10), \"x:y\" integer)",
                        "insert into \"odd: name\" values ('k', 'v', 1)");
        Path base = base();

        export(base.resolve("one"), "odd: name");

        assertThat(files(base.resolve("one"))).containsOnlyKeys("odd__name.yaml");
        assertThat(seedbed(db(), base, "one").fill().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }
}

package dev.seedbed.testkit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.plan.Mode;
import dev.seedbed.plan.RowChange;
import dev.seedbed.plan.TableCounts;
import dev.seedbed.run.Outcome;
import dev.seedbed.run.Report;
import dev.seedbed.run.ReportJson;
import dev.seedbed.testkit.PlainDataSource;
import dev.seedbed.testkit.PostgresServer;
import dev.seedbed.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets planted wherever there is a place for them: none is read again anywhere but in its own column. */
class CanariesTest {
    private static final Pattern CANARY = Pattern.compile("canary-\\d\\d");

    /** Twenty, each for a place of its own. */
    private static final List<String> CANARIES = Stream.iterate(1, i -> i + 1)
            .limit(20)
            .map("canary-%02d"::formatted)
            .toList();

    private static final String VARIABLE = CANARIES.get(0);
    private static final String HASHED = CANARIES.get(1);
    private static final String HASHED_VARIABLE = CANARIES.get(2);
    private static final String LITERAL = CANARIES.get(3);
    private static final String FILE = CANARIES.get(4);
    private static final String CSV = CANARIES.get(5);
    private static final String OTHER_VARIABLE = CANARIES.get(6);
    private static final String LEDGER_KEY = CANARIES.get(7);
    private static final String URL_PASSWORD = CANARIES.get(8);
    private static final String MANAGED = CANARIES.get(9);
    private static final String MANAGED_LIVE = CANARIES.get(10);
    private static final String INSERT_ONLY_LIVE = CANARIES.get(11);
    private static final String MANAGED_BEFORE = CANARIES.get(12);
    private static final String SECRET_KEY = CANARIES.get(13);
    private static final String CLASH = CANARIES.get(14);
    private static final String MISFIT = CANARIES.get(15);
    private static final String CHECKED = CANARIES.get(16);
    private static final String BESIDE = CANARIES.get(17);
    private static final String REFERENCE = CANARIES.get(18);
    private static final String RETIRED = CANARIES.get(19);

    enum Product {
        POSTGRESQL,
        H2,
        SQLITE;

        DataSource emptyDatabase(Path folder) {
            String url = switch (this) {
                case POSTGRESQL ->
                    PostgresServer.of(18).url(PostgresServer.of(18).newDatabase()) + "&password=" + URL_PASSWORD;
                case H2 -> "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;USER=sa;PASSWORD=" + URL_PASSWORD;
                case SQLITE -> "jdbc:sqlite:" + folder.resolve("test.db");
            };
            PlainDataSource source = () -> DriverManager.getConnection(url);
            return source;
        }
    }

    @TempDir
    Path folder;

    private final Overheard heard = new Overheard(CANARY);
    private TestDatabase database;

    private void on(Product product) {
        database = new TestDatabase(product.emptyDatabase(folder), folder);
    }

    private static String variable(String name) {
        return Map.of(
                        "API_TOKEN",
                        VARIABLE,
                        "PASSWORD",
                        HASHED_VARIABLE,
                        "HOME_SECRET",
                        OTHER_VARIABLE,
                        "SEEDBED_LEDGER_KEY",
                        LEDGER_KEY + "-that-is-long-enough-for-a-key")
                .get(name);
    }

    private Seedbed.Builder builder(String environment, Map<String, String> files) {
        Map<String, String> all = new HashMap<>(files);
        all.put("../seedbed.yaml", "env: [API_TOKEN, PASSWORD]");
        return database.files(all)
                .environment(environment)
                .environmentVariables(CanariesTest::variable)
                .changes(change -> {
                    heard.hear(change);
                    heard.hear(ReportJson.line(change));
                });
    }

    private Seedbed seedbed(String yaml) {
        return builder("development", Map.of("a.yaml", yaml)).build();
    }

    // --- planted, edited, changed and retired ---------------------------------------------------------------------

    private static Map<String, String> vault(String owned, String retired) {
        return Map.of(
                "vault.yaml",
                """
                tables:
                  vault:
                    key: [name]
                    sensitive: [token, hash, other_hash, code, file, owned]
                    managed: [owned]
                    rows:
                      - name: a
                        token: {$env: API_TOKEN}
                        hash: {$bcrypt: %s}
                        other_hash: {$bcrypt: {$env: PASSWORD}}
                        code: %s
                        file: {$file: secret.txt}
                        owned: %s
                        note: shown
                      - {name: b, code: %s, owned: %s, note: shown}
                %s
                  keyed:
                    key: [secret]
                    sensitive: [secret]
                    rows: [{secret: %s, note: shown}]
                """.formatted(HASHED, LITERAL, owned, LITERAL, owned, retired, SECRET_KEY),
                "secret.txt",
                FILE + "\n",
                "listed.yaml",
                "tables: {listed: {key: [name], sensitive: [token], rows: {csv: listed.csv}}}",
                "listed.csv",
                "name,token\na," + CSV + "\nb," + CSV + "\n");
    }

    private void vaultTables() {
        String columns = " varchar(100), ";
        database.sql(
                "create table vault (name varchar(20) primary key, token varchar(100), hash varchar(100),"
                        + " other_hash varchar(100), code" + columns + "file" + columns + "owned" + columns
                        + "note varchar(20))",
                "create table keyed (secret varchar(100) primary key, note varchar(20))",
                "create table listed (name varchar(20) primary key, token varchar(100))");
    }

    private Seedbed first() {
        return builder("development", vault(MANAGED_BEFORE, "    retired: []")).build();
    }

    private Seedbed next() {
        return builder("development", vault(MANAGED, "    retired: [{name: c, note: shown, owned: " + RETIRED + "}]"))
                .build();
    }

    private Report hear(Seedbed seedbed, Mode mode) {
        heard.from(seedbed::lint);
        heard.from(() -> seedbed.plan(mode));
        Report report = Objects.requireNonNull(
                heard.from(() -> seedbed.run(mode)), () -> heard.texts().toString());
        assertThat(report.errors()).isEmpty();
        heard.from(() -> seedbed.plan(Mode.UPDATE));
        heard.from(() -> seedbed.plan(Mode.INIT));
        return report;
    }

    private void ledgerSaysNothing(Seedbed seedbed) {
        heard.hear(database.rows("select * from seedbed_ledger"));
        heard.from(() -> seedbed.ledger().runs(10));
        heard.from(() -> seedbed.ledger().verify(null));
        heard.from(() -> seedbed.ledger().head());
        for (String name : List.of("a", "b", "c")) {
            heard.from(() -> seedbed.ledger().show("vault", Map.of("name", name)));
        }
        heard.from(() -> seedbed.ledger().pin("vault", Map.of("name", "a"), "owned"));
        heard.from(() -> seedbed.plan(Mode.UPDATE));
        heard.hear(database.rows("select * from seedbed_ledger"));
    }

    private void live(boolean ledger) {
        vaultTables();
        database.sql("insert into vault (name, owned, note) values ('c', '" + RETIRED + "', 'shown')");
        if (ledger) {
            heard.from(() -> first().ledger().enable());
        }

        assertThat(hear(first(), Mode.FILL).inserted()).isEqualTo(5);
        assertThat(database.rows("select token, code, file, owned from vault where name = 'a'"))
                .containsExactly(VARIABLE + "|" + LITERAL + "|" + FILE + "\n|" + MANAGED_BEFORE);
        assertThat(database.rows("select secret from keyed")).containsExactly(SECRET_KEY);

        database.sql(
                "update vault set code = '" + INSERT_ONLY_LIVE + "', note = 'Mine'",
                "update vault set owned = '" + MANAGED_LIVE + "' where name = 'b'",
                "update listed set token = '" + INSERT_ONLY_LIVE + "'");
        hear(first(), Mode.FILL);
        Report report = hear(next(), Mode.UPDATE);

        assertThat(report.tables())
                .filteredOn(table -> table.table().equals("vault"))
                .extracting(TableCounts::updated)
                .containsExactly(2L);
        assertThat(database.rows("select name, owned from vault where name < 'c' order by name"))
                .containsExactly("a|" + MANAGED, "b|" + MANAGED);
        assertThat(report.changes()).extracting(RowChange::columns).anyMatch(columns -> columns.containsKey("owned"));
        assertThat(heard.from(() -> next().update()).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        if (ledger) {
            ledgerSaysNothing(next());
        }
        assertThat(heard.texts())
                .anyMatch(text -> text.contains("***"))
                .anyMatch(text -> text.contains("seeding_completed"));
        heard.holdsNoSecret();
    }

    @ParameterizedTest
    @EnumSource
    void what_is_planted_edited_and_changed_is_never_shown(Product product) {
        on(product);
        live(false);
    }

    @ParameterizedTest
    @EnumSource
    void nor_does_a_ledger_remember_it(Product product) {
        on(product);
        live(true);
    }

    @ParameterizedTest
    @EnumSource
    void nor_does_it_matter_that_literals_are_refused_in_production(Product product) {
        on(product);
        vaultTables();
        Map<String, List<String>> before = database.contents();

        for (Mode mode : List.of(Mode.INIT, Mode.FILL, Mode.UPDATE)) {
            heard.failing(
                    () -> builder("production", vault(MANAGED, "")).build().run(mode));
            heard.failing(
                    () -> builder("production", vault(MANAGED, "")).build().plan(mode));
        }

        assertThat(database.contents()).isEqualTo(before);
        assertThat(heard.texts()).anyMatch(text -> text.contains("stands in the seeds, in production"));
        heard.holdsNoSecret();
    }

    // --- failures -------------------------------------------------------------------------------------------------

    /**
     * A run that fails.
     *
     * @param tables what is there beforehand
     * @param files the seeds
     */
    private record Failure(String name, List<Product> on, List<String> tables, Map<String, String> files) {
        Failure(String name, String tables, String yaml) {
            this(name, List.of(Product.values()), List.of(tables.split(";\n")), Map.of("a.yaml", yaml));
        }

        Failure only(Product... products) {
            return new Failure(name, List.of(products), tables, files);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final String SAFE =
            "create table safe (name varchar(20) primary key, token varchar(40), owned varchar(40)%s)";

    private static String safe(String rows) {
        return "tables: {safe: {key: [name], sensitive: [token, owned], managed: [owned], rows: [" + rows + "]}}";
    }

    private static List<Failure> failures() {
        List<Failure> failures = new ArrayList<>();
        failures.add(new Failure(
                "a unique value that a live row holds",
                SAFE.formatted(", unique (token)") + ";\ninsert into safe (name, token) values ('own', '" + CLASH
                        + "')",
                safe("{name: a, token: " + CLASH + "}")));
        failures.add(new Failure(
                "a unique value that a managed column is to take",
                SAFE.formatted(", unique (owned)") + ";\ninsert into safe (name, owned) values ('own', '" + CLASH
                        + "'), ('a', 'old')",
                safe("{name: a, owned: " + CLASH + "}")));
        failures.add(new Failure(
                "a unique value twice in the seeds",
                SAFE.formatted(", unique (token)"),
                safe("{name: a, token: " + CLASH + "}, {name: b, token: " + CLASH + "}")));
        String expression = SAFE.formatted("") + ";\ncreate unique index on_lower on safe (lower(token));\n"
                + "insert into safe (name, token) values ('own', '" + CLASH + "')";
        failures.add(new Failure(
                        "a unique expression that a live row holds",
                        expression,
                        safe("{name: a, token: " + CLASH + "}"))
                .only(Product.POSTGRESQL, Product.SQLITE));
        failures.add(new Failure(
                        "a unique expression that a managed column is to take",
                        expression.replace("(token)", "(owned)").replace("name, token", "name, owned")
                                + ", ('a', 'old')",
                        safe("{name: a, owned: " + CLASH + "}"))
                .only(Product.POSTGRESQL, Product.SQLITE));
        failures.add(new Failure(
                "a key that is there twice",
                "create table safe (name varchar(20), token varchar(40) primary key, owned varchar(40))",
                "tables: {safe: {key: [token], sensitive: [token, owned], rows: [{token: " + CLASH + "}, {token: "
                        + CLASH + "}]}}"));
        failures.add(new Failure(
                "a value that is too long",
                SAFE.formatted(""),
                safe("{name: a, token: " + (MISFIT + "-").repeat(9) + "}")));
        failures.add(new Failure(
                "a managed value that is too long",
                SAFE.formatted("") + ";\ninsert into safe values ('a', 'x', 'old')",
                safe("{name: a, owned: " + (MISFIT + "-").repeat(9) + "}")));
        for (String type : List.of("integer", "numeric(5,2)", "boolean", "date", "timestamp")) {
            Failure misfit = new Failure(
                    "text in a column of type " + type,
                    SAFE.formatted(", typed " + type),
                    "tables: {safe: {key: [name], sensitive: [typed], rows: [{name: a, typed: " + MISFIT + "}]}}");
            boolean isText = type.equals("date") || type.equals("timestamp");
            failures.add(isText ? misfit.only(Product.POSTGRESQL, Product.H2) : misfit);
        }
        for (String type : List.of("uuid", "jsonb", "json")) {
            failures.add(new Failure(
                    "what is no value of a column of type " + type,
                    List.of(Product.POSTGRESQL),
                    List.of(SAFE.formatted(", typed " + type)),
                    Map.of(
                            "a.yaml",
                            "tables: {safe: {key: [name], sensitive: [typed], managed: [typed], rows: {csv: safe.csv}}}",
                            "safe.csv",
                            "name,typed\na,{" + MISFIT + "\n")));
        }
        for (String type : List.of("uuid", "inet", "integer[]", "bytea", "interval")) {
            String value = type.equals("bytea")
                    ? "'\\x" + MISFIT + "'"
                    : type.equals("integer[]") ? "[" + MISFIT + "]" : MISFIT;
            failures.add(new Failure(
                            "text in a column of type " + type,
                            SAFE.formatted(", typed " + type),
                            "tables: {safe: {key: [name], sensitive: [typed], managed: [typed], rows: [{name: a, typed: "
                                    + value + "}]}}")
                    .only(Product.POSTGRESQL));
        }
        String check = SAFE.formatted(", constraint fits check (length(token) < 5 and length(owned) < 5)");
        failures.add(new Failure("a check", check, safe("{name: a, token: " + CHECKED + ", owned: x}")));
        failures.add(new Failure(
                "a check of a managed column",
                check + ";\ninsert into safe values ('a', 'x', 'old')",
                safe("{name: a, owned: " + CHECKED + "}")));
        failures.add(new Failure(
                "a check beside a live secret",
                SAFE.formatted(", note varchar(20), constraint fits check (length(note) < 5)")
                        + ";\ninsert into safe values ('a', '" + BESIDE + "', '" + BESIDE + "', 'old')",
                "tables: {safe: {key: [name], sensitive: [token], insert-only: [owned], rows: [{name: a, note: too long,"
                        + " $was: {note: [old]}}]}}"));
        failures.add(new Failure(
                "NULL where there must be a value",
                SAFE.formatted(", note varchar(20) not null"),
                "tables: {safe: {key: [name], sensitive: [token], rows: [{name: a, token: " + BESIDE
                        + ", note: null}]}}"));
        failures.add(new Failure(
                "a value that is left out where there must be one",
                SAFE.formatted(", note varchar(20) not null"),
                safe("{name: a, token: " + BESIDE + "}")));
        String owner = "create table owner (id integer primary key, code varchar(40) not null unique);\n"
                + "create table safe (name varchar(20) primary key, owner_id integer references owner)";
        failures.add(new Failure(
                "a reference to no row",
                owner,
                "tables: {safe: {key: [name], sensitive: [owner_id], rows: [{name: a, owner_id: {code: " + REFERENCE
                        + "}}]}}"));
        failures.add(new Failure(
                "a reference by a sensitive column of its target to no row",
                owner,
                "tables: {owner: {key: [code], sensitive: [code], rows: [{id: 1, code: " + REFERENCE
                        + "}]}, safe: {key: [name], rows: [{name: a, owner_id: {code: other}}]}}"));
        failures.add(new Failure(
                "a plain value where a reference belongs",
                owner.replace("owner_id integer", "owner_id varchar(40)").replace("id integer", "id varchar(40)"),
                "tables: {safe: {key: [name], sensitive: [owner_id], rows: [{name: a, owner_id: " + REFERENCE
                        + "}]}}"));
        failures.add(
                new Failure(
                        "a filter by a sensitive column that matches nothing",
                        owner,
                        "tables: {owner: {key: [id], sensitive: [code], rows: [{id: 1, code: " + REFERENCE + "}]},"
                                + " safe: {key: [name], rows: [{name: a, owner_id: {$each: {declared: owner, where: {code: none}}}}]}}"));
        failures.add(new Failure(
                "a hash of too much",
                SAFE.formatted(""),
                safe("{name: a, token: {$bcrypt: " + (HASHED + "-").repeat(9) + "}}")));
        failures.add(new Failure(
                "a variable that may not be read", SAFE.formatted(""), safe("{name: a, token: {$env: HOME_SECRET}}")));
        failures.add(new Failure(
                "a variable in a column for everybody",
                SAFE.formatted(", note varchar(40)"),
                safe("{name: a, note: {$env: API_TOKEN}}")));
        failures.add(new Failure(
                        "a variable that does not fit",
                        "create table safe (name varchar(20) primary key, token varchar(5), owned varchar(40))",
                        safe("{name: a, token: {$env: API_TOKEN}}"))
                .only(Product.POSTGRESQL, Product.H2));
        failures.add(new Failure(
                "a file that does not fit",
                List.of(Product.values()),
                List.of("create table safe (name varchar(20) primary key, token varchar(5), owned varchar(40))"),
                Map.of("a.yaml", safe("{name: a, token: {$file: secret.txt}}"), "secret.txt", FILE)));
        failures.add(new Failure(
                "an unclosed quote",
                SAFE.formatted(""),
                "tables:\n  safe:\n    rows:\n      - {name: a, token: \"" + LITERAL + "}\n"));
        failures.add(new Failure(
                "a mapping that is none",
                SAFE.formatted(""),
                "tables:\n  safe:\n    rows:\n      - name: a\n        token: " + LITERAL + ": x\n"));
        failures.add(new Failure(
                "a row that is none",
                SAFE.formatted(""),
                "tables: {safe: {sensitive: [token], rows: [" + LITERAL + "]}}"));
        failures.add(new Failure(
                "a column that is not there",
                SAFE.formatted(""),
                "tables: {safe: {key: [name], sensitive: [tokn], rows: [{name: a, tokn: " + LITERAL + "}]}}"));
        failures.add(new Failure(
                "a list where a value belongs", SAFE.formatted(""), safe("{name: a, token: [" + LITERAL + "]}")));
        failures.add(new Failure(
                "a mapping where a value belongs", SAFE.formatted(""), safe("{name: a, token: {" + LITERAL + ": x}}")));
        failures.add(new Failure(
                "a CSV line with too many fields",
                List.of(Product.values()),
                List.of(SAFE.formatted("")),
                Map.of(
                        "a.yaml",
                        "tables: {safe: {key: [name], sensitive: [token], rows: {csv: safe.csv}}}",
                        "safe.csv",
                        "name,token\na," + CSV + "," + CSV + "\n")));
        failures.add(new Failure(
                "a CSV line with an open quote",
                List.of(Product.values()),
                List.of(SAFE.formatted("")),
                Map.of(
                        "a.yaml",
                        "tables: {safe: {key: [name], sensitive: [token], rows: {csv: safe.csv}}}",
                        "safe.csv",
                        "name,token\na,\"" + CSV + "\n")));
        for (String what : List.of("fits", "is not twice")) {
            boolean fits = what.equals("fits");
            StringBuilder csv = new StringBuilder("name,token,owned\n");
            for (int i = 0; i < 12_000; i++) {
                csv.append("n").append(i).append(",t").append(i).append(",\n");
            }
            csv.append("last,").append(fits ? (CSV + "-").repeat(9) : CSV).append(",\n");
            failures.add(new Failure(
                    "one of many CSV lines, whose value " + (fits ? "does not fit" : "another row holds"),
                    fits ? List.of(Product.values()) : List.of(Product.POSTGRESQL, Product.SQLITE),
                    fits
                            ? List.of(SAFE.formatted(""))
                            : List.of(
                                    SAFE.formatted(""),
                                    "create unique index on_lower on safe (lower(token))",
                                    "insert into safe (name, token) values ('own', '" + CSV + "')"),
                    Map.of(
                            "a.yaml",
                            "tables: {safe: {key: [name], sensitive: [token, owned], rows: {csv: safe.csv}}}",
                            "safe.csv",
                            csv.toString())));
        }
        String refuse = "create function refuse() returns trigger language plpgsql as $$ begin raise exception"
                + " 'refused %', coalesce(new::text, old::text) using detail = coalesce(new.token, new.owned, old.owned),"
                + " hint = coalesce(new.token, new.owned, old.owned); end $$";
        for (String event : List.of("before insert", "after update", "before delete")) {
            failures.add(new Failure(
                            "a trigger " + event + " that says what it refuses",
                            SAFE.formatted(", note varchar(20)") + ";\ninsert into safe values ('a', '" + BESIDE
                                    + "', '"
                                    + BESIDE + "', null), ('gone', null, '" + RETIRED + "', 'old');\n"
                                    + refuse + ";\ncreate trigger refuse " + event
                                    + " on safe for each row execute function refuse()",
                            "tables: {safe: {key: [name], sensitive: [token, owned], managed: [owned], rows: ["
                                    + (event.endsWith("insert")
                                            ? "{name: b, token: " + LITERAL + "}"
                                            : event.endsWith("update") ? "{name: a, owned: " + MANAGED + "}" : "")
                                    + "], retired: ["
                                    + (event.endsWith("delete")
                                            ? "{name: gone, owned: " + RETIRED + ", note: old}"
                                            : "")
                                    + "]}}")
                    .only(Product.POSTGRESQL));
        }
        failures.add(new Failure(
                        "a trigger that waits for the end, and says what it refuses",
                        SAFE.formatted("") + ";\n" + refuse + ";\ncreate constraint trigger refuse after insert on safe"
                                + " deferrable initially deferred for each row execute function refuse()",
                        safe("{name: b, token: " + LITERAL + "}"))
                .only(Product.POSTGRESQL));
        failures.add(new Failure(
                        "a unique value that is looked at only at the end",
                        SAFE.formatted(", constraint once exclude (token with =) deferrable initially deferred")
                                + ";\ninsert into safe (name, token) values ('own', '" + CLASH + "')",
                        safe("{name: a, token: " + CLASH + "}"))
                .only(Product.POSTGRESQL));
        failures.add(new Failure(
                "SQL that clashes",
                List.of(Product.POSTGRESQL, Product.H2),
                List.of(SAFE.formatted(", unique (token)"), "insert into safe values ('own', '" + CLASH + "', null)"),
                Map.of(
                        "a.yaml",
                        "sql: {file: x.sql, touches: [safe], done-when: \"select false\"}\n",
                        "b.yaml",
                        "tables: {safe: {key: [name], sensitive: [token], rows: [{name: own}]}}",
                        "x.sql",
                        "insert into safe (name, token) select 'copy', token from safe where name = 'own'")));
        failures.add(new Failure(
                "columns that are set on insert and do not fit",
                List.of(Product.POSTGRESQL, Product.H2),
                List.of("create table safe (name varchar(20) primary key, token varchar(5))"),
                Map.of(
                        "a.yaml",
                        "tables: {safe: {key: [name], sensitive: [token], on-insert: {token: " + LITERAL
                                + "}, rows: [{name: a}]}}")));
        return failures;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void no_failure_shows_it(Failure failure) {
        for (Product product : failure.on()) {
            on(product);
            failure.tables().forEach(database::sql);
            Map<String, List<String>> before = database.contents();

            heard.from(() -> builder("development", failure.files()).build().lint());
            heard.from(() -> builder("development", failure.files()).build().plan(Mode.FILL));
            heard.from(() -> builder("development", failure.files()).build().plan(Mode.UPDATE));
            heard.from(() -> builder("development", failure.files()).build().fill());
            heard.failing(() -> builder("development", failure.files()).build().update());
            heard.from(() -> builder("development", failure.files())
                    .allowBlocked(true)
                    .build()
                    .init());
            joined(failure);

            assertThat(database.contents()).as(product.name()).isEqualTo(before);
        }
        heard.holdsNoSecret();
    }

    private void joined(Failure failure) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Path base = database.write(failure.files());
            heard.from(() -> Seedbed.on(connection)
                    .baseDirectory(base)
                    .seeds("seeds")
                    .environment("development")
                    .environmentVariables(CanariesTest::variable)
                    .build()
                    .update());
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    // --- no connection --------------------------------------------------------------------------------------------

    private void noConnection(String url, @Nullable String password) {
        database = new TestDatabase(PostgresServer.of(18).dataSource("postgres"), folder);
        PlainDataSource source = () -> DriverManager.getConnection(url, "app", password);
        Path base = database.write(Map.of("a.yaml", safe("{name: a}")));
        Seedbed seedbed = Seedbed.on(source).baseDirectory(base).seeds("seeds").build();
        heard.failing(seedbed::update);
        heard.failing(() -> seedbed.plan(Mode.UPDATE));
        heard.from(seedbed::lint);
        heard.from(() -> seedbed.ledger().isEnabled());
        heard.from(() -> seedbed.ledger().enable());
        heard.holdsNoSecret();
    }

    @Test
    void a_server_that_is_not_there_is_named_without_the_password() {
        noConnection("jdbc:postgresql://localhost:1/app?password=" + URL_PASSWORD, URL_PASSWORD);
    }

    @Test
    void a_database_that_is_not_there_is_named_without_the_password() {
        noConnection(PostgresServer.of(18).url("nowhere") + "&password=" + URL_PASSWORD, URL_PASSWORD);
    }

    @Test
    void an_address_without_a_driver_is_named_without_the_password() {
        noConnection("jdbc:nothing://app:" + URL_PASSWORD + "@localhost/app?password=" + URL_PASSWORD, URL_PASSWORD);
    }

    @Test
    void an_address_that_is_none_is_named_without_the_password() {
        noConnection(
                "jdbc:postgresql://app:" + URL_PASSWORD + "@localhost:port/app?password=" + URL_PASSWORD, URL_PASSWORD);
        noConnection("jdbc:h2:mem:x;NOSUCH=1;PASSWORD=" + URL_PASSWORD, URL_PASSWORD);
        noConnection("jdbc:h2:tcp://localhost:1/x;USER=app;PASSWORD=" + URL_PASSWORD, null);
    }
}

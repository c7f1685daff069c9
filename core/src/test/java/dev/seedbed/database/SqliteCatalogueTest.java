package dev.seedbed.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.seedbed.database.ColumnType.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteCatalogueTest {
    @TempDir
    private Path directory;

    private Connection connection;
    private Dialect dialect;
    private Staged staged;

    @BeforeEach
    void open() throws SQLException {
        connection = connect("");
        dialect = Dialects.of(connection);
        staged = new Staged(connection, dialect);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private Connection connect(String parameters) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("app.db") + parameters);
    }

    @Test
    void the_server_is_named_with_its_file() throws SQLException {
        Catalogue.Server server = dialect.describe(connection, List.of(), null).server();

        assertThat(server.product()).startsWith("SQLite 3.");
        assertThat(server.database()).endsWith("app.db");
        assertThat(server.schema()).isEqualTo("main");
        assertThat(server.readOnly()).isFalse();
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            assertThat(dialect.describe(memory, List.of(), null).server().database())
                    .isEqualTo("memory");
        }
    }

    @Test
    void tables_reached_through_foreign_keys_are_described_too() throws SQLException {
        staged.execute(
                "create table region (id integer primary key autoincrement, code text not null unique)",
                "create table country (code text primary key, region_id int references Region)",
                "create table city (a text, b text, country text not null references country deferrable initially deferred,"
                        + " up_a text, up_b text, foreign key (UP_A, up_b) references city (a, b), primary key (a, b)) without rowid",
                "create table other (id int)");

        Catalogue catalogue = dialect.describe(connection, List.of("CITY", "main.other", "nowhere"), null);

        assertThat(catalogue.byWrittenName()).containsOnlyKeys("CITY", "main.other");
        assertThat(catalogue.byName().values().stream()
                        .map(table -> table.name().label()))
                .containsExactlyInAnyOrder("city", "country", "region", "other");
        Table city = staged.table("city");
        assertThat(city.foreignKeys())
                .extracting(
                        ForeignKey::columns,
                        key -> key.target().name(),
                        ForeignKey::targetColumns,
                        ForeignKey::deferrable)
                .containsExactlyInAnyOrder(
                        tuple(List.of("country"), "country", List.of("code"), true),
                        tuple(List.of("up_a", "up_b"), "city", List.of("a", "b"), false));
        assertThat(staged.table("country").foreignKeys().get(0).targetColumns()).containsExactly("id");
        assertThat(city.uniqueKeyOver(List.of("b", "a")).primary()).isTrue();
        assertThat(staged.column("city", "a").nullable()).isFalse();
        assertThat(staged.column("country", "code").nullable()).isTrue();
        Column id = staged.column("region", "id");
        assertThat(id.nullable()).isTrue();
        assertThat(id.identity()).isEqualTo(Column.Identity.BY_DEFAULT);
        assertThat(staged.table("region").uniqueKeys())
                .extracting(UniqueKey::name)
                .containsExactly("region.id", "region.code");
        assertThat(dialect.tableNames(connection, null)).containsExactly("city", "country", "other", "region");
    }

    @Test
    void partial_expression_and_collated_indexes_make_no_plain_key() throws SQLException {
        staged.execute(
                "create table t (a text, b text collate nocase, c int default 5, d int as (c * 2) stored, e int as (c), f date)",
                "create unique index part on t (a) where c > 1 and b is not null",
                "create unique index expr on t (lower(a), c desc)",
                "create unique index loose on t (a collate nocase)",
                "create unique index plain on t (b, c)",
                "create trigger ins after insert on t begin select 1; end",
                "create trigger upd after update on t begin insert into t (a) values (1); end",
                "create view v as select * from t",
                "create virtual table fts using fts5(x)");

        Table table = staged.table("t");

        assertThat(table.uniqueKeys())
                .extracting(UniqueKey::name, UniqueKey::columns, UniqueKey::expressions, UniqueKey::predicate)
                .containsExactlyInAnyOrder(
                        tuple("part", List.of("a"), List.of("\"a\""), "c > 1 and b is not null"),
                        tuple("expr", List.of(), List.of("lower(a)", "\"c\""), null),
                        tuple("loose", List.of(), List.of("a collate nocase"), null),
                        tuple("plain", List.of("b", "c"), List.of("\"b\"", "\"c\""), null));
        assertThat(table.insertTriggers()).containsExactly("ins");
        assertThat(table.columns())
                .extracting(Column::computed)
                .containsExactly(false, false, false, true, true, false);
        assertThat(table.columns())
                .extracting(column -> column.type().bytewise())
                .containsExactly(true, false, true, true, true, false);
        assertThat(staged.column("t", "c").defaultSql()).isEqualTo("5");
        assertThat(staged.table("v").obstacle().what()).isEqualTo("\"v\" is a view, not a table.");
        assertThat(staged.table("fts").obstacle().what())
                .isEqualTo("\"fts\" is a virtual table, which no key protects.");
    }

    @Test
    void a_temporary_table_does_not_shadow_and_an_attached_database_is_a_schema() throws SQLException {
        staged.execute(
                "create table t (k text primary key)",
                "create temporary table t (other text)",
                "attach '" + directory.resolve("more.db") + "' as more",
                "create table more.t2 (k text primary key)");

        assertThat(staged.table("t").columns()).extracting(Column::name).containsExactly("k");
        Table attached = staged.table("more.t2");
        assertThat(attached.name().label()).isEqualTo("more.t2");
        assertThat(dialect.quote(attached.name())).isEqualTo("\"more\".\"t2\"");
        assertThat(dialect.describe(connection, List.of("t2"), "more")
                        .table("t2")
                        .name()
                        .label())
                .isEqualTo("t2");
        assertThat(staged.roundTrip("more.t2", "k", "x")).containsExactly("x|same");
    }

    @Test
    void types_follow_the_declared_names() {
        assertThat(kind("int")).isEqualTo(Kind.INTEGER);
        assertThat(kind("UNSIGNED BIG INT")).isEqualTo(Kind.TEXT);
        assertThat(kind("tinyint(1)")).isEqualTo(Kind.INTEGER);
        assertThat(kind("interval")).isEqualTo(Kind.TEXT);
        assertThat(kind("boolean")).isEqualTo(Kind.BOOLEAN);
        assertThat(kind("varchar(3)")).isEqualTo(Kind.TEXT);
        assertThat(kind("datetime")).isEqualTo(Kind.TEXT);
        assertThat(kind("uuid")).isEqualTo(Kind.TEXT);
        assertThat(kind("uuid blob")).isEqualTo(Kind.BINARY);
        assertThat(kind("json")).isEqualTo(Kind.JSON);
        assertThat(kind("decimal(10,2)")).isEqualTo(Kind.DECIMAL);
        assertThat(kind("decimal(18,4)")).isEqualTo(Kind.FLOAT);
        assertThat(kind("numeric")).isEqualTo(Kind.FLOAT);
        assertThat(kind("double precision")).isEqualTo(Kind.FLOAT);
        assertThat(kind("")).isEqualTo(Kind.OTHER);
        assertThat(SqliteTypes.of("varchar(3)", "BINARY", false).length()).isEqualTo(3);
        assertThat(SqliteTypes.of("text", "NOCASE", false).bytewise()).isFalse();
        assertThat(SqliteTypes.of("decimal(10, 2)", "BINARY", false))
                .extracting(ColumnType::precision, ColumnType::scale)
                .containsExactly(10, 2);
    }

    private static Kind kind(String declared) {
        return SqliteTypes.of(declared, "BINARY", false).kind();
    }
}

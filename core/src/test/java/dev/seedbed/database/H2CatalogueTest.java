package dev.seedbed.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.seedbed.database.Dialect.Failure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H2CatalogueTest {
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
    private Connection connection;
    private Dialect dialect;
    private Staged staged;

    @BeforeEach
    void open() throws SQLException {
        use(DriverManager.getConnection(url, "sa", ""));
    }

    private void use(Connection other) throws SQLException {
        connection = other;
        dialect = Dialects.of(connection);
        staged = new Staged(connection, dialect);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void the_server_is_named_with_its_database(@TempDir Path directory) throws SQLException {
        Catalogue.Server server = dialect.describe(connection, List.of(), null).server();
        assertThat(server.product()).startsWith("H2 2.");
        assertThat(server.host()).isNull();
        assertThat(server.schema()).isEqualTo("public");
        assertThat(server.user()).isEqualTo("SA");
        assertThat(server.readOnly()).isFalse();

        String file = "jdbc:h2:" + directory.resolve("app");
        try (Connection writer = DriverManager.getConnection(file, "sa", "")) {
            new Staged(writer, dialect).execute("create table t (k int)");
            assertThat(dialect.describe(writer, List.of(), null).server().database())
                    .endsWith("app");
        }
        try (Connection reader = DriverManager.getConnection(file + ";ACCESS_MODE_DATA=r", "sa", "")) {
            assertThat(dialect.describe(reader, List.of("t"), null).server().readOnly())
                    .isTrue();
            assertThatThrownBy(() -> new Staged(reader, dialect).execute("insert into t values (1)"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(dialect.failure(e)).isEqualTo(Failure.READ_ONLY));
        }
        try (Connection memory = DriverManager.getConnection("jdbc:h2:mem:")) {
            assertThat(dialect.describe(memory, List.of(), null).server().database())
                    .isEqualTo("memory");
        }
    }

    @Test
    void tables_reached_through_foreign_keys_are_described_too() throws SQLException {
        staged.execute(
                "create schema app",
                "create table app.region (id int primary key, code varchar(9) not null, constraint region_code unique (code))",
                "create table country (a int, b varchar(9), region varchar(9) references app.region (code),"
                        + " constraint country_ba unique nulls not distinct (b, a), constraint country_a unique (a))",
                "create unique index country_r on country (region)",
                "create index country_x on country (a, region)",
                "create table \"City\" (y varchar(9), x int not null, \"Mixed\" int, foreign key (x, y) references country (a, b))",
                "create table lonely (id int)",
                "create view seen as select * from lonely",
                "create trigger t1 before insert, update on country call \"" + NoTrigger.class.getName() + "\"",
                "create trigger t2 after update on country call \"" + NoTrigger.class.getName() + "\"");

        Catalogue catalogue = dialect.describe(connection, List.of("city", "nowhere"), null);

        assertThat(catalogue.byWrittenName()).containsOnlyKeys("city");
        assertThat(catalogue.byName().values().stream()
                        .map(table -> table.name().label()))
                .containsExactlyInAnyOrder("City", "country", "app.region");
        Table city = staged.table("City");
        assertThat(city.foreignKeys())
                .extracting(ForeignKey::columns, key -> key.target().label(), ForeignKey::targetColumns)
                .containsExactly(tuple(List.of("X", "Y"), "country", List.of("A", "B")));
        assertThat(city.columns()).extracting(Column::label).containsExactly("y", "x", "Mixed");
        assertThat(city.columns()).extracting(Column::nullable).containsExactly(true, false, true);
        Table country = staged.table("country");
        assertThat(country.uniqueKeys())
                .extracting(UniqueKey::name, UniqueKey::columns, UniqueKey::nullsEqual)
                .containsExactlyInAnyOrder(
                        tuple("COUNTRY_BA", List.of("B", "A"), true),
                        tuple("COUNTRY_A", List.of("A"), false),
                        tuple("COUNTRY_R", List.of("REGION"), false));
        assertThat(country.insertTriggers()).containsExactly("T1");
        assertThat(staged.table("app.region").uniqueKeys())
                .extracting(UniqueKey::primary, UniqueKey::columns)
                .containsExactly(tuple(true, List.of("ID")), tuple(false, List.of("CODE")));
        assertThat(staged.table("seen").obstacle().what()).isEqualTo("\"seen\" is a view, not a table.");
        assertThat(dialect.describe(connection, List.of("region"), "app")
                        .table("region")
                        .name()
                        .label())
                .isEqualTo("region");
        assertThat(dialect.tableNames(connection, null))
                .containsExactlyInAnyOrder("app.region", "country", "City", "lonely");
    }

    /** A trigger that does nothing. */
    public static final class NoTrigger implements org.h2.api.Trigger {
        @Override
        public void fire(Connection session, Object[] before, Object[] after) {}
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE",
                ";DATABASE_TO_UPPER=FALSE",
                ";CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                ";MODE=MySQL"
            })
    void every_folding_of_names_is_understood(String settings) throws SQLException {
        use(DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID() + settings, "sa", ""));
        staged.execute(
                "create table target (id int primary key, code varchar(9) unique)",
                "create table t (k varchar(9) primary key, ref int, foreign key (ref) references target (id))");

        Table table = staged.table("t");

        assertThat(table.name().label()).isEqualTo("t");
        assertThat(table.columns()).extracting(Column::label).containsExactly("k", "ref");
        assertThat(table.foreignKeys()).hasSize(1);
        assertThat(table.foreignKeys().get(0).target().label()).isEqualTo("target");
        assertThat(staged.table("T")).isEqualTo(table);
        assertThat(dialect.tableNames(connection, null)).containsExactly("t", "target");
        staged.execute("insert into " + dialect.quote(table.name()) + " values ('a', null)");
        assertThat(staged.query("select d.ord from {rows} join t on t.k = d.v1", 1, Staged.row("a")))
                .containsExactly("1");
    }

    @Test
    void columns_say_who_numbers_them() throws SQLException {
        staged.execute(
                "create sequence s",
                "create domain short as varchar(7) default 'x' check (char_length(value) < 5)",
                "create table t (a int generated always as identity, g int generated always as (1 + 1), s bigint default next value for s, d short not null, z int default 5)");

        assertThat(staged.table("t").columns())
                .extracting(Column::label, Column::identity, Column::computed, Column::sequence, Column::optional)
                .containsExactly(
                        tuple("a", Column.Identity.ALWAYS, false, "\"PUBLIC\".\"T\".\"A\"", true),
                        tuple("g", Column.Identity.NONE, true, null, true),
                        tuple("s", Column.Identity.BY_DEFAULT, false, "\"PUBLIC\".\"S\"", true),
                        tuple("d", Column.Identity.NONE, false, null, true),
                        tuple("z", Column.Identity.NONE, false, null, true));
    }
}

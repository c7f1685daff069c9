package dev.seedbed.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.database.Catalogue;
import dev.seedbed.database.Column;
import dev.seedbed.database.ColumnType;
import dev.seedbed.database.Dialect;
import dev.seedbed.database.Dialects;
import dev.seedbed.database.Table;
import dev.seedbed.database.TableName;
import dev.seedbed.database.UniqueKey;
import dev.seedbed.seed.Declarations;
import dev.seedbed.seed.Group;
import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedUnit;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Unique keys of forms that H2 does not have, with catalogues made by hand. */
class TableWarningsTest {
    private static final TableName NAME = new TableName("app", "role", "role");

    private static List<String> warnings(String url, UniqueKey... keys) throws SQLException {
        Dialect dialect;
        try (Connection connection = DriverManager.getConnection(url)) {
            dialect = Dialects.of(connection);
        }
        Table table = new Table(
                NAME,
                List.of(column("name", false), column("org", true)),
                List.of(keys),
                List.of(),
                List.of(),
                null,
                -1);
        Catalogue catalogue = new Catalogue(
                new Catalogue.Server("a", null, "a", "app", null, false), Map.of("role", table), Map.of(NAME, table));
        Declarations seeds = new Declarations(Location.of("a.yaml"));
        seeds.table("role").key("name", "org").row("name", "a", "org", "b");
        SeedUnit unit = new SeedUnit(
                "a",
                Group.CORE,
                Set.of(),
                List.of(),
                seeds.tables(),
                List.of(),
                (path, at) -> new byte[0],
                Location.of("a.yaml"));
        Settings settings = new Settings(null, Map.of(), Map.of(), Set.of(), name -> null, false, false, Set.of());
        return new CatalogueCheck(dialect, settings, List.of(unit))
                .warnings(catalogue).stream().map(Problem::toString).toList();
    }

    private static List<String> h2(UniqueKey... keys) throws SQLException {
        return warnings("jdbc:h2:mem:", keys);
    }

    private static Column column(String name, boolean nullable) {
        return new Column(
                name,
                name,
                ColumnType.of(ColumnType.Kind.TEXT, "text"),
                nullable,
                null,
                false,
                Column.Identity.NONE,
                null);
    }

    private static UniqueKey unique(String predicate, boolean deferrable) {
        return new UniqueKey(
                "role_key", false, List.of("name", "org"), List.of("name", "org"), predicate, deferrable, true);
    }

    @Test
    void a_constraint_that_treats_nulls_as_equal_is_enough() throws SQLException {
        assertThat(h2(unique(null, false))).isEmpty();
    }

    @Test
    void a_deferrable_constraint_is_found_late() throws SQLException {
        assertThat(h2(unique(null, true))).containsExactly("""
                The constraint "role_key" over the key [name, org] of table "role" is deferrable, so that clashes are \
                found late.
                  where: a.yaml (table role)
                  mend:  make it immediate: drop constraint "role_key", then alter table "app"."role" add unique nulls not \
                distinct ("name", "org")""");
    }

    @Test
    void a_partial_index_does_not_cover_every_row() throws SQLException {
        assertThat(h2(unique("org is null", false))).containsExactly("""
                The unique index "role_key" over the key [name, org] of table "role" is partial.
                  where: a.yaml (table role)
                  mend:  add a constraint for all rows: alter table "app"."role" add unique nulls not distinct \
                ("name", "org")""");
    }

    @Test
    void an_index_over_expressions_is_no_key() throws SQLException {
        UniqueKey expressions = new UniqueKey(
                "role_key", false, List.of(), List.of("lower(name)", "coalesce(org, '')"), null, false, false);
        assertThat(h2(expressions)).containsExactly("""
                The unique index "role_key" over the key [name, org] of table "role" is over expressions, not over the \
                columns themselves.
                  where: a.yaml (table role)
                  mend:  add a constraint over the columns: alter table "app"."role" add unique nulls not distinct \
                ("name", "org")""");
    }

    @Test
    void sqlite_adds_an_index_and_cannot_treat_nulls_as_equal() throws SQLException {
        assertThat(warnings("jdbc:sqlite::memory:")).containsExactly("""
                Nothing in the database keeps the key [name, org] of table "role" unique.
                  where: a.yaml (table role)
                  mend:  add a constraint: create unique index "role_name_org" on "role" ("name", "org")""");
        UniqueKey nulls =
                new UniqueKey("role_key", false, List.of("name", "org"), List.of("name", "org"), null, false, false);
        assertThat(warnings("jdbc:sqlite::memory:", nulls)).containsExactly("""
                The constraint "role_key" over the key [name, org] of table "role" lets rows with NULL in [org] stand \
                twice.
                  where: a.yaml (table role)
                  mend:  declare [org] NOT NULL, with a value of its own for "none\"""");
    }
}

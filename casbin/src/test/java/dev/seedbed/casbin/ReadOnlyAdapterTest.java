package dev.seedbed.casbin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.casbin.jcasbin.exception.CasbinAdapterException;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlyAdapterTest {
    @TempDir
    Path folder;

    private TestDatabase database;

    @BeforeEach
    void plant() throws IOException {
        database = Dashtam.onH2(folder);
        Dashtam.seedbed(database).fill();
    }

    @Test
    void rules_with_null_and_with_empty_text_are_the_same_to_an_enforcer() throws IOException {
        database.sql(
                "insert into casbin_rule (ptype, v0, v1) values ('g', 'alice', 'admin')",
                "insert into casbin_rule (ptype, v0, v1, v2, v3, v4, v5) values ('g', 'alice', 'admin', '', '', '', '')");

        Enforcer enforcer = Dashtam.enforcer(database);

        assertThat(enforcer.enforce("alice", "accounts", "read")).isTrue();
        assertThat(enforcer.getGroupingPolicy())
                .containsExactly(List.of("user", "readonly"), List.of("admin", "user"), List.of("alice", "admin"));
    }

    @Test
    void an_empty_field_within_the_definition_stays() throws IOException {
        database.sql("insert into casbin_rule (ptype, v0, v1) values ('p', 'bob', 'reports')");

        assertThat(Dashtam.enforcer(database).getFilteredPolicy(0, "bob"))
                .containsExactly(List.of("bob", "reports", ""));
    }

    @Test
    void rules_of_a_type_that_the_model_lacks_are_left_out() throws IOException {
        database.sql(
                "insert into casbin_rule (ptype, v0, v1) values ('g2', 'a', 'b'), (null, 'a', 'b'), ('m', 'a', 'b')");

        assertThat(Dashtam.enforcer(database).getPolicy()).hasSize(14);
    }

    @Test
    void a_table_of_other_names_is_read() {
        database.sql(
                "create table rules (p_type varchar(10), a varchar(10), b varchar(10), c varchar(10))",
                "insert into rules values ('p', 'x', 'y', 'z')");
        ReadOnlyAdapter adapter =
                new ReadOnlyAdapter(database.dataSource(), "public.rules", List.of("p_type", "a", "b", "c"));
        Model model = new Model();
        model.addDef("p", "p", "sub, obj, act");

        adapter.loadPolicy(model);

        assertThat(model.getPolicy("p", "p")).containsExactly(List.of("x", "y", "z"));
    }

    @Test
    void a_table_with_capitals_is_read_in_quotes() {
        database.sql(
                "create table \"CasbinRule\" (\"pType\" varchar(10), v0 varchar(10))",
                "insert into \"CasbinRule\" values ('p', 'x')");
        ReadOnlyAdapter adapter =
                new ReadOnlyAdapter(database.dataSource(), "public.\"CasbinRule\"", List.of("\"pType\"", "v0"));
        Model model = new Model();
        model.addDef("p", "p", "sub");

        adapter.loadPolicy(model);

        assertThat(model.getPolicy("p", "p")).containsExactly(List.of("x"));
    }

    @Test
    void whoever_changes_rules_through_it_is_told_the_right_way() throws IOException {
        Enforcer enforcer = Dashtam.enforcer(database);
        String message = """
                This enforcer only reads its rules, and changes none of them.
                  where: table casbin_rule
                  mend:  declare rules in a seed file and plant them with Seedbed; rules that people change at run time \
                belong into a statement of the application, after which the enforcer loads them again""";

        assertThatThrownBy(enforcer::savePolicy).hasMessage(message);
        ReadOnlyAdapter adapter = new ReadOnlyAdapter(database.dataSource());
        assertThatThrownBy(() -> adapter.addPolicy("p", "p", List.of("a"))).hasMessage(message);
        assertThatThrownBy(() -> adapter.removePolicy("p", "p", List.of("a"))).hasMessage(message);
        assertThatThrownBy(() -> adapter.removeFilteredPolicy("p", "p", 0, "a")).hasMessage(message);
        assertThat(enforcer.addPolicy("a", "b", "c")).isFalse();
        assertThat(enforcer.removePolicy("admin", "users", "read")).isFalse();
        assertThat(enforcer.hasPolicy("a", "b", "c")).isFalse();
        assertThat(enforcer.hasPolicy("admin", "users", "read")).isTrue();
        Dashtam.isWhole(database);
    }

    @Test
    void a_table_that_is_not_there_is_an_error() {
        ReadOnlyAdapter adapter = new ReadOnlyAdapter(database.dataSource(), "nowhere", List.of("ptype", "v0"));

        assertThatThrownBy(() -> adapter.loadPolicy(new Model()))
                .isInstanceOf(CasbinAdapterException.class)
                .hasMessageStartingWith("The rules of table \"nowhere\" cannot be read: ");
    }

    @Test
    void names_that_would_be_more_than_names_are_refused() {
        assertThatThrownBy(() -> new ReadOnlyAdapter(database.dataSource(), "x; drop table y", List.of("ptype", "v0")))
                .hasMessage("""
                        Table "x; drop table y" with the columns [ptype, v0] cannot be read for an enforcer.
                          mend:  name at least two columns, in letters, digits and underscores, or in double quotes""");
    }
}

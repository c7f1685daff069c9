package dev.seedbed.casbin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.seedbed.LintReport;
import dev.seedbed.Seedbed;
import dev.seedbed.seed.Group;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.SeedRow;
import dev.seedbed.seed.SeedRows;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import dev.seedbed.seed.SeedValue;
import dev.seedbed.source.SeedSources;
import dev.seedbed.source.SourceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasbinFormatTest {
    @TempDir
    Path folder;

    private SeedUnit read(String yaml) throws IOException {
        Files.createDirectories(folder.resolve("seeds"));
        Files.writeString(folder.resolve("seeds/rbac.yaml"), yaml);
        return SeedSources.read(new SourceRequest(
                        List.of("seeds"), List.of(), false, getClass().getClassLoader(), folder))
                .get(0);
    }

    private String error(String yaml) {
        return String.valueOf(
                catchThrowableOfType(SeedException.class, () -> read(yaml)).getMessage());
    }

    private String warnings(String yaml) throws IOException {
        read(yaml);
        LintReport report = Seedbed.unconnected()
                .baseDirectory(folder)
                .seeds("seeds")
                .build()
                .lint();
        assertThat(report.errors()).isEmpty();
        return report.warnings().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    /** Each row as its texts joined by {@code |}, NULL as {@code ∅}. */
    private static List<String> rows(SeedTable table) {
        List<String> rows = new ArrayList<>();
        try (SeedRows.Cursor cursor = table.rows().open()) {
            for (SeedRow row = cursor.next(); row != null; row = cursor.next()) {
                rows.add(row.values().stream()
                        .map(value -> value instanceof SeedValue.Text text ? text.text() : "∅")
                        .collect(Collectors.joining("|")));
            }
        }
        return rows;
    }

    private List<String> rows(String yaml) throws IOException {
        return rows(read(yaml).tables().get(0));
    }

    @Test
    void roles_and_inheritance_become_rows_whose_key_is_every_column() throws IOException {
        SeedUnit unit = read("""
                seeder: access
                group: update
                environments: [staging]
                after: [users]
                casbin:
                  roles: {admin: {users: [read, write]}}
                  inherits: {alice: admin}
                """);

        assertThat(unit.name()).isEqualTo("access");
        assertThat(unit.group()).isEqualTo(Group.UPDATE);
        assertThat(unit.environments()).isEqualTo(Set.of("staging"));
        assertThat(unit.after()).containsExactly("users");
        SeedTable table = unit.tables().get(0);
        assertThat(table.table()).isEqualTo("casbin_rule");
        assertThat(table.key()).containsExactly("ptype", "v0", "v1", "v2", "v3", "v4", "v5");
        assertThat(rows(table))
                .containsExactly("p|admin|users|read|∅|∅|∅", "p|admin|users|write|∅|∅|∅", "g|alice|admin|∅|∅|∅|∅");
    }

    @Test
    void a_rule_says_where_it_stands() throws IOException {
        SeedTable table = read("casbin:\n  roles:\n    admin:\n      users:\n        - read\n")
                .tables()
                .get(0);

        try (SeedRows.Cursor rows = table.rows().open()) {
            assertThat(rows.next().at()).hasToString("seeds/rbac.yaml, line 5, column 11");
        }
    }

    @Test
    void policies_with_domain_and_effect_have_lists_of_permissions() throws IOException {
        assertThat(rows("""
                casbin:
                  policy: [sub, dom, obj, act, eft]
                  roles:
                    editor:
                      - {domain: [acme, globex], permissions: {article: write}}
                      - {domain: acme, effect: deny, permissions: {draft: read}}
                  inherits:
                    bob: [{role: editor, domain: [acme, globex]}]
                """))
                .containsExactly(
                        "p|editor|acme|article|write|allow|∅",
                        "p|editor|globex|article|write|allow|∅",
                        "p|editor|acme|draft|read|deny|∅",
                        "g|bob|editor|acme|∅|∅|∅",
                        "g|bob|editor|globex|∅|∅|∅");
    }

    @Test
    void plain_lines_say_every_rule_and_keep_null_and_empty_text_apart() throws IOException {
        assertThat(rows("""
                casbin:
                  policies:
                    - [p, alice, "", null, a, b, c]
                    - [g2, accounts, assets, ""]
                    - [p2, "null", ~]
                """)).containsExactly("p|alice||∅|a|b|c", "g2|accounts|assets||∅|∅|∅", "p2|null|∅|∅|∅|∅|∅");
    }

    @Test
    void adapters_differ_in_what_they_store_for_nothing() throws IOException {
        String roles = "roles: {admin: {users: read}}, inherits: {alice: admin}";

        assertThat(rows("casbin: {adapter: gorm, " + roles + "}"))
                .containsExactly("p|admin|users|read|||", "g|alice|admin||||");
        assertThat(rows("casbin: {adapter: jdbc, " + roles + "}"))
                .containsExactly("p|admin|users|read|∅|∅|∅", "g|alice|admin|∅|∅|∅|∅");
        assertThat(rows("casbin: {adapter: gorm, empty: {g: null, p: {v4: null}}, " + roles + "}"))
                .containsExactly("p|admin|users|read||∅|", "g|alice|admin|∅|∅|∅|∅");
    }

    @Test
    void the_table_may_have_other_names() throws IOException {
        SeedTable table = read("""
                casbin:
                  table: auth.rules
                  columns: [p_type, a, b, c]
                  empty: ""
                  roles: {admin: {users: read}}
                  inherits: {alice: admin}
                """).tables().get(0);

        assertThat(table.table()).isEqualTo("auth.rules");
        assertThat(table.key()).containsExactly("p_type", "a", "b", "c");
        assertThat(rows(table)).containsExactly("p|admin|users|read", "g|alice|admin|");
    }

    @Test
    void json_says_the_same() throws IOException {
        Files.createDirectories(folder.resolve("seeds"));
        Files.writeString(folder.resolve("seeds/more.json"), "{\"casbin\": {\"policies\": [[\"p\", \"a\", null]]}}");
        List<SeedUnit> units = SeedSources.read(
                new SourceRequest(List.of("seeds"), List.of(), false, getClass().getClassLoader(), folder));

        assertThat(rows(units.get(0).tables().get(0))).containsExactly("p|a|∅|∅|∅|∅|∅");
    }

    @Test
    void all_that_is_wrong_is_said_at_once() {
        assertThat(error("""
                seeder: rbac
                tables: {}
                casbin:
                  adaptor: gorm
                  adapter: gormo
                  columns: [ptype, v0, v0, v1, v2]
                  empty: {h: null, g: {v9: ""}, p: none}
                  policy: [sub, obj, act, color]
                  permissions: {accounts: [read]}
                  roles:
                    admin: {accounts: [raed], users: []}
                    clerk: [{effect: deny, domain: acme, permisions: {}}]
                    boss: 7
                  inherits: {alice: [{role: admin}, null]}
                  policies: [[h, a, b], [p], p, [p, 1, 2, 3, 4, 5, 6, 7, 8], [g, [a], b]]
                  retired: {}
                """)).isEqualTo("""
                Unknown key "adaptor" in "casbin".
                  where: seeds/rbac.yaml, line 4, column 3
                  mend:  write "adapter"; known keys are adapter, table, columns, empty, policy, permissions, roles, inherits, policies, retired
                "adapter" is "gormo".
                  where: seeds/rbac.yaml, line 5, column 12
                  mend:  write one of sqlalchemy, jdbc, gorm, diesel, or say with "table", "columns" and "empty" what the adapter does
                "columns" names "v0" twice.
                  where: seeds/rbac.yaml, line 6, column 24
                  mend:  list the column of the type and then those of the values: ptype, v0, v1, v2, v3, v4, v5
                "h" in "empty" is not a type of rules.
                  where: seeds/rbac.yaml, line 7, column 14
                  mend:  write a type of the model: p or g, or one with a number such as p2 or g2
                "v9" in "empty" is not a column of values.
                  where: seeds/rbac.yaml, line 7, column 28
                  mend:  write "v0"; known columns are v0, v1, v2, v3, v4, v5
                "empty" of "p" is "none", but null or "" is expected.
                  where: seeds/rbac.yaml, line 7, column 36
                  mend:  write null or "", or which of them by type and column, such as {g: {v2: ""}}
                "policy" has "color".
                  where: seeds/rbac.yaml, line 8, column 27
                  mend:  list the fields in the order of the model's p, out of sub, dom, obj, act, eft; write rules with others under "policies"
                There are no actions for "users".
                  where: seeds/rbac.yaml, line 11, column 38
                  mend:  write objects with their actions, such as {accounts: [read, write]}
                Unknown key "permisions" in role "clerk".
                  where: seeds/rbac.yaml, line 12, column 54
                  mend:  write "permissions"; known keys are domain, effect, permissions
                Role "clerk" has a mapping without "permissions".
                  where: seeds/rbac.yaml, line 12, column 13
                  mend:  write a mapping, such as {permissions: {accounts: [read]}}
                Role "boss" is "7", but a mapping of objects is expected.
                  where: seeds/rbac.yaml, line 13, column 11
                  mend:  write objects with their actions, such as {accounts: [read, write]}
                Permission "accounts: raed" is not among those under "permissions".
                  where: seeds/rbac.yaml, line 11, column 24
                  mend:  write "accounts: read", or declare it under "permissions"
                What "alice" inherits has no "domain".
                  where: seeds/rbac.yaml, line 14, column 22
                  mend:  write a role, or a list of roles, each its name or {role: admin, domain: acme}
                What "alice" inherits is nothing, but a name is expected.
                  where: seeds/rbac.yaml, line 14, column 37
                  mend:  write a role, or a list of roles, each its name or {role: admin, domain: acme}
                A line of "policies" begins with "h", which is not a type of rules.
                  where: seeds/rbac.yaml, line 15, column 15
                  mend:  write a type of the model: p or g, or one with a number such as p2 or g2
                A line of "policies" is too short.
                  where: seeds/rbac.yaml, line 15, column 25
                  mend:  write the line as a list, such as [p, alice, accounts, read]
                A line of "policies" is "p".
                  where: seeds/rbac.yaml, line 15, column 30
                  mend:  write the line as a list, such as [p, alice, accounts, read]
                A line of "policies" has 8 values, but the table has columns for 6.
                  where: seeds/rbac.yaml, line 15, column 33
                  mend:  shorten the line, or name more columns in "columns"
                A value in a line of "policies" is a list.
                  where: seeds/rbac.yaml, line 15, column 66
                  mend:  write a text, or null
                "retired" is a mapping, but a list of lines is expected.
                  where: seeds/rbac.yaml, line 16, column 12
                  mend:  write the line as a list, such as [p, alice, accounts, read]
                Unknown key "tables" in the seed file.
                  where: seeds/rbac.yaml, line 2, column 1
                  mend:  remove it; known keys are seeder, group, environments, after, casbin, $schema""");
    }

    @Test
    void permissions_that_are_not_declared_are_errors() {
        assertThat(error("""
                casbin:
                  permissions: {accounts: [read, write]}
                  roles:
                    admin: {accounts: [raed, "*"]}
                """)).isEqualTo("""
                Permission "accounts: raed" is not among those under "permissions".
                  where: seeds/rbac.yaml, line 4, column 24
                  mend:  write "accounts: read", or declare it under "permissions\"""");
    }

    @Test
    void a_file_without_a_mapping_says_what_belongs_there() {
        assertThat(error("casbin:\n")).isEqualTo("""
                "casbin" is nothing, but a mapping is expected.
                  where: seeds/rbac.yaml, line 1, column 1
                  mend:  write "roles:", "inherits:" or "policies:" below it""");
    }

    @Test
    void lint_warns_of_what_will_bite() throws IOException {
        assertThat(warnings("""
                casbin:
                  permissions: {accounts: [read, write], users: read}
                  roles:
                    reader: {accounts: read}
                    clerk:
                    boss: {}
                    elsewhere:
                  inherits:
                    clerk: boss
                    boss: clerk
                    elsewhere: [other]
                  policies: [[p, admin, users, "*"]]
                """)).isEqualTo("""
                Role "clerk" has no permissions, of its own or inherited.
                  where: seeds/rbac.yaml, line 5, column 5
                  mend:  give it some, or remove it
                Role "boss" has no permissions, of its own or inherited.
                  where: seeds/rbac.yaml, line 6, column 5
                  mend:  give it some, or remove it
                Roles inherit each other in a circle: clerk > boss > clerk.
                  where: seeds/rbac.yaml, line 10, column 11
                  mend:  take one of them out
                Nobody has permission "accounts: write".
                  where: seeds/rbac.yaml, line 2, column 34
                  mend:  give it to a role, or take it out of "permissions\"""");
    }

    @Test
    void what_is_denied_is_nobodys_permission_but_an_action_may_be_called_deny() throws IOException {
        assertThat(warnings("""
                casbin:
                  policy: [sub, obj, act, eft]
                  permissions: {request: [deny]}
                  roles:
                    clerk: [{effect: deny, permissions: {request: deny}}]
                """)).isEqualTo("""
                Role "clerk" has no permissions, of its own or inherited.
                  where: seeds/rbac.yaml, line 5, column 5
                  mend:  give it some, or remove it
                Nobody has permission "request: deny".
                  where: seeds/rbac.yaml, line 3, column 27
                  mend:  give it to a role, or take it out of "permissions\"""");
        assertThat(warnings("casbin: {permissions: {request: deny}, roles: {clerk: {request: deny}}}"))
                .isEmpty();
    }

    @Test
    void lint_looks_at_each_domain_for_itself() throws IOException {
        assertThat(warnings("""
                casbin:
                  policies:
                    - [g, a, b, one]
                    - [g, b, a, two]
                    - [g, c, c, two]
                """)).isEqualTo("""
                Roles inherit each other in a circle in domain "two": c > c.
                  where: seeds/rbac.yaml, line 5, column 7
                  mend:  take one of them out""");
    }

    @Test
    void a_hostile_file_costs_little_time() {
        StringBuilder yaml = new StringBuilder("casbin:\n  permissions:\n");
        for (int i = 0; i < 10_000; i++) {
            yaml.append("    o").append(i).append(": [r]\n");
        }
        yaml.append("  roles:\n");
        for (int i = 0; i < 10_000; i++) {
            yaml.append("    r").append(i).append(": {x").append(i).append(": r}\n");
        }
        yaml.append("  inherits:\n");
        for (int i = 0; i < 10_000; i++) {
            yaml.append("    r").append(i).append(": r").append(i + 1).append('\n');
        }

        String error = Assertions.assertTimeout(Duration.ofSeconds(5), () -> error(yaml.toString()));

        assertThat(error).startsWith("Permission \"x0: r\" is not among those under \"permissions\".");
        Assertions.assertTimeout(
                Duration.ofSeconds(5), () -> warnings(yaml.toString().replace("{x", "{o")));
    }
}

package dev.seedbed.admin.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seedbed.admin.Example;
import dev.seedbed.admin.Shop;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.casbin.ReadOnlyAdapter;
import dev.seedbed.seed.SeedException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApplicationRolesTest {
    private static final Example DASHTAM = Example.dashtam();
    private static final Example INVENTORY = Example.inventory();

    private static final CasbinMapping CASBIN =
            new CasbinMapping("casbin_rule", List.of("ptype", "v0", "v1", "v2"), null);
    private static final Map<String, String> MAPPED = Map.of("admin", "admin", "readonly", "readonly");
    private static final TableMapping.Named USERS = new TableMapping.Named("app_user", "id", "username", Map.of());
    private static final TableMapping.Assignments ASSIGNMENTS =
            new TableMapping.Assignments("user_role", "user_id", "role_id", Map.of());
    private static final TableMapping.Named ROLES =
            new TableMapping.Named("role", "id", "name", Map.of("is_system_role", "true"));
    private static final TableMapping TABLES = new TableMapping(ASSIGNMENTS, USERS, ROLES, null);

    private static ApplicationRoles of(
            DataSource dataSource, @Nullable CasbinMapping casbin, @Nullable TableMapping tables) {
        return ApplicationRoles.of(casbin, tables, MAPPED, new AdminDatabase(dataSource, Clock.systemUTC()));
    }

    private static ApplicationRoles inventory(TableMapping tables, Map<String, String> mapped) {
        return ApplicationRoles.of(null, tables, mapped, new AdminDatabase(INVENTORY.dataSource(), Clock.systemUTC()));
    }

    private static void refused(
            Example example, @Nullable CasbinMapping casbin, @Nullable TableMapping tables, String message) {
        assertThatThrownBy(() -> of(example.dataSource(), casbin, tables))
                .isInstanceOf(SeedException.class)
                .hasMessage(message)
                .satisfies(e -> assertThat(((SeedException) e).kind()).isEqualTo(SeedException.Kind.USAGE));
    }

    @Test
    void what_casbins_rules_say_comes_with_the_way_by_which_it_is_inherited() {
        DASHTAM.sql("insert into casbin_rule (ptype, v0, v1, v2) values ('g', 'chris', 'admin', '')");
        ApplicationRoles roles = of(DASHTAM.dataSource(), CASBIN, null);

        assertThat(roles.said("chris"))
                .containsExactly(
                        new Said("admin", List.of(), "admin"),
                        new Said("user", List.of("admin"), null),
                        new Said("readonly", List.of("admin", "user"), "readonly"));
        assertThat(roles.source()).isEqualTo("casbin");
        assertThat(roles.list())
                .containsExactly(
                        new ApplicationRole("admin", true, List.of("user"), List.of(), "admin"),
                        new ApplicationRole("readonly", true, List.of(), List.of("user"), "readonly"));
        assertThat(roles.people("readonly", "", 1)).containsExactly(new Person("chris", false));
        assertThat(roles.people("admin", "", 10)).containsExactly(new Person("chris", true));
        assertThat(roles.people("admin", "chris", 10)).isEmpty();
        assertThatThrownBy(() -> roles.people("user", "", 10)).hasMessage("""
                Role "user" of the application is not mapped.
                  mend:  take a name out of the list of the application's roles""");
    }

    @Test
    void a_domain_is_the_one_that_is_named_and_without_a_name_none() {
        DASHTAM.sql("""
                insert into casbin_rule (ptype, v0, v1, v2)
                values ('g', 'dave', 'admin', 'acme'), ('g', 'dave', 'readonly', null), ('g', 'admin', 'readonly', 'acme'),
                  ('g2', 'dave', 'admin', ''), ('p', 'dave', 'admin', '')""");

        assertThat(of(DASHTAM.dataSource(), CASBIN, null).of("dave")).containsExactly("readonly");
        assertThat(of(DASHTAM.dataSource(), new CasbinMapping("public.casbin_rule", CASBIN.columns(), "acme"), null)
                        .of("dave"))
                .containsExactly("admin", "readonly");
        assertThat(of(DASHTAM.dataSource(), new CasbinMapping("casbin_rule", CASBIN.columns(), "other"), null)
                        .of("dave"))
                .isEmpty();
    }

    /** The application's own enforcer is asked the same, over rules that nobody has thought out. */
    @Test
    void nobody_has_a_role_here_that_casbin_would_not_give() {
        Random random = new Random(20_261_127);
        Shop shop = Shop.onH2();
        shop.sql("create table casbin_rule (ptype varchar(9), v0 varchar(9), v1 varchar(9), v2 varchar(9))");
        for (int i = 0; i < 12; i++) {
            shop.sql("insert into casbin_rule values ('g', 'c" + i + "', 'c" + (i + 1) + "', '')");
        }
        for (int i = 0; i < 60; i++) {
            shop.sql("insert into casbin_rule values ('g', '" + (random.nextInt(3) == 0 ? "p" : "r")
                    + random.nextInt(20) + "', 'r" + random.nextInt(20) + "', "
                    + (random.nextBoolean() ? "''" : "null") + ")");
        }
        shop.sql("insert into casbin_rule values ('g', 'p0', 'c0', ''), ('p', 'any', 'any', '')");
        Map<String, String> mapped = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            mapped.put("r" + i, "r" + i);
            mapped.put("c" + i, "c" + i);
        }
        ApplicationRoles roles = ApplicationRoles.of(
                new CasbinMapping("casbin_rule", CASBIN.columns(), null),
                null,
                mapped,
                new AdminDatabase(shop.dataSource(), Clock.systemUTC()));
        Model model = new Model();
        model.loadModelFromText("""
                [request_definition]
                r = sub, role
                [policy_definition]
                p = sub, role
                [role_definition]
                g = _, _
                [policy_effect]
                e = some(where (p.eft == allow))
                [matchers]
                m = g(r.sub, r.role)
                """);
        Enforcer enforcer = new Enforcer(
                model, new ReadOnlyAdapter(shop.dataSource(), "casbin_rule", List.of("ptype", "v0", "v1", "v2")));
        int had = 0;
        for (int i = 0; i < 20; i++) {
            String person = "p" + i;
            Set<String> given = new TreeSet<>();
            mapped.keySet().stream()
                    .filter(role -> enforcer.enforce(person, role))
                    .forEach(given::add);
            assertThat(roles.of(person)).describedAs(person).isEqualTo(given);
            had += given.size();
            for (String role : mapped.keySet()) {
                boolean told = names(roles.people(role, "", 200)).contains(person);
                assertThat(told).describedAs("%s of %s", role, person).isEqualTo(given.contains(role));
            }
        }
        assertThat(had).isGreaterThan(50);
    }

    private static Collection<String> names(List<Person> people) {
        return people.stream().map(Person::name).toList();
    }

    @Test
    void tables_may_have_names_themselves_inherit_and_be_narrowed() {
        Shop shop = Shop.onH2();
        shop.sql(
                "create table authorities (username varchar(50) not null, authority varchar(50) not null, active int)");
        shop.sql("insert into authorities values ('anna', 'chief', 1), ('anna', 'admin', 0), ('bert', 'admin', null)");
        shop.sql("create table includes (role varchar(50) not null, inherited varchar(50) not null)");
        shop.sql("insert into includes values ('chief', 'admin'), ('admin', 'readonly'), ('readonly', 'chief')");
        TableMapping.Inherits includes = new TableMapping.Inherits("includes", "role", "inherited", Map.of());

        ApplicationRoles roles = of(
                shop.dataSource(),
                null,
                new TableMapping(
                        new TableMapping.Assignments("authorities", "username", "authority", Map.of("active", "1")),
                        null,
                        null,
                        includes));

        assertThat(roles.said("anna"))
                .containsExactly(
                        new Said("chief", List.of(), null),
                        new Said("admin", List.of("chief"), "admin"),
                        new Said("readonly", List.of("chief", "admin"), "readonly"));
        assertThat(roles.of("bert")).isEmpty();
        assertThat(roles.people("admin", "", 10)).containsExactly(new Person("anna", false));
        assertThat(roles.list())
                .containsExactly(
                        new ApplicationRole("admin", true, List.of("readonly"), List.of("chief"), "admin"),
                        new ApplicationRole("readonly", true, List.of("chief"), List.of("admin"), "readonly"));
        assertThat(of(
                                shop.dataSource(),
                                null,
                                new TableMapping(
                                        new TableMapping.Assignments(
                                                "authorities", "username", "authority", Map.of("active", "")),
                                        null,
                                        null,
                                        null))
                        .of("bert"))
                .containsExactly("admin");
    }

    @Test
    void two_people_of_one_name_are_nobody() {
        INVENTORY.sql("""
                create table member (id uuid primary key, name varchar(50), left_at date);
                create table member_role (member_id uuid, role text);
                insert into member values ('00000000-0000-0000-0000-000000000001', 'mia', null),
                  ('00000000-0000-0000-0000-000000000002', 'mia', '2026-01-01');
                insert into member_role values ('00000000-0000-0000-0000-000000000001', 'admin')""");
        TableMapping.Assignments assignments =
                new TableMapping.Assignments("member_role", "member_id", "role", Map.of());
        TableMapping.Named all = new TableMapping.Named("member", "id", "name", Map.of());

        ApplicationRoles roles = of(INVENTORY.dataSource(), null, new TableMapping(assignments, all, null, null));
        assertThatThrownBy(() -> roles.of("mia")).isInstanceOf(Refused.class).hasMessage("""
                The application's tables have more than one person of this name.
                  mend:  have each person's name once in the application's tables""");
        TableMapping.Named there = new TableMapping.Named("member", "id", "name", Map.of("left_at", ""));
        assertThat(of(INVENTORY.dataSource(), null, new TableMapping(assignments, there, null, null))
                        .of("mia"))
                .containsExactly("admin");
        TableMapping.Named byId = new TableMapping.Named("member", "id", "id", Map.of());
        assertThat(of(INVENTORY.dataSource(), null, new TableMapping(assignments, byId, null, null))
                        .of("00000000-0000-0000-0000-000000000001"))
                .containsExactly("admin");
        assertThat(of(INVENTORY.dataSource(), null, new TableMapping(assignments, byId, null, null))
                        .of("mia"))
                .isEmpty();
    }

    @Test
    void who_has_a_role_of_the_system_is_told_and_who_has_one_of_a_customer_is_not() {
        INVENTORY.sql("""
                insert into organization (name, tier_id) select 'Mill', id from subscription_tier where key = 'starter';
                insert into app_user (username, password_hash) values ('ada', '-'), ('ben', '-');
                insert into role (name, organization_id) select 'org_owner', id from organization where name = 'Mill';
                insert into user_role select u.id, r.id from app_user u, role r
                  where r.name = 'org_owner' and (u.username = 'ada') = (r.organization_id is null)""");
        ApplicationRoles roles = inventory(TABLES, Map.of("org_owner", "admin", "org_ownr", "admin"));

        assertThat(roles.people("org_owner", "", 10)).containsExactly(new Person("ada", true));
        assertThat(roles.of("ada")).containsExactly("admin");
        assertThat(roles.of("ben")).isEmpty();
        assertThat(roles.of("ada' or '1'='1")).isEmpty();
        assertThat(roles.list())
                .containsExactly(
                        new ApplicationRole("org_owner", true, List.of(), List.of(), "admin"),
                        new ApplicationRole("org_ownr", false, List.of(), List.of(), "admin"));
    }

    @Test
    void what_the_database_does_not_have_is_refused_at_the_start() {
        refused(DASHTAM, new CasbinMapping("casbin_rules", CASBIN.columns(), null), null, """
                The database has no table "casbin_rules".
                  where: seedbed.admin.application.casbin.table
                  mend:  name one that is there when the service starts, with its schema where it is not in the search path""");
        refused(DASHTAM, new CasbinMapping("casbin_rule", List.of("ptype", "v0", "rôle"), null), null, """
                Table "casbin_rule" has no column "rôle".
                  where: seedbed.admin.application.casbin.columns
                  mend:  its columns are id, ptype, v0, v1, v2, v3, v4, v5, created_at""");
        refused(DASHTAM, new CasbinMapping("casbin_rule", List.of("ptype", "v0", "v1"), "acme"), null, """
                The mapping names 3 columns of Casbin's rules.
                  where: seedbed.admin.application.casbin.columns
                  mend:  name those of the type, of who has a role, of the role, and of the domain, such as ptype, v0, v1, v2""");
        refused(DASHTAM, CASBIN, TABLES, """
                The application's roles are mapped twice.
                  where: seedbed.admin.application.casbin, seedbed.admin.application.tables
                  mend:  keep one of the two""");
        refused(INVENTORY, null, new TableMapping(null, USERS, ROLES, null), """
                The mapping of the application's roles names no table.
                  where: seedbed.admin.application.tables.assignments.table
                  mend:  name the table that they are in""");
        refused(
                INVENTORY,
                null,
                new TableMapping(
                        ASSIGNMENTS, new TableMapping.Named("app_user", "id", "username\" --", Map.of()), ROLES, null),
                """
                Table "app_user" has no column "username" --".
                  where: seedbed.admin.application.tables.users.name
                  mend:  its columns are id, username, password_hash, organization_id, created_at""");
        refused(
                INVENTORY,
                null,
                new TableMapping(
                        ASSIGNMENTS, USERS, new TableMapping.Named("role", "id", "name", Map.of("kind", "x")), null),
                """
                Table "role" has no column "kind".
                  where: seedbed.admin.application.tables.roles.only.kind
                  mend:  its columns are id, name, organization_id, is_system_role""");
    }

    @Test
    void a_role_that_somebody_could_make_of_the_same_name_is_refused_at_the_start() {
        refused(
                INVENTORY,
                null,
                new TableMapping(ASSIGNMENTS, USERS, new TableMapping.Named("role", "id", "name", Map.of()), null),
                """
                Column "name" of table "role" is not unique: a role could be called as another is.
                  where: seedbed.admin.application.tables.roles
                  mend:  say which roles count, with a column and its value, such as \
                seedbed.admin.application.tables.roles.only.is_system_role=true""");
    }

    @Test
    void columns_that_do_not_belong_together_are_refused_at_the_start() {
        refused(
                INVENTORY,
                null,
                new TableMapping(
                        ASSIGNMENTS, new TableMapping.Named("app_user", "username", "username", Map.of()), ROLES, null),
                """
                The roles of the application cannot be read: ERROR: operator does not exist: character varying = integer
                  where: seedbed.admin.application.tables
                  mend:  name columns that belong together, and let the service's database user read their tables""");
        refused(
                INVENTORY,
                null,
                new TableMapping(
                        ASSIGNMENTS,
                        USERS,
                        new TableMapping.Named("role", "id", "name", Map.of("is_system_role", "perhaps")),
                        null),
                """
                The roles of the application cannot be read: ERROR: invalid input syntax for type boolean: "perhaps"
                  where: seedbed.admin.application.tables
                  mend:  name columns that belong together, and let the service's database user read their tables""");
    }

    @Test
    void without_a_mapping_nothing_is_read() {
        ApplicationRoles none = of(DASHTAM.dataSource(), null, null);

        assertThat(none.isMapped()).isFalse();
        assertThatThrownBy(() -> none.of("anna")).isInstanceOf(Refused.class).hasMessage("""
                The service does not read the application's roles.
                  mend:  say with seedbed.admin.application.casbin or seedbed.admin.application.tables where they are""");
    }
}

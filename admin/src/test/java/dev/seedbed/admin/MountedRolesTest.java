package dev.seedbed.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.admin.web.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;

/** Mounted in the example systems: their sign-in says who it is, their own tables which roles that gives. */
class MountedRolesTest {
    private static final Example DASHTAM = Example.dashtam();
    private static final Example INVENTORY = Example.inventory();

    private static ConfigurableApplicationContext dashtam;
    private static ConfigurableApplicationContext inventory;

    /** Lets everybody in who types their own name, and says of all of them that they are administrators. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        SecurityFilterChain own(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(all -> all.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .csrf(csrf -> csrf.disable())
                    .build();
        }

        @Bean
        UserDetailsService people() {
            return name -> User.withUsername(name)
                    .password("{noop}" + name)
                    .authorities("admin", "org_owner")
                    .build();
        }
    }

    @BeforeAll
    static void start() {
        dashtam = start(
                DASHTAM,
                "--seedbed.admin.application.casbin.table=casbin_rule",
                "--seedbed.admin.application.roles.admin=admin",
                "--seedbed.admin.application.roles.readonly=readonly");
        inventory = start(
                INVENTORY,
                "--seedbed.admin.application.tables.users.table=app_user",
                "--seedbed.admin.application.tables.users.name=username",
                "--seedbed.admin.application.tables.assignments.table=user_role",
                "--seedbed.admin.application.tables.roles.table=role",
                "--seedbed.admin.application.tables.roles.only.is_system_role=true",
                "--seedbed.admin.application.roles.org_owner=admin",
                "--seedbed.admin.application.roles.org_member=readonly");
        INVENTORY.sql("""
                insert into organization (name, tier_id) select 'Bakery', id from subscription_tier where key = 'starter';
                insert into app_user (username, password_hash) values ('olga', '-'), ('tom', '-');
                insert into role (name, organization_id) select 'org_owner', id from organization;
                """);
    }

    private static ConfigurableApplicationContext start(Example example, String... properties) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setDefaultProperties(Map.of(
                "server.port", "0",
                "spring.main.banner-mode", "off",
                "logging.level.root", "off",
                "seedbed.admin.enabled", "true",
                "seedbed.admin.accounts", "false",
                "seedbed.admin.application.sign-in", "true"));
        application.addInitializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean(DataSource.class, example::dataSource);
            beans.registerBean(Seedbed.class, example::seedbed);
        });
        return application.run(properties);
    }

    @AfterAll
    static void stop() {
        dashtam.close();
        inventory.close();
    }

    private static Client signedIn(ConfigurableApplicationContext context, String name) throws Exception {
        String address = "http://localhost:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
        Visitor visitor = new Visitor(address);
        visitor.post("/login", "username=" + name + "&password=" + name);
        return new Client(address + "/seedbed/api/v1").cookie(visitor.cookies());
    }

    private static List<String> roles(Client client) {
        List<String> roles = new ArrayList<>();
        client.get("/session").expect(200).json().path("roles").forEach(role -> roles.add(role.asString()));
        return roles;
    }

    private static void has(String person, String role, String domain) {
        DASHTAM.sql("insert into casbin_rule (ptype, v0, v1, v2) values ('g', '" + person + "', '" + role + "', "
                + domain + ")");
    }

    @Test
    void in_dashtam_a_role_that_casbins_rules_give_counts_until_it_is_taken_away() throws Exception {
        has("anna", "admin", "''");
        Client anna = signedIn(dashtam, "anna");
        assertThat(roles(anna)).containsExactly("admin", "readonly");
        anna.get("/accounts").expect(200);

        DASHTAM.sql("delete from casbin_rule where v0 = 'anna'");
        anna.get("/accounts").refused(403, "not-allowed");
        assertThat(roles(anna)).isEmpty();

        has("anna", "user", "null");
        assertThat(roles(anna)).containsExactly("readonly");
        anna.get("/status").expect(200);
        anna.get("/accounts").refused(403, "not-allowed");
    }

    @Test
    void in_dashtam_a_role_of_a_domain_and_the_name_of_a_role_give_nothing() throws Exception {
        has("dora", "admin", "'acme'");
        assertThat(roles(signedIn(dashtam, "dora"))).isEmpty();
        assertThat(roles(signedIn(dashtam, "admin"))).isEmpty();
        assertThat(roles(signedIn(dashtam, "user"))).isEmpty();
        assertThat(roles(signedIn(dashtam, "nobody"))).isEmpty();
    }

    @Test
    void rules_that_cannot_be_read_let_nobody_in() throws Exception {
        has("rita", "admin", "''");
        Client rita = signedIn(dashtam, "rita");
        rita.get("/status").expect(200);
        DASHTAM.sql("alter table casbin_rule rename to casbin_rule_gone");
        try {
            Client.Answer refused = rita.get("/status").refused(503, "application-away");
            assertThat(refused.text("detail")).isEqualTo("The roles of the application cannot be read.");
            assertThat(refused.response().body()).doesNotContain("casbin_rule");
            rita.get("/session").refused(503, "application-away");
        } finally {
            DASHTAM.sql("alter table casbin_rule_gone rename to casbin_rule");
        }
        rita.get("/status").expect(200);
    }

    @Test
    void in_inventory_a_role_of_the_system_counts_until_it_is_taken_away_and_one_of_a_customer_never()
            throws Exception {
        INVENTORY.sql(assign("olga", "organization_id is null"));
        INVENTORY.sql(assign("tom", "organization_id is not null"));
        Client olga = signedIn(inventory, "olga");
        assertThat(roles(olga)).containsExactly("admin");
        olga.get("/accounts").expect(200);
        Client tom = signedIn(inventory, "tom");
        assertThat(roles(tom)).isEmpty();
        tom.get("/status").refused(403, "not-allowed");

        INVENTORY.sql("delete from user_role where user_id = (select id from app_user where username = 'olga')");
        olga.get("/accounts").refused(403, "not-allowed");
        assertThat(roles(olga)).isEmpty();
    }

    private static String assign(String person, String which) {
        return "insert into user_role select u.id, r.id from app_user u, role r where u.username = '" + person
                + "' and r.name = 'org_owner' and r." + which;
    }
}

package dev.seedbed.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.seedbed.admin.account.AccountName;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.audit.By;
import dev.seedbed.seed.SeedException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.core.env.StandardEnvironment;

/** What the first account is called, and what a start says of it. */
class FirstAccountTest {
    private static final String LISTED = "select name from seedbed_admin_account";
    private static final String LASTS =
            "select to_char(password_at + interval '3' day, 'YYYY-MM-DD HH24:MI')" + " from seedbed_admin_account";

    /** Without second factors, of which a start has something to say too. */
    private static Served start(Shop shop, String environment, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("--seedbed.admin.second-factor=off");
        return Served.start(shop, environment, all.toArray(String[]::new));
    }

    private static void refused(String name, String environment, String message) {
        Shop shop = Shop.onH2();
        assertThatThrownBy(() -> start(shop, environment, "--seedbed.admin.first-account=" + name))
                .rootCause()
                .isInstanceOfSatisfying(
                        SeedException.class, e -> assertThat(e.kind()).isEqualTo(SeedException.Kind.USAGE))
                .hasMessage(message);
        assertThat(shop.rows("select count(*) from information_schema.tables"
                        + " where lower(table_name) like 'seedbed_admin%'"))
                .as("tables of the service, after \"" + name + "\"")
                .containsExactly("0");
    }

    @Test
    void its_name_is_made_up_for_each_database_and_said_with_the_password() {
        try (Served one = start(Shop.onH2(), "production");
                Served other = start(Shop.onH2(), "production")) {
            assertThat(one.firstAccount()).matches("admin-[a-hj-km-np-z2-9]{6}").isNotEqualTo(other.firstAccount());
            for (Served each : List.of(one, other)) {
                assertThat(each.shop().rows(LISTED)).containsExactly(each.firstAccount());
                each.client().signIn(each.firstAccount(), each.firstPassword()).expect(200);
            }
            one.client().signIn("admin", one.firstPassword()).refused(401, "wrong-credentials");
        }
    }

    @Test
    void a_name_that_is_given_is_taken() {
        try (Served served = start(Shop.onH2(), "production", "--seedbed.admin.first-account=ann@shop.example")) {
            assertThat(served.shop().rows(LISTED)).containsExactly("ann@shop.example");
            assertThat(served.firstAccount()).isEqualTo("ann@shop.example");
            assertThat(served.client()
                            .signIn("ann@shop.example", served.firstPassword())
                            .expect(200)
                            .json()
                            .path("roles")
                            .toString())
                    .isEqualTo("[\"admin\"]");
        }
    }

    @Test
    void a_usual_name_is_refused_in_production_and_taken_elsewhere() {
        for (String name : List.of("admin", "root", "sa", "administrator", "admin1", "root-2")) {
            assertThat(AccountName.isDefault(name)).as(name).isTrue();
        }
        for (String name : List.of("ann", "admin-k7wx2q", "sandra", "sa.miller", "1")) {
            assertThat(AccountName.isDefault(name)).as(name).isFalse();
        }
        refused("admin", "production", """
                The first account cannot be "admin" in production: whoever guesses at passwords begins with such names.
                  where: seedbed.admin.first-account
                  mend:  take another, such as that of the person who signs in first, or leave it out to have one made up""");
        try (Served served = start(Shop.onH2(), "test", "--seedbed.admin.first-account=admin")) {
            assertThat(served.shop().rows(LISTED)).containsExactly("admin");
        }
    }

    @Test
    void a_name_that_no_account_may_have_is_refused_everywhere() {
        for (String name : List.of("Ann", "", "x\" y", By.SERVICE.actor())) {
            refused(
                    name,
                    "test",
                    "The name \"" + name
                            + "\" is not one that an account may have.\n  where: seedbed.admin.first-account\n"
                            + "  mend:  write up to 120 of a-z, 0-9 and . _ @ + -, and begin with a letter or digit;"
                            + " \"seedbed-admin\" is the service's own");
        }
    }

    @Test
    void a_start_says_where_to_sign_in_and_how_long_the_password_is_good() {
        try (Served served = start(Shop.onH2(), "production", "--server.servlet.context-path=/shop")) {
            // What the start warns of stands before.
            assertThat(served.said().replace("\r\n", "\n"))
                    .endsWith("\nSeedbed admin: the first account is \"" + served.firstAccount()
                            + "\", its password is " + served.firstPassword()
                            + "\nIt is not shown again. It is good for three days, until " + lasts(served.shop())
                            + ", and has to be changed at the first sign-in:\nhttp://localhost:" + served.port()
                            + "/shop/seedbed/\n\n");
        }
    }

    private static String lasts(Shop shop) {
        return shop.rows(LASTS).get(0) + " UTC";
    }

    @Test
    void a_later_start_says_that_it_waits_until_somebody_has_chosen_a_password() {
        Shop shop = Shop.onH2();
        String name;
        String password;
        try (Served first = start(shop, "test")) {
            name = first.firstAccount();
            password = first.firstPassword();
        }
        try (Served second = start(shop, "test", "--seedbed.admin.first-account=ann")) {
            assertThat(shop.rows(LISTED)).containsExactly(name);
            assertThat(second.said())
                    .isEqualToNormalizingNewlines("\nSeedbed admin: the first account, \"" + name
                            + "\", still has the password that an earlier start printed.\nIt is good until "
                            + lasts(shop) + ", and has to be changed at the first sign-in:\nhttp://localhost:"
                            + second.port() + "/seedbed/\n"
                            + "Where it is lost, delete the account and start again"
                            + " (docs/admin.md#when-nobody-can-sign-in):\n"
                            + "delete from seedbed_admin_account where name = '" + name + "';\n\n");
            Client client = second.client();
            client.signIn(name, password).expect(200);
            client.put("/session/password", Map.of("oldPassword", password, "newPassword", Served.PASSWORD))
                    .expect(200);
        }
        try (Served third = start(shop, "test")) {
            assertThat(third.said()).isEmpty();
        }
    }

    @Test
    void what_it_says_to_do_where_the_password_is_lost_makes_another_account() {
        Shop shop = Shop.onH2();
        try (Served first = start(shop, "test")) {
            first.client().signIn(first.firstAccount(), first.firstPassword()).expect(200);
        }
        String mend;
        try (Served second = start(shop, "test")) {
            mend = second.said()
                    .lines()
                    .filter(line -> line.startsWith("delete "))
                    .findFirst()
                    .orElseThrow();
        }
        shop.sql(mend);
        try (Served third = start(shop, "test", "--seedbed.admin.first-account=ann")) {
            assertThat(shop.rows(LISTED)).containsExactly("ann");
            third.client().signIn("ann", third.firstPassword()).expect(200);
        }
    }

    @Test
    void there_is_no_account_whose_password_nobody_was_told() {
        Shop shop = Shop.onH2();
        List<String> told = new ArrayList<>();
        try (Served served = start(shop, "test")) {
            shop.sql("delete from seedbed_admin_account");
            assertThatThrownBy(() -> served.bean(Accounts.class).first("ann", first -> {
                        told.add(first.account().name());
                        told.addAll(shop.rows(LISTED));
                        throw new IllegalStateException("killed");
                    }))
                    .hasMessage("killed");
        }

        assertThat(told).as("told, and nobody else sees it yet").containsExactly("ann");
        assertThat(shop.rows(LISTED)).isEmpty();
        assertThat(shop.rows("select action from seedbed_admin_audit where subject = 'ann'"))
                .isEmpty();
        try (Served next = start(shop, "test", "--seedbed.admin.first-account=bob")) {
            next.client().signIn("bob", next.firstPassword()).expect(200);
        }
    }

    @Test
    void nor_is_another_password_that_nobody_was_told_in_place_of_one_that_ran_out() {
        Shop shop = Shop.onH2();
        String password;
        try (Served first = start(shop, "test", "--seedbed.admin.first-account=ann")) {
            password = first.firstPassword();
            shop.sql("update seedbed_admin_account set password_at = password_at - interval '4' day");
            assertThatThrownBy(() -> first.bean(Accounts.class).first(null, another -> {
                        throw new IllegalStateException("killed");
                    }))
                    .hasMessage("killed");
        }
        try (Served second = start(shop, "test")) {
            assertThat(second.firstAccount()).isEqualTo("ann");
            assertThat(second.firstPassword()).isNotEqualTo(password);
            second.client().signIn("ann", second.firstPassword()).expect(200);
            assertThat(shop.rows("select count(*) from seedbed_admin_audit where action = 'account.password-reset'"))
                    .containsExactly("1");
        }
    }

    @Test
    void nothing_is_said_of_a_first_account_that_is_not_alone_or_disabled() {
        Shop shop = Shop.onH2();
        try (Served first = start(shop, "test")) {
            first.bean(Accounts.class).create("ann", List.of("user"), By.SERVICE);
        }
        try (Served second = start(shop, "test")) {
            assertThat(second.said()).isEmpty();
        }
        shop.sql("delete from seedbed_admin_account where name = 'ann'");
        shop.sql("update seedbed_admin_account set enabled = false");
        try (Served third = start(shop, "test")) {
            assertThat(third.said()).isEmpty();
        }
        shop.sql("update seedbed_admin_account set password_at = password_at - interval '4' day");
        try (Served fourth = start(shop, "test")) {
            assertThat(fourth.said()).isEmpty();
        }
    }

    @Test
    void where_the_application_is_told_passwords_itself_the_log_says_that_the_account_waits() {
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        Logger logger = (Logger) FirstAccount.LOG;
        Level before = logger.getLevel();
        logger.setLevel(Level.WARN);
        logger.addAppender(told);
        try {
            FirstPassword own = (account, password, until) -> {};
            own.waiting("ann", Instant.parse("2026-11-30T18:05:59Z"));
        } finally {
            logger.detachAppender(told);
            logger.setLevel(before);
        }

        assertThat(told.list)
                .extracting(ILoggingEvent::getLevel, ILoggingEvent::getFormattedMessage)
                .containsExactly(tuple(
                        Level.WARN,
                        "The first account, \"ann\", still has the password that an earlier start told, which is good until"
                                + " 2026-11-30 18:05 UTC. Where it is lost, delete the account and start again: delete from"
                                + " seedbed_admin_account where name = 'ann'."));
    }

    @Test
    void deployed_to_a_server_it_says_the_path_and_not_an_address_that_it_does_not_know() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        StaticApplicationContext application = new StaticApplicationContext();
        application.setEnvironment(new StandardEnvironment());
        try (Served served = start(Shop.onH2(), "test")) {
            SignInPlace place = new SignInPlace(application, served.bean(AdminProperties.class));

            new PrintedPassword(new PrintStream(said, true, StandardCharsets.UTF_8), place)
                    .tell("ann", "wooden-giraffe", Instant.parse("2026-11-30T18:05:59Z"));
        }

        assertThat(said.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""

                        Seedbed admin: the first account is "ann", its password is wooden-giraffe
                        It is not shown again. It is good for three days, until 2026-11-30 18:05 UTC, and has to be changed at the first sign-in:
                        /seedbed/

                        """);
    }
}

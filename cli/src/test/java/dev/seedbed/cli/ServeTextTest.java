package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.cli.serve.Served;
import dev.seedbed.cli.serve.Served.NewAccount;
import dev.seedbed.cli.serve.Served.WaitingAccount;
import dev.seedbed.connect.Address;
import dev.seedbed.connect.Database;
import dev.seedbed.show.Paint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServeTextTest {
    private record Running(
            List<NewAccount> accounts, @Nullable WaitingAccount waiting) implements Served {
        @Override
        public String address() {
            return "http://localhost:8282/seedbed/api/v1";
        }

        @Override
        public @Nullable String managementAddress() {
            return "http://localhost:9001/actuator";
        }

        @Override
        public void await() {}

        @Override
        public void close() {}
    }

    @Test
    void people_are_told_first_where_the_pages_are() {
        String text = new ServeText(Paint.OFF)
                .ofDemo(
                        new Running(List.of(new NewAccount("admin", "wooden-giraffe", false)), null),
                        "a PostgreSQL of its own");

        assertThat(text).startsWith("""

                The admin service is at http://localhost:8282/seedbed/

                  API          http://localhost:8282/seedbed/api/v1
                  described by http://localhost:8282/seedbed/api/v1/openapi.json (signed in)
                  management   http://localhost:9001/actuator
                  database     a PostgreSQL of its own
                  environment  development
                """);
    }

    @Test
    void the_demo_says_first_what_to_look_at_in_a_browser_and_then_one_call_of_the_api() {
        String text = new ServeText(Paint.OFF)
                .ofDemo(
                        new Running(
                                List.of(
                                        new NewAccount("readonly", "paper-boat", false),
                                        new NewAccount("admin", "wooden-giraffe", false)),
                                null),
                        "a PostgreSQL of its own");

        assertThat(text).endsWith("""
                Who may sign in, each with the role of that name:

                  readonly     paper-boat
                  admin        wooden-giraffe

                Open http://localhost:8282/seedbed/ in a browser, sign in as admin, and try:

                  1. on the overview, make a plan: what the release that waits would do, row by row, and why
                  2. under Tables, in subscription_tier, open "team": somebody changed its price; restore its default
                  3. under Audit: who did what to which row, when, and why

                The same by the API:

                  curl -s -c jar -H 'Content-Type: application/json' -d '{"name": "admin", "password": "wooden-giraffe"}'\
                 http://localhost:8282/seedbed/api/v1/session && curl -s -b jar\
                 'http://localhost:8282/seedbed/api/v1/status?mode=update'

                Ctrl-C stops it.

                """);
    }

    private static String ofDatabase(Running running) {
        Database database = new Database(Address.of("h2:mem:text", Path.of("")), null, null);
        return new ServeText(Paint.OFF).ofDatabase(running, database, new Environment("test", "--env"), null);
    }

    @Test
    void a_start_says_the_name_and_the_password_of_the_first_account() {
        NewAccount account = new NewAccount("admin-k7wx2q", "wooden-giraffe", true);

        assertThat(new ServeText(Paint.OFF).ofFirst(account)).isEqualTo("""

                        The first account is admin-k7wx2q, its password wooden-giraffe
                        It is not shown again, and has to be changed within three days.
                        """);
        assertThat(ofDatabase(new Running(List.of(account), null)))
                .contains("""

                        Sign in as admin-k7wx2q at http://localhost:8282/seedbed/
                        and change the password, or by the API:
                        """)
                .contains("{\"name\": \"admin-k7wx2q\", \"password\": \"wooden-giraffe\"}");
    }

    @Test
    void a_later_start_says_that_the_first_account_still_waits_and_what_to_do_where_the_password_is_lost() {
        Instant until = Instant.parse("2026-11-30T18:05:59Z");

        assertThat(ofDatabase(new Running(List.of(), new WaitingAccount("admin-k7wx2q", until))))
                .endsWith("""

                        The first account, admin-k7wx2q, still has the password that an earlier start printed. It is good until
                        2026-11-30 18:05 UTC, and has to be changed at the first sign-in. Where it is lost, delete the account
                        in the database and start again (docs/admin.md#when-nobody-can-sign-in):

                          delete from seedbed_admin_account where name = 'admin-k7wx2q';

                        Ctrl-C stops it.

                        """);
    }
}

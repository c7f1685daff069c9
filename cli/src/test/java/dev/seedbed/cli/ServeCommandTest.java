package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Without the service, which another jar has. */
class ServeCommandTest extends CommandLineTest {
    @Test
    void where_the_service_is_not_there_it_is_said_where_it_is() {
        Answer answer = call("serve", "--url", "h2:mem:x", "--server.ssl.bundle=web");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).isEqualTo("""
                error: The admin service is not in this jar.
                  where: seedbed serve
                  mend:  start it with ./seedbed serve in a checkout, or with java -jar seedbed-serve.jar
                """);
    }

    @Test
    void what_is_no_option_and_has_no_dot_in_its_name_is_a_mistake() {
        assertThat(call("serve", "--prot", "1").err()).isEqualTo("""
                error: There is no option --prot.
                  where: seedbed serve --prot
                  mend:  did you mean --port? "seedbed serve --help" says what there is
                """);
        assertThat(call("serve", "--server.port", "1").code()).isEqualTo(2);
        assertThat(call("serve", "now").err()).startsWith("error: The command \"serve\" takes no \"now\".");
        assertThat(call("serve", "--yes").err()).startsWith("error: The command \"serve\" takes no option --yes.");
    }

    @Test
    void a_port_is_a_number_that_a_port_can_have() {
        for (String port : new String[] {"x", "-1", "65536", ""}) {
            Answer answer = call("serve", "--management-port=" + port);

            assertThat(answer.code()).isEqualTo(2);
            assertThat(answer.err())
                    .startsWith("error: \"" + port + "\" is not a port, which is a number from 0 to 65535.\n");
        }
    }

    @Test
    void help_tells_how_the_first_account_is_called() {
        assertThat(call("serve", "--help").out().replaceAll("\\s+", " "))
                .contains("--first-account=NAME The account that is made where there is none, with a password that is"
                        + " printed once; in production not a usual one such as admin. Default: admin- and six letters"
                        + " or digits that nobody can guess.");
    }
}

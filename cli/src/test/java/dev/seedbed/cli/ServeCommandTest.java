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
                .contains(
                        "--first-account=NAME Name of the account that is made where there is none. Its password is printed"
                                + " once. In production no usual name is taken, such as admin. Default: admin- and six letters or"
                                + " digits that nobody can guess.");
    }

    @Test
    void help_names_the_console_and_no_line_about_it_ends_within_a_sentence() {
        String help = call("serve", "--help").out();

        for (String line : new String[] {
            "Serves the admin console, which is pages for people, and the admin API for programs.",
            "They are for one database and its seeds, until the command is ended (Ctrl-C).",
            "Its own tables come into the same database, which is PostgreSQL or H2.",
            "A PostgreSQL of its own, a small system in it, and three accounts.",
            "Port of the service; 0 for any that is free. Default: 8282.",
            "--server.address=0.0.0.0 lets others in.",
            "Port of health, metrics and information. Default: none.",
            "Without it the port of the service tells health, and no details.",
            "Name of the account that is made where there is none.",
            "Default: admin- and six letters or digits that nobody can guess."
        }) {
            assertThat(help.lines()).describedAs(line).anyMatch(each -> each.endsWith(line));
        }
    }
}

package dev.seedbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.cli.serve.Served;
import dev.seedbed.show.Paint;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServeTextTest {
    private static final class Running implements Served {
        @Override
        public String address() {
            return "http://localhost:8282/seedbed/api/v1";
        }

        @Override
        public @Nullable String managementAddress() {
            return "http://localhost:9001/actuator";
        }

        @Override
        public List<NewAccount> accounts() {
            return List.of(new NewAccount("admin", "wooden-giraffe", false));
        }

        @Override
        public void await() {}

        @Override
        public void close() {}
    }

    @Test
    void people_are_told_first_where_the_pages_are() {
        String text = new ServeText(Paint.OFF).ofDemo(new Running(), "a PostgreSQL of its own");

        assertThat(text).startsWith("""

                The admin service is at http://localhost:8282/seedbed/

                  API          http://localhost:8282/seedbed/api/v1
                  described by http://localhost:8282/seedbed/api/v1/openapi.json (signed in)
                  management   http://localhost:9001/actuator
                  database     a PostgreSQL of its own
                  environment  development
                """);
    }
}

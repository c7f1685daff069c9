package dev.seedbed.casbin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.Seedbed;
import dev.seedbed.testkit.PlainDataSource;
import dev.seedbed.testkit.PostgresServer;
import dev.seedbed.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;

/** The rules of one application: three roles and what they may do, in a table that no unique constraint protects. */
final class Dashtam {
    private Dashtam() {}

    static TestDatabase onPostgres(Path folder) throws IOException {
        PostgresServer server = PostgresServer.of(18);
        return new TestDatabase(server.dataSource(server.newDatabase()), folder).sql(text("dashtam/schema.sql"));
    }

    static TestDatabase onH2(Path folder) throws IOException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        PlainDataSource source = () -> connect(url);
        return new TestDatabase(source, folder).sql(text("dashtam/schema.sql"));
    }

    private static Connection connect(String url) throws java.sql.SQLException {
        return DriverManager.getConnection(url);
    }

    static Seedbed seedbed(TestDatabase database) {
        DataSource dataSource = database.dataSource();
        return Seedbed.on(dataSource)
                .seeds("classpath:dashtam/seeds")
                .environment("production")
                .build();
    }

    static Enforcer enforcer(TestDatabase database) throws IOException {
        Model model = new Model();
        model.loadModelFromText(text("dashtam/model.conf"));
        return new Enforcer(model, new ReadOnlyAdapter(database.dataSource()));
    }

    static void isWhole(TestDatabase database) {
        assertThat(database.rows("select ptype, v0, v1, v2, v3, v4, v5 from casbin_rule order by ptype, v0, v1, v2"))
                .containsExactly(
                        "g|admin|user||∅|∅|∅",
                        "g|user|readonly||∅|∅|∅",
                        "p|admin|admin|read|∅|∅|∅",
                        "p|admin|admin|write|∅|∅|∅",
                        "p|admin|security|read|∅|∅|∅",
                        "p|admin|security|write|∅|∅|∅",
                        "p|admin|users|read|∅|∅|∅",
                        "p|admin|users|write|∅|∅|∅",
                        "p|readonly|accounts|read|∅|∅|∅",
                        "p|readonly|providers|read|∅|∅|∅",
                        "p|readonly|sessions|read|∅|∅|∅",
                        "p|readonly|transactions|read|∅|∅|∅",
                        "p|user|accounts|write|∅|∅|∅",
                        "p|user|providers|write|∅|∅|∅",
                        "p|user|sessions|write|∅|∅|∅",
                        "p|user|transactions|write|∅|∅|∅");
    }

    static String text(String path) throws IOException {
        try (InputStream in = Dashtam.class.getClassLoader().getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

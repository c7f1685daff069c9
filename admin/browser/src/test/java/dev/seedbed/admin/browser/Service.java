package dev.seedbed.admin.browser;

import dev.seedbed.Seedbed;
import dev.seedbed.admin.Serve;
import dev.seedbed.admin.account.Account;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.account.Passwords;
import dev.seedbed.admin.account.Proof;
import dev.seedbed.admin.account.Sessions;
import dev.seedbed.admin.audit.By;
import dev.seedbed.testkit.PostgresServer;
import dev.seedbed.testkit.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The service on a port of its own, for a PostgreSQL database of its own. */
final class Service implements AutoCloseable {
    static final PostgresServer SERVER = PostgresServer.of(18);
    static final String PASSWORD = "wooden-giraffe-paints-41-lakes";

    /** Once for all: each costs what it is to cost. */
    private static final String HASH = new Passwords().hash(PASSWORD);

    private static final Pattern SAID = Pattern.compile("the first account is \"(\\S+)\", its password is (\\S+)");

    private final DataSource database;
    private final ConfigurableApplicationContext context;
    private final String said;

    private Service(DataSource database, ConfigurableApplicationContext context, String said) {
        this.database = database;
        this.context = context;
        this.said = said;
    }

    /** With a second factor only for those who want one, and without the limits on how often somebody asks. */
    static Service start(DataSource database, Seedbed seedbed, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "--seedbed.admin.second-factor=optional",
                "--seedbed.admin.limits.requests-per-minute=100000",
                "--seedbed.admin.limits.sign-ins-per-minute=100000",
                "--seedbed.admin.trail.heads=0s",
                "--logging.level.root=off"));
        if (!seedbed.environment().equals("production")) {
            all.add("--seedbed.admin.first-account=admin");
        }
        for (String property : properties) {
            all.removeIf(each -> each.startsWith(property.substring(0, property.indexOf('=') + 1)));
            all.add(property);
        }
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            ConfigurableApplicationContext context = Serve.start(database, seedbed, 0, all);
            return new Service(database, context, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    /** A database of that name, which nobody else takes. */
    static String database(String name) {
        sql(SERVER.dataSource("postgres"), "create database " + name);
        return name;
    }

    /** For the seeds of a directory, with a ledger. */
    static Service start(String database, Path seeds, String environment, String... properties) {
        DataSource dataSource = SERVER.dataSource(database);
        Seedbed seedbed = seedbed(dataSource, seeds, environment);
        seedbed.ledger().enable();
        return start(dataSource, seedbed, properties);
    }

    static Seedbed seedbed(DataSource database, Path seeds, String environment) {
        return Seedbed.on(database)
                .seeds(seeds.toString())
                .environment(environment)
                .build();
    }

    /** A directory with seed files in it: names and texts, one after the other. */
    static Path seeds(String... files) {
        try {
            Path directory = Files.createTempDirectory("seedbed-browser");
            for (int i = 0; i < files.length; i += 2) {
                Files.writeString(directory.resolve(files[i]), files[i + 1]);
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of the first account, as the start told it: "admin" outside production, where it is made up. */
    String firstAccount() {
        return inWhatItSaid(1);
    }

    /** Its password. */
    String firstPassword() {
        return inWhatItSaid(2);
    }

    private String inWhatItSaid(int group) {
        Matcher matcher = SAID.matcher(said);
        if (!matcher.find()) {
            throw new AssertionError("No password was said:\n" + said);
        }
        return matcher.group(group);
    }

    DataSource dataSource() {
        return database;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** Of a page, such as {@code /tables}. */
    String address(String page) {
        return origin() + "/seedbed" + page;
    }

    String origin() {
        return "http://localhost:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    /** Somebody with these roles who has chosen {@link #PASSWORD}. */
    Account account(String name, String... roles) {
        Account account =
                bean(Accounts.class).create(name, List.of(roles), By.SERVICE).account();
        sql("update seedbed_admin_account set must_change = false, password_hash = '" + HASH + "' where name = '" + name
                + "'");
        return account;
    }

    /** A browser window in which somebody has signed in, who is new where nobody is called so. */
    Visitor visitor(String name, String... roles) {
        return visitor(new Look(), name, roles);
    }

    Visitor visitor(Look look, String name, String... roles) {
        boolean there = rows("select name from seedbed_admin_account").contains(name);
        Account account = there ? bean(Accounts.class).get(name) : account(name, roles);
        return stranger(look).withCookie(bean(Sessions.class).open(account, Proof.PASSWORD, "127.0.0.1"));
    }

    /** A browser window that nobody has signed in with. */
    Visitor stranger(Look look) {
        return new Visitor(this, look);
    }

    void sql(String statement) {
        sql(database, statement);
    }

    static void sql(DataSource database, String statement) {
        try (Connection connection = database.getConnection();
                Statement open = connection.createStatement()) {
            open.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Values of a row with a space between them. */
    List<String> rows(String query) {
        try (Connection connection = database.getConnection()) {
            return TestDatabase.rows(connection, query).stream()
                    .map(row -> row.replace('|', ' '))
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}

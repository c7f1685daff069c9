package dev.seedbed.admin;

import dev.seedbed.admin.account.Account;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.account.Passwords;
import dev.seedbed.admin.account.Proof;
import dev.seedbed.admin.account.Sessions;
import dev.seedbed.admin.audit.By;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as it is served, on a port of its own, with accounts that have changed their passwords. */
public final class Served implements AutoCloseable {
    public static final String PASSWORD = "wooden-giraffe-paints-41-lakes";

    /** Once for all: each costs what it is to cost. */
    private static final String HASH = new Passwords().hash(PASSWORD);

    private static final Pattern SAID = Pattern.compile("the first account is \"(\\S+)\", its password is (\\S+)");
    private static final Map<String, Served> SHARED = new ConcurrentHashMap<>();

    private final Shop shop;
    private final ConfigurableApplicationContext context;
    private final String said;

    private Served(Shop shop, ConfigurableApplicationContext context, String said) {
        this.shop = shop;
        this.context = context;
        this.said = said;
    }

    /** The one that tests share that leave nothing behind which others would trip over. On H2, in production. */
    public static Served shared() {
        return SHARED.computeIfAbsent(
                "shared",
                name -> start(
                        Shop.onH2(),
                        "production",
                        "--seedbed.admin.limits.requests-per-minute=100000",
                        "--seedbed.admin.limits.sign-ins-per-minute=100000"));
    }

    public static Served start(Shop shop, String environment, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("--logging.level.root=off");
        if (all.stream().noneMatch(each -> each.startsWith("--seedbed.admin.second-factor="))) {
            all.add("--seedbed.admin.second-factor=optional");
        }
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            ConfigurableApplicationContext context = Serve.start(shop.dataSource(), shop.seedbed(environment), 0, all);
            return new Served(shop, context, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    public Shop shop() {
        return shop;
    }

    /** What it printed when it started. */
    public String said() {
        return said;
    }

    /** The name of the first account in what it printed. */
    public String firstAccount() {
        return inWhatItSaid(1);
    }

    /** The password in what it printed. */
    public String firstPassword() {
        return inWhatItSaid(2);
    }

    private String inWhatItSaid(int group) {
        Matcher matcher = SAID.matcher(said);
        if (!matcher.find()) {
            throw new AssertionError("No password was said:\n" + said);
        }
        return matcher.group(group);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    public Client client() {
        return new Client("http://localhost:" + port() + "/seedbed/api/v1");
    }

    /** Somebody new with these roles, who is signed in and has changed the password. */
    public Client signedIn(String name, String... roles) {
        Accounts accounts = bean(Accounts.class);
        Account account = accounts.create(name, List.of(roles), By.SERVICE).account();
        shop.sql("update seedbed_admin_account set must_change = false, password_hash = '" + HASH + "' where name = '"
                + name + "'");
        Client client = client();
        client.cookie("__Host-seedbed-admin=" + bean(Sessions.class).open(account, Proof.PASSWORD, "127.0.0.1"));
        client.get("/session").expect(200);
        return client;
    }

    public Account account(String name) {
        return bean(Accounts.class).list("", 200).stream()
                .filter(account -> account.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        context.close();
    }
}

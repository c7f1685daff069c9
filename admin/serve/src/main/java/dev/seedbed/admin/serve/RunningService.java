package dev.seedbed.admin.serve;

import dev.seedbed.admin.AdminProperties;
import dev.seedbed.cli.serve.Served;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** The service while its application context is there. */
final class RunningService implements Served {
    private final ConfigurableApplicationContext context;
    private final List<NewAccount> accounts;
    private final @Nullable WaitingAccount waiting;
    private final CountDownLatch closed = new CountDownLatch(1);

    RunningService(
            ConfigurableApplicationContext context, List<NewAccount> accounts, @Nullable WaitingAccount waiting) {
        this.context = context;
        this.accounts = List.copyOf(accounts);
        this.waiting = waiting;
    }

    @Override
    public String address() {
        ServerProperties server = context.getBean(ServerProperties.class);
        String path = server.getServlet().getContextPath();
        return host(server.getSsl()) + port("local.server.port") + (path == null ? "" : path)
                + context.getBean(AdminProperties.class).path() + "/api/v1";
    }

    @Override
    public @Nullable String managementAddress() {
        Environment environment = context.getEnvironment();
        if (ManagementPortType.get(environment) != ManagementPortType.DIFFERENT) {
            return null;
        }
        return "http://localhost:" + port("local.management.port")
                + environment.getProperty("management.endpoints.web.base-path", "/actuator");
    }

    private static String host(@Nullable Ssl ssl) {
        return (Ssl.isEnabled(ssl) ? "https" : "http") + "://localhost:";
    }

    private String port(String property) {
        return String.valueOf(context.getEnvironment().getProperty(property));
    }

    @Override
    public List<NewAccount> accounts() {
        return accounts;
    }

    @Override
    public @Nullable WaitingAccount waiting() {
        return waiting;
    }

    @Override
    public void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        context.close();
        closed.countDown();
    }
}

package dev.seedbed.admin.serve;

import dev.seedbed.admin.FirstPassword;
import dev.seedbed.admin.Serve;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.cli.serve.AdminService;
import dev.seedbed.cli.serve.ServeRequest;
import dev.seedbed.cli.serve.Served;
import dev.seedbed.seed.SeedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The admin service on a web server of its own. */
public final class StandaloneService implements AdminService {
    private static final String LOOPBACK = "127.0.0.1";

    /** Nothing is logged until the service has set up its log: what it is to serve may be brought up before. */
    public StandaloneService() {
        LoggingSystem.get(StandaloneService.class.getClassLoader()).beforeInitialize();
    }

    @Override
    public Served start(ServeRequest request) {
        if (request.port() != null && request.port() != 0 && request.port().equals(request.managementPort())) {
            throw SeedException.usage(
                    "The service and its management cannot both listen on port " + request.port() + ".",
                    "--management-port",
                    "take another, or leave it out");
        }
        FirstPasswords told = new FirstPasswords(request);
        SpringApplication application = Serve.application(request.database(), request.seedbed(), defaults(request));
        application.addPrimarySources(Set.of(Management.class));
        application.addInitializers(context ->
                ((GenericApplicationContext) context).registerBean("firstPassword", FirstPassword.class, () -> told));
        ConfigurableApplicationContext context = StartFailure.explained(
                request, () -> application.run(arguments(request).toArray(String[]::new)));
        try {
            return new RunningService(context, told.accounts(context), told.waiting());
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    private static List<String> arguments(ServeRequest request) {
        List<String> arguments = new ArrayList<>(request.properties());
        if (request.port() != null) {
            arguments.add("--server.port=" + request.port());
        }
        if (request.managementPort() != null) {
            arguments.add("--management.server.port=" + request.managementPort());
        }
        if (request.accounts().contains(Accounts.ADMIN)) {
            // The first account is then one of those that are wanted, and not one more.
            arguments.add("--seedbed.admin.first-account=" + Accounts.ADMIN);
        }
        return arguments;
    }

    private static Map<String, Object> defaults(ServeRequest request) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        // The working directory may be that of another application.
        defaults.put("spring.config.name", "seedbed-admin");
        defaults.put("server.address", LOOPBACK);
        // The one who is asked to stop waits no longer than those who ask usually do.
        defaults.put("spring.lifecycle.timeout-per-shutdown-phase", "20s");
        defaults.put("management.endpoint.health.probes.enabled", "true");
        defaults.put("management.endpoint.health.probes.add-additional-paths", "true");
        defaults.put("management.endpoint.health.group.readiness.include", "readinessState,db");
        defaults.put("management.endpoint.health.show-details", "never");
        if (request.managementPort() == null) {
            defaults.put("management.endpoints.web.exposure.include", "health");
        } else {
            defaults.put("management.endpoints.web.exposure.include", "health,info,metrics,prometheus");
            defaults.put("management.server.address", LOOPBACK);
        }
        if (!request.verbose()) {
            defaults.put("logging.level.root", "warn");
            // Where the trail's chains end is said in the log, from which nobody who has the database can take it.
            defaults.put("logging.level.dev.seedbed.admin.audit", "info");
            // So is what was sent and refused before anybody looked at it.
            defaults.put("logging.level.dev.seedbed.admin.web.InputLog", "info");
            defaults.put("logging.level.org.springframework.web.servlet.PageNotFound", "error");
            // A run that the end of the process cuts off is told of once, by the service.
            defaults.put("logging.level.com.zaxxer.hikari.pool", "error");
            // What keeps the start from going on is told by who starts it.
            defaults.put("logging.level.org.springframework.boot.SpringApplication", "off");
            defaults.put("logging.level.org.springframework.boot.web.server", "off");
            defaults.put("logging.level.org.springframework.boot.diagnostics", "off");
        }
        return defaults;
    }
}

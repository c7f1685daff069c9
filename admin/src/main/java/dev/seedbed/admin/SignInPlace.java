package dev.seedbed.admin;

import jakarta.servlet.ServletContext;
import java.util.function.Supplier;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.web.context.WebApplicationContext;

/**
 * Where people sign in: an address on this machine, or, where the application does not know its port as in a server that it is
 * deployed to, the path there.
 */
record SignInPlace(ApplicationContext application, AdminProperties properties) implements Supplier<String> {
    @Override
    public String get() {
        String path = contextPath() + properties.path() + "/";
        String port = application.getEnvironment().getProperty("local.server.port");
        return port == null ? path : scheme() + "://localhost:" + port + path;
    }

    private String contextPath() {
        ServletContext servlets = application instanceof WebApplicationContext web ? web.getServletContext() : null;
        return servlets == null ? "" : servlets.getContextPath();
    }

    private String scheme() {
        ServerProperties server =
                application.getBeanProvider(ServerProperties.class).getIfAvailable();
        return server != null && Ssl.isEnabled(server.getSsl()) ? "https" : "http";
    }
}

package dev.seedbed.admin.serve;

import dev.seedbed.cli.serve.ServeRequest;
import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import java.net.BindException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationContextException;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** What kept the service from starting, as what, where and mend; nobody who starts it should have to read a stack trace. */
final class StartFailure {
    private StartFailure() {}

    static <T> T explained(ServeRequest request, Supplier<T> start) {
        try {
            return start.get();
        } catch (RuntimeException e) {
            throw explained(request, e);
        }
    }

    private static SeedException explained(ServeRequest request, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SeedException known) {
                return known;
            }
            if (cause instanceof PortInUseException taken) {
                return of(
                        SeedException.Kind.FAILED,
                        "Port " + taken.getPort() + " is in use.",
                        option(request, taken.getPort()),
                        "take another port, such as 0 for any that is free, or stop what listens there",
                        e);
            }
            if (cause instanceof NoSuchSslBundleException none) {
                String bundle = "spring.ssl.bundle.pem." + none.getBundleName() + ".keystore.";
                return of(
                        SeedException.Kind.USAGE,
                        "There is no SSL bundle \"" + none.getBundleName() + "\".",
                        "server.ssl.bundle",
                        "say where its files are: " + bundle + "certificate=FILE and " + bundle + "private-key=FILE",
                        e);
            }
            if (cause instanceof BindException) {
                return of(
                        SeedException.Kind.FAILED,
                        "It may not listen there: " + cause.getMessage() + ".",
                        "--port, --server.address",
                        "take a port above 1023, and an address of this machine",
                        e);
            }
        }
        FailureAnalysis analysis = analysis(e);
        if (analysis != null) {
            String action = analysis.getAction();
            return of(
                    SeedException.Kind.USAGE,
                    "The service cannot start. " + analysis.getDescription().strip(),
                    null,
                    action == null ? null : action.strip(),
                    e);
        }
        if (e instanceof ApplicationContextException) {
            return of(
                    SeedException.Kind.FAILED,
                    "The service cannot start: " + messages(e) + ".",
                    null,
                    "mend what it names; --verbose prints all of it",
                    e);
        }
        throw e;
    }

    /** What the causes say, the first of them last; none says what one before has said. */
    private static String messages(Throwable failure) {
        StringBuilder said = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && said.indexOf(message) < 0) {
                said.append(said.isEmpty() ? "" : ": ").append(message);
            }
        }
        return said.toString();
    }

    private static SeedException of(
            SeedException.Kind kind, String message, @Nullable String where, @Nullable String mend, Throwable cause) {
        return new SeedException(kind, List.of(new Problem(message, where, mend)), cause);
    }

    private static String option(ServeRequest request, int port) {
        return request.managementPort() != null && request.managementPort() == port ? "--management-port" : "--port";
    }

    /** Of those that Spring Boot would have asked; what needs the beans to tell is told by those that do not. */
    private static @Nullable FailureAnalysis analysis(Throwable failure) {
        List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation(
                        SpringApplication.class.getClassLoader())
                .load(FailureAnalyzer.class, (type, name, e) -> {
                    // Wants beans or properties, of which none are left.
                });
        for (FailureAnalyzer analyzer : analyzers) {
            FailureAnalysis analysis = analyzer.analyze(failure);
            if (analysis != null) {
                return analysis;
            }
        }
        return null;
    }
}

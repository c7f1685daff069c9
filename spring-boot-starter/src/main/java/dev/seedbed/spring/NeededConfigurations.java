package dev.seedbed.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Keeps the configurations that most starts do without from being read at all: their own conditions say the same, but to
 * come to those takes Spring longer than all that is configured here.
 */
final class NeededConfigurations implements AutoConfigurationImportFilter, BeanClassLoaderAware, EnvironmentAware {
    private static final String OWN = "dev.seedbed.spring.";

    /** None of these has to be there with another. In Spring Boot 3.5 health comes with the endpoints. */
    private static final String[] ASKING = {
        "org.springframework.boot.actuate.endpoint.annotation.Endpoint",
        "org.springframework.boot.health.contributor.HealthIndicator",
        "io.micrometer.core.instrument.MeterRegistry"
    };

    private @Nullable ClassLoader classLoader;
    private @Nullable Environment environment;

    @Override
    public void setBeanClassLoader(ClassLoader loader) {
        classLoader = loader;
    }

    @Override
    public void setEnvironment(Environment present) {
        environment = present;
    }

    @Override
    public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
        boolean[] needed = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            needed[i] = name == null || !name.startsWith(OWN) || isNeeded(name.substring(OWN.length()));
        }
        return needed;
    }

    private boolean isNeeded(String name) {
        return switch (name) {
            case "CommandedRunAutoConfiguration" -> environment == null || environment.containsProperty("seedbed.run");
            case "SeedbedActuatorAutoConfiguration" -> doesSomebodyAsk(classLoader);
            default -> true;
        };
    }

    static boolean doesSomebodyAsk(@Nullable ClassLoader loader) {
        for (String asking : ASKING) {
            if (ClassUtils.isPresent(asking, loader)) {
                return true;
            }
        }
        return false;
    }
}

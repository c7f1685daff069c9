package dev.seedbed.spring;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.source.Known;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Refuses properties {@code seedbed.*} that there are none of: a name with a slip of the pen would leave a default in force,
 * which may plant, or plant everywhere, what it was to keep back.
 */
final class UnknownProperties {
    private static final String PREFIX = "seedbed";

    /** Both hold what is meant for others, such as {@code SEEDBED_URL} for the command line. */
    private static final Set<String> OF_OTHERS = Set.of(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

    private UnknownProperties() {}

    /** @throws SeedException as a usage error that names each of them */
    static void refuse(ConfigurableEnvironment environment) {
        List<ConfigurationPropertyName> known = new ArrayList<>();
        for (String name : CallOptions.names()) {
            known.add(ConfigurationPropertyName.of(name));
        }
        Map<String, Problem> problems = new LinkedHashMap<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.from(environment.getPropertySources())) {
            if (source instanceof IterableConfigurationPropertySource names && !isOfOthers(source)) {
                for (ConfigurationPropertyName name : names) {
                    if (isUnknown(name, known)) {
                        problems.putIfAbsent(name.toString(), problem(name, source));
                    }
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new SeedException(SeedException.Kind.USAGE, List.copyOf(problems.values()), null);
        }
    }

    private static boolean isOfOthers(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && OF_OTHERS.contains(underlying.getName());
    }

    private static boolean isUnknown(ConfigurationPropertyName name, List<ConfigurationPropertyName> known) {
        if (!ConfigurationPropertyName.of(PREFIX).isAncestorOf(name)
                || ConfigurationPropertyName.of(CallOptions.OF_ADMIN).isAncestorOf(name)) {
            return false;
        }
        for (ConfigurationPropertyName each : known) {
            if (each.equals(name) || each.isAncestorOf(name) || name.isAncestorOf(each)) {
                return false;
            }
        }
        return true;
    }

    private static Problem problem(ConfigurationPropertyName name, ConfigurationPropertySource source) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        List<String> names = CallOptions.names();
        String nearest = new Known(
                        names.stream().map(UnknownProperties::unprefixed).toList())
                .nearest(unprefixed(name.toString()));
        return new Problem(
                "There is no property \"" + name + "\".",
                property == null || property.getOrigin() == null
                        ? null
                        : property.getOrigin().toString(),
                nearest == null
                        ? "remove it; known properties are " + String.join(", ", names)
                        : "write \"" + PREFIX + "." + nearest + "\"");
    }

    /** So that all names are not alike already. */
    private static String unprefixed(String name) {
        return name.substring(PREFIX.length() + 1);
    }
}

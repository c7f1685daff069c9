package dev.seedbed.admin;

import dev.seedbed.seed.Problem;
import dev.seedbed.seed.SeedException;
import dev.seedbed.source.Known;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Refuses properties {@code seedbed.admin.*} that there are none of: a name with a slip of the pen would leave a default in
 * force, such as secrets that nothing encrypts. Variables of the environment are not looked at, since how many words of one
 * are a name cannot be told.
 */
final class UnknownProperties {
    private static final String PREFIX = "seedbed.admin";

    private UnknownProperties() {}

    /** @throws SeedException as a usage error that names each of them, and no value */
    static void refuse(Environment environment) {
        Map<String, Boolean> known = new TreeMap<>();
        add(known, "", AdminProperties.class);
        Map<String, Problem> problems = new LinkedHashMap<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names && !isEnvironment(source)) {
                for (ConfigurationPropertyName name : names) {
                    if (ConfigurationPropertyName.of(PREFIX).isAncestorOf(name) && isUnknown(name, known)) {
                        problems.putIfAbsent(name.toString(), problem(name, source, List.copyOf(known.keySet())));
                    }
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new SeedException(SeedException.Kind.USAGE, List.copyOf(problems.values()), null);
        }
    }

    /** Names behind the prefix, each with whether names of others stand behind it. */
    private static void add(Map<String, Boolean> known, String prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name =
                    prefix + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            Class<?> of = component.getType();
            if (of.isRecord()) {
                add(known, name + ".", of);
            } else {
                known.put(name, Map.class.isAssignableFrom(of) || Collection.class.isAssignableFrom(of));
            }
        }
    }

    private static boolean isEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && underlying.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    }

    private static boolean isUnknown(ConfigurationPropertyName name, Map<String, Boolean> known) {
        for (Map.Entry<String, Boolean> each : known.entrySet()) {
            ConfigurationPropertyName one = ConfigurationPropertyName.of(PREFIX + "." + each.getKey());
            if (one.equals(name) || (each.getValue() && one.isAncestorOf(name)) || name.isAncestorOf(one)) {
                return false;
            }
        }
        return true;
    }

    private static Problem problem(
            ConfigurationPropertyName name, ConfigurationPropertySource source, List<String> known) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        String nearest = new Known(known).nearest(name.toString().substring(PREFIX.length() + 1));
        return new Problem(
                "There is no property \"" + name + "\".",
                property == null || property.getOrigin() == null
                        ? null
                        : property.getOrigin().toString(),
                nearest == null
                        ? "remove it; docs/admin.md lists those that there are"
                        : "write \"" + PREFIX + "." + nearest + "\"");
    }
}

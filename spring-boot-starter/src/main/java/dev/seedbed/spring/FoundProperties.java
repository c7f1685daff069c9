package dev.seedbed.spring;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Reads {@link SeedbedProperties} as nearly every application has them, a few texts, each by its name. Binding the whole
 * class looks at constructors, parameters and annotations first, which a JVM that has just begun does slowly (decision 13).
 * Where one is given that is not a text, the whole is bound.
 */
final class FoundProperties {
    private static final String[] NO_TEXTS = {"enabled", "health", "health.cache", "endpoint", "endpoint.update"};
    private static final ConfigurationPropertyName SEEDBED = ConfigurationPropertyName.of("seedbed");
    private static final Bindable<String> TEXT = Bindable.of(String.class);

    private final Binder binder;

    private FoundProperties(Binder binder) {
        this.binder = binder;
    }

    static SeedbedProperties in(ConfigurableEnvironment environment) {
        Binder binder = new Binder(sources(environment), new PropertySourcesPlaceholdersResolver(environment));
        FoundProperties found = new FoundProperties(binder);
        return found.areTexts() ? found.texts() : binder.bindOrCreate("seedbed", SeedbedProperties.class);
    }

    /** The sources that may have some of them, mostly one or two of all: each is asked for every name. */
    private static List<ConfigurationPropertySource> sources(ConfigurableEnvironment environment) {
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.from(environment.getPropertySources())) {
            if (source.containsDescendantOf(SEEDBED) != ConfigurationPropertyState.ABSENT) {
                sources.add(source);
            }
        }
        return sources;
    }

    private boolean areTexts() {
        for (String name : NO_TEXTS) {
            if (text(name) != null) {
                return false;
            }
        }
        return true;
    }

    private SeedbedProperties texts() {
        return new SeedbedProperties(
                true,
                binder.bind("seedbed.seeds", Bindable.listOf(String.class)).orElse(null),
                text("environment"),
                text("after-migrate"),
                text("on-blocked"),
                text("schema"),
                text("data-source"),
                text("actor"),
                text("reason"),
                new SeedbedProperties.Health(null),
                new SeedbedProperties.Endpoint(false));
    }

    private @Nullable String text(String name) {
        return binder.bind("seedbed." + name, TEXT).orElse(null);
    }
}

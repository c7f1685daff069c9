package dev.seedbed.spring;

import dev.seedbed.Seedbed;
import dev.seedbed.seed.SeedException;
import dev.seedbed.seed.Seeder;
import dev.seedbed.source.SeedbedConfig;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.ConfigurableEnvironment;

/** Makes entry points out of the application's own seeders, properties and {@code DataSource}. */
final class Seedbeds {
    private final ConfigurableEnvironment environment;
    private final SeedbedProperties properties;
    private final ListableBeanFactory beans;
    private final ObjectProvider<DataSource> dataSources;
    private final ObjectProvider<Seeder> seeders;

    Seedbeds(
            ConfigurableEnvironment environment,
            ListableBeanFactory beans,
            ObjectProvider<DataSource> dataSources,
            ObjectProvider<Seeder> seeders) {
        this.environment = environment;
        this.properties = FoundProperties.in(environment);
        this.beans = beans;
        this.dataSources = dataSources;
        this.seeders = seeders;
    }

    boolean areEnabled() {
        return properties.enabled();
    }

    /** @throws SeedException as a usage error where it is not clear what is meant */
    Seedbed.Builder builder() {
        UnknownProperties.refuse(environment);
        Seedbed.Builder builder = Seedbed.on(dataSource())
                .configured()
                .seeders(seeders.orderedStream().toList().toArray(new Seeder[0]))
                .actor(properties.actor())
                .reason(properties.reason());
        if (properties.seeds() != null) {
            builder.seeds(properties.seeds().toArray(new String[0]));
        }
        if (properties.environment() != null) {
            builder.environment(properties.environment(), "seedbed.environment");
        }
        if (properties.afterMigrate() != null) {
            builder.afterMigrate(afterMigrate(properties.afterMigrate()));
        }
        if (properties.onBlocked() != null) {
            builder.onBlocked(SeedbedConfig.OnBlocked.of(properties.onBlocked(), "seedbed.on-blocked"));
        }
        if (properties.schema() != null) {
            builder.schema(properties.schema());
        }
        return builder;
    }

    /** In a YAML file of Spring Boot {@code off} is a boolean. */
    private static SeedbedConfig.AfterMigrate afterMigrate(String text) {
        return text.equals("false")
                ? SeedbedConfig.AfterMigrate.OFF
                : SeedbedConfig.AfterMigrate.of(text, "seedbed.after-migrate");
    }

    private DataSource dataSource() {
        String named = properties.dataSource();
        if (named == null) {
            DataSource only = dataSources.getIfUnique();
            if (only != null) {
                return only;
            }
            throw SeedException.usage(
                    "The application has several DataSources, and none of them is primary: "
                            + String.join(", ", names()) + ".",
                    "seedbed.data-source",
                    "name the one that has the seeded tables");
        }
        if (!beans.containsBean(named) || !beans.isTypeMatch(named, DataSource.class)) {
            throw SeedException.usage(
                    "The application has no DataSource \"" + named + "\".",
                    "seedbed.data-source",
                    "name one of " + String.join(", ", names()));
        }
        return beans.getBean(named, DataSource.class);
    }

    private List<String> names() {
        return List.of(beans.getBeanNamesForType(DataSource.class));
    }
}

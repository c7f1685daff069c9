package dev.seedbed.spring;

import dev.seedbed.Seedbed;
import dev.seedbed.seed.Seeder;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Plants the seeds of an application that has a {@code DataSource}, when it starts. Off with {@code seedbed.enabled=false}.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration"
        })
@ConditionalOnClass({Seedbed.class, DataSource.class, DependsOnDatabaseInitialization.class})
@ConditionalOnBean(DataSource.class)
@ConditionalOnProperty(name = "seedbed.enabled", matchIfMissing = true)
@Import(DatabaseInitializationDependencyConfigurer.class)
public final class SeedbedAutoConfiguration {

    @Bean
    static Seedbeds seedbeds(
            ConfigurableEnvironment environment,
            ListableBeanFactory beans,
            ObjectProvider<DataSource> dataSources,
            ObjectProvider<Seeder> seeders) {
        return new Seedbeds(environment, beans, dataSources, seeders);
    }

    /** The entry point, for the application's own use. Nobody makes it where the application is switched off. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    static Seedbed seedbed(Seedbeds seedbeds) {
        return seedbeds.builder().build();
    }

    /** Not in an application that is started for one run, which has migrations wait until it needs them. */
    @Bean
    @ConditionalOnProperty(name = "seedbed.run", havingValue = "false", matchIfMissing = true)
    static SeedsInitializer seedsInitializer(
            Seedbeds seedbeds, ObjectProvider<Seedbed> seedbed, ApplicationEventPublisher events) {
        return new SeedsInitializer(seedbeds, seedbed, events);
    }
}

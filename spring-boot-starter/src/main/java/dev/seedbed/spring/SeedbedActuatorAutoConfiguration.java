package dev.seedbed.spring;

import dev.seedbed.Seedbed;
import dev.seedbed.spring.boot3.SeedsState;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * What an application with the actuator has besides: the endpoint, the health of the seeds, and meters; also with a
 * {@link Seedbed} of its own. Off with {@code seedbed.enabled=false}, as all else is.
 */
@AutoConfiguration(
        after = SeedbedAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration"
        })
@Conditional(SeedbedActuatorAutoConfiguration.SomebodyAsks.class)
@ConditionalOnBean(Seedbed.class)
@ConditionalOnProperty(name = "seedbed.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SeedbedProperties.class)
public final class SeedbedActuatorAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    static class EndpointOfSeeds {
        @Bean
        @ConditionalOnAvailableEndpoint
        @ConditionalOnMissingBean
        static SeedsEndpoint seedsEndpoint(
                ObjectProvider<Seedbed> seedbed, ApplicationEventPublisher events, SeedbedProperties properties) {
            return new SeedsEndpoint(seedbed, events, properties);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(HealthEnabled.class)
    static class HealthOfSeeds {
        /** Spring Boot 3.5 has the indicator made by its own configuration, out of this. */
        @Bean
        static SeedsHealth seedsState(ObjectProvider<Seedbed> seedbed, SeedbedProperties properties) {
            return new SeedsHealth(seedbed, properties);
        }

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(HealthIndicator.class)
        static class OnBoot4 {
            @Bean
            static HealthIndicator seedsHealthIndicator(SeedsHealth seeds) {
                return () -> {
                    SeedsState.State state = seeds.state();
                    return (state.up() ? Health.up() : Health.down())
                            .withDetails(state.details())
                            .build();
                };
            }
        }
    }

    /** Keeps what nobody could ask for out of the start of an application. */
    static final class SomebodyAsks implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return NeededConfigurations.doesSomebodyAsk(context.getClassLoader());
        }
    }

    /** As of every indicator: its own property, else that of all. The annotation for it moved between Spring Boot 3 and 4. */
    static final class HealthEnabled implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Environment environment = context.getEnvironment();
            boolean all = environment.getProperty("management.health.defaults.enabled", Boolean.class, true);
            return environment.getProperty("management.health.seeds.enabled", Boolean.class, all);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBean(MeterRegistry.class)
    static class MetersOfSeeds {
        @Bean
        static SeedsMetrics seedsMetrics(MeterRegistry registry) {
            return new SeedsMetrics(registry);
        }
    }
}

package dev.seedbed.spring.boot3;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;

/** The health of the seeds on Spring Boot 3.5. */
@AutoConfiguration(afterName = "dev.seedbed.spring.SeedbedActuatorAutoConfiguration")
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnMissingClass("org.springframework.boot.health.contributor.HealthIndicator")
public final class SeedsHealthAutoConfiguration {

    @Bean
    @ConditionalOnBean(SeedsState.class)
    static HealthIndicator seedsHealthIndicator(SeedsState seeds) {
        return () -> {
            SeedsState.State state = seeds.state();
            return (state.up() ? Health.up() : Health.down())
                    .withDetails(state.details())
                    .build();
        };
    }
}

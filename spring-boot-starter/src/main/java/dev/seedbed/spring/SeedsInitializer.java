package dev.seedbed.spring;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Report;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Plants when the context starts: after Flyway and Liquibase, and before whatever depends on an initialized database. Its
 * event waits until those who listen are there.
 */
final class SeedsInitializer implements InitializingBean, ApplicationListener<ContextRefreshedEvent> {
    private final ObjectProvider<Seedbed> seedbed;
    private final ApplicationEventPublisher events;
    private final boolean onCommand;
    private @Nullable Report report;

    /** @param onCommand the application was started for one run, which is not this one */
    SeedsInitializer(ObjectProvider<Seedbed> seedbed, ApplicationEventPublisher events, boolean onCommand) {
        this.seedbed = seedbed;
        this.events = events;
        this.onCommand = onCommand;
    }

    @Override
    public void afterPropertiesSet() {
        if (!onCommand) {
            report = seedbed.getObject().afterMigrations().orElse(null);
        }
    }

    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        if (report != null) {
            events.publishEvent(new SeedsPlanted(report));
            report = null;
        }
    }
}

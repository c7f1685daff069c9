package dev.seedbed.spring;

import dev.seedbed.Seedbed;
import dev.seedbed.run.Report;
import dev.seedbed.show.ReportText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    /** The events of a run have what came of it in their keys and values, which Spring Boot's own pattern leaves out. */
    private static final Logger LOG = LoggerFactory.getLogger(SeedsInitializer.class);

    private final Seedbeds seedbeds;
    private final ObjectProvider<Seedbed> seedbed;
    private final ApplicationEventPublisher events;
    private @Nullable Report report;

    SeedsInitializer(Seedbeds seedbeds, ObjectProvider<Seedbed> seedbed, ApplicationEventPublisher events) {
        this.seedbeds = seedbeds;
        this.seedbed = seedbed;
        this.events = events;
    }

    /** Where Spring has decided about beans when the application was built, this one is there though it is switched off. */
    @Override
    public void afterPropertiesSet() {
        if (!seedbeds.areEnabled()) {
            return;
        }
        report = seedbed.getObject().afterMigrations().orElse(null);
        if (report != null && LOG.isInfoEnabled()) {
            LOG.info("{}", ReportText.line(report));
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

package dev.seedbed.spring;

import dev.seedbed.seed.SeedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.SmartApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Prepares an application that is started for one run alone: no web server, no banner, no bean that the run does not need;
 * and where it only looks, or the call is wrong, no migrations.
 */
final class RunEnvironment implements SmartApplicationListener {
    /** Behind what reads the application's properties (10), before what sets up its log (20). */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 15;

    private static final Set<String> WRITING = Set.of("init", "fill", "update", "apply");

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public boolean supportsEventType(Class<? extends ApplicationEvent> type) {
        return ApplicationEnvironmentPreparedEvent.class.isAssignableFrom(type);
    }

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
            prepare(prepared);
        }
    }

    private static void prepare(ApplicationEnvironmentPreparedEvent event) {
        ConfigurableEnvironment environment = event.getEnvironment();
        String run = environment.getProperty("seedbed.run");
        if (run == null || !RunProperties.isRun(run)) {
            return;
        }
        String format = environment.getProperty("seedbed.format");
        decideBeansAnew(format);
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("spring.main.web-application-type", "none");
        set.put("spring.main.banner-mode", "off");
        set.put("spring.main.lazy-initialization", "true");
        set.put("spring.main.log-startup-info", "false");
        if (!WRITING.contains(run) || CallOptions.unknown(event.getArgs()) != null) {
            set.put("spring.flyway.enabled", "false");
            set.put("spring.liquibase.enabled", "false");
            set.put("spring.sql.init.mode", "never");
            // Hibernate makes tables, and makes them anew, in the course of an ordinary start.
            set.put("spring.jpa.generate-ddl", "false");
            set.put("spring.jpa.hibernate.ddl-auto", "none");
            set.put("spring.jpa.properties.hibernate.hbm2ddl.auto", "none");
            set.put("spring.jpa.properties.jakarta.persistence.schema-generation.database.action", "none");
        }
        if (RunAnswers.isJson(format)) {
            alone(event.getSpringApplication());
        }
        environment.getPropertySources().addFirst(new MapPropertySource("seedbed.run", set));
    }

    /**
     * Where Spring has processed the application ahead of time, its beans are those of an ordinary start, which would plant
     * and, where it was asked to look, say nothing of that. This start decides about them anew; a native image cannot.
     */
    private static void decideBeansAnew(@Nullable String format) {
        if (!AotDetector.useGeneratedArtifacts()) {
            return;
        }
        SpringProperties.setProperty(AotDetector.AOT_ENABLED, "false");
        if (AotDetector.useGeneratedArtifacts()) {
            SeedException problem = SeedException.usage(
                    "A native image cannot be started for a run: which beans it has was decided when it was built.",
                    "seedbed.run",
                    "start the same application on a JVM for it, or call the command line with its seeds");
            System.exit(new RunAnswers(new RunOutput(System.out), format, false).of(problem));
        }
    }

    /** Has what is printed be the one object, wherever the application has its log go: that of the console goes to stderr. */
    private static void alone(SpringApplication application) {
        RunOutput output = new RunOutput(LogOutput.instead());
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("seedbedRunOutput", output));
        application.addListeners(new FailedStart(output));
    }
}

package dev.seedbed.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Prepares an application that is started for one run alone: no web server, no banner, no bean that the run does not need;
 * and where it only looks, no migrations.
 */
final class RunEnvironment implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
    /** Behind what reads the application's properties (10), before what sets up its log (20). */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 15;

    private static final Set<String> ONLY_LOOK = Set.of("plan", "status");

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        ConfigurableEnvironment environment = event.getEnvironment();
        String run = environment.getProperty("seedbed.run");
        if (run == null || run.equals("false")) {
            return;
        }
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("spring.main.web-application-type", "none");
        set.put("spring.main.banner-mode", "off");
        set.put("spring.main.lazy-initialization", "true");
        set.put("spring.main.log-startup-info", "false");
        if (ONLY_LOOK.contains(run)) {
            set.put("spring.flyway.enabled", "false");
            set.put("spring.liquibase.enabled", "false");
            set.put("spring.sql.init.mode", "never");
        }
        if (CommandedRun.isJson(environment.getProperty("seedbed.format"))) {
            set.put("logging.threshold.console", "off");
        }
        environment.getPropertySources().addFirst(new MapPropertySource("seedbed.run", set));
    }
}

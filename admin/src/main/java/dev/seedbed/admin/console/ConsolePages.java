package dev.seedbed.admin.console;

import dev.seedbed.admin.run.Plans;
import dev.seedbed.admin.run.Runs;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pages, behind the service's own servlet. */
@Configuration(proxyBeanMethods = false)
public class ConsolePages {
    /** What they take of the application. */
    public static final List<Class<?>> TAKEN = List.of(Console.class);

    @Bean
    Assets assets(Console console) {
        return console.assets();
    }

    @Bean
    OverviewPages overviewPages(Console console, Plans plans, Runs runs) {
        return new OverviewPages(console, plans, runs);
    }

    @Bean
    SeederPages seederPages(Console console, Plans plans) {
        return new SeederPages(console, plans);
    }
}

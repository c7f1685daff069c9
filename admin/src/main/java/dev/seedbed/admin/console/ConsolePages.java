package dev.seedbed.admin.console;

import dev.seedbed.admin.rows.Rows;
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

    @Bean
    TablePages tablePages(Console console, Rows rows) {
        return new TablePages(console, rows);
    }

    @Bean
    RowPages rowPages(Console console, Rows rows) {
        return new RowPages(console, rows);
    }

    @Bean
    RowForms rowForms(Console console, Rows rows) {
        return new RowForms(console, rows);
    }

    @Bean
    RowDecisions rowDecisions(Console console, Rows rows) {
        return new RowDecisions(console, rows);
    }
}

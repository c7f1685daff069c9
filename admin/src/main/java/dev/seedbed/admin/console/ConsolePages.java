package dev.seedbed.admin.console;

import dev.seedbed.admin.AdminProperties;
import dev.seedbed.admin.access.Roles;
import dev.seedbed.admin.account.Sessions;
import dev.seedbed.admin.run.Plans;
import dev.seedbed.admin.run.Runs;
import dev.seedbed.admin.web.OwnFactor;
import dev.seedbed.admin.web.OwnSession;
import dev.seedbed.admin.web.Problems;
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
    SignInPages signInPages(Console console, OwnSession own, Problems problems, AdminProperties properties) {
        return new SignInPages(console, own, problems, properties);
    }

    @Bean
    AccountPages accountPages(Console console, OwnSession own, Sessions sessions, Roles roles, Problems problems) {
        return new AccountPages(console, own, sessions, roles, problems);
    }

    @Bean
    FactorPages factorPages(Console console, OwnFactor own, Problems problems) {
        return new FactorPages(console, own, problems);
    }
}

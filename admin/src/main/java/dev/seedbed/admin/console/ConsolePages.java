package dev.seedbed.admin.console;

import dev.seedbed.admin.AdminProperties;
import dev.seedbed.admin.access.Access;
import dev.seedbed.admin.access.Roles;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.account.Sessions;
import dev.seedbed.admin.application.ApplicationRoles;
import dev.seedbed.admin.application.Callers;
import dev.seedbed.admin.audit.HeadLog;
import dev.seedbed.admin.audit.TrailReader;
import dev.seedbed.admin.rows.Rows;
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
    OverviewPages overviewPages(Console console, Plans plans, Runs runs, Rows rows, LastVerification last) {
        return new OverviewPages(console, plans, runs, rows, last);
    }

    @Bean
    SeederPages seederPages(Console console, Plans plans) {
        return new SeederPages(console, plans);
    }

    @Bean
    PlanListPages planListPages(Console console, Plans plans, Runs runs, Problems problems) {
        return new PlanListPages(console, plans, runs, problems);
    }

    @Bean
    PlanPages planPages(Console console, Plans plans, Runs runs, Approvers approvers, Rows rows, Problems problems) {
        return new PlanPages(console, plans, runs, approvers, rows, problems);
    }

    @Bean
    Approvers approvers(Access access, Accounts accounts) {
        return new Approvers(access, accounts);
    }

    @Bean
    RunPages runPages(Console console, Runs runs, Rows rows) {
        return new RunPages(console, runs, rows);
    }

    @Bean
    TablePages tablePages(Console console, Rows rows) {
        return new TablePages(console, rows);
    }

    @Bean
    RowPages rowPages(Console console, Rows rows, Runs runs) {
        return new RowPages(console, rows, runs);
    }

    @Bean
    RowForms rowForms(Console console, Rows rows, Problems problems) {
        return new RowForms(console, rows, problems);
    }

    @Bean
    RowDecisions rowDecisions(Console console, Rows rows, Problems problems) {
        return new RowDecisions(console, rows, problems);
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

    @Bean
    AccessPages accessPages(Console console, Roles roles, ApplicationRoles ofApplication, Callers callers) {
        return new AccessPages(console, roles, ofApplication, callers);
    }

    @Bean
    RolePages rolePages(Console console, Roles roles, Problems problems) {
        return new RolePages(console, roles, problems);
    }

    @Bean
    AccountListPages accountListPages(Console console, Accounts accounts, Roles roles, Problems problems) {
        return new AccountListPages(console, accounts, roles, problems);
    }

    @Bean
    PersonPages personPages(Console console, Accounts accounts, Sessions sessions, Roles roles, Problems problems) {
        return new PersonPages(console, accounts, sessions, roles, problems);
    }

    @Bean
    AuditPages auditPages(Console console, Rows rows, Runs runs, TrailReader trail, LastVerification last) {
        return new AuditPages(console, rows, runs, trail, last);
    }

    @Bean
    ChainPages chainPages(Console console, LastVerification last) {
        return new ChainPages(console, last);
    }

    @Bean
    LastVerification lastVerification(HeadLog heads) {
        return new LastVerification(heads);
    }
}

package dev.seedbed.admin;

import dev.seedbed.Seedbed;
import dev.seedbed.admin.access.Access;
import dev.seedbed.admin.access.Roles;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.account.FactorPolicy;
import dev.seedbed.admin.account.Passwords;
import dev.seedbed.admin.account.SecondFactor;
import dev.seedbed.admin.account.Secrets;
import dev.seedbed.admin.account.Sessions;
import dev.seedbed.admin.account.SignIn;
import dev.seedbed.admin.application.ApplicationRoles;
import dev.seedbed.admin.application.Callers;
import dev.seedbed.admin.audit.Chains;
import dev.seedbed.admin.audit.Counts;
import dev.seedbed.admin.audit.HeadLog;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.audit.TrailReader;
import dev.seedbed.admin.console.Console;
import dev.seedbed.admin.console.ConsolePages;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.admin.data.AdminSeeds;
import dev.seedbed.admin.data.AdminTables;
import dev.seedbed.admin.rows.Rows;
import dev.seedbed.admin.run.Plans;
import dev.seedbed.admin.run.Runs;
import dev.seedbed.admin.web.AdminServlet;
import dev.seedbed.admin.web.Chain;
import dev.seedbed.admin.web.Problems;
import dev.seedbed.admin.web.SessionCookie;
import dev.seedbed.admin.web.SignedIn;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Mounts the service in a web application that has a {@link Seedbed}, where {@code seedbed.admin.enabled} is true. It comes
 * after Spring Boot's own security, which so still sees an application without a chain of its own, and closes it.
 */
@AutoConfiguration(
        afterName = {
            "dev.seedbed.spring.SeedbedAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "seedbed.admin.enabled")
@ConditionalOnBean(Seedbed.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
@EnableConfigurationProperties(AdminProperties.class)
public final class AdminAutoConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(AdminAutoConfiguration.class);
    private static final int BEFORE_THE_APPLICATION = Ordered.HIGHEST_PRECEDENCE + 100;

    /** Whoever has it has its tables too; after the application's migrations, which want to find their schema empty. */
    @Bean
    @DependsOnDatabaseInitialization
    static AdminDatabase seedbedAdminDatabase(
            AdminProperties properties,
            Environment environment,
            BeanFactory beans,
            ObjectProvider<DataSource> dataSources,
            Seedbed seedbed) {
        UnknownProperties.refuse(environment);
        FirstAccount.check(properties, seedbed.environment());
        String named = properties.dataSource() == null
                ? environment.getProperty("seedbed.data-source")
                : properties.dataSource();
        DataSource dataSource = named == null ? dataSources.getObject() : beans.getBean(named, DataSource.class);
        AdminTables.migrate(dataSource);
        AdminSeeds.plant(seedbed);
        return new AdminDatabase(dataSource, Clock.systemUTC());
    }

    @Bean
    static Trail seedbedAdminTrail(AdminDatabase database, Seedbed seedbed, ObjectProvider<Counts> counts) {
        Trail trail = new Trail(database, seedbed.ledger().key(), counts.getIfAvailable(() -> Counts.NONE));
        trail.begin();
        LedgerWarnings.of(seedbed);
        return trail;
    }

    @Bean
    static TrailReader seedbedAdminTrailReader(AdminDatabase database) {
        return new TrailReader(database);
    }

    @Bean
    static HeadLog seedbedAdminHeadLog(AdminProperties properties, Seedbed seedbed, Trail trail) {
        return new HeadLog(new Chains(seedbed, trail), properties.trail().heads());
    }

    @Bean
    static Access seedbedAdminAccess(AdminDatabase database) {
        return new Access(database.dataSource());
    }

    @Bean
    static Roles seedbedAdminRoles(AdminProperties properties, AdminDatabase database, Trail trail, Access access) {
        Roles roles = new Roles(database, trail, access, properties.mapped());
        roles.warnOfMissing();
        return roles;
    }

    @Bean
    static ApplicationRoles seedbedAdminApplicationRoles(AdminProperties properties, AdminDatabase database) {
        AdminProperties.Application application = properties.application();
        return ApplicationRoles.of(application.casbin(), application.tables(), application.roles(), database);
    }

    @Bean
    static Passwords seedbedAdminPasswords(AdminProperties properties) {
        String breached = properties.breachedPasswords();
        return new Passwords(breached == null ? null : Path.of(breached));
    }

    @Bean
    static Accounts seedbedAdminAccounts(AdminDatabase database, Trail trail, Passwords passwords) {
        return new Accounts(database, trail, passwords);
    }

    @Bean
    static Callers seedbedAdminCallers(
            AdminProperties properties, Accounts accounts, Roles roles, ApplicationRoles applicationRoles) {
        return new Callers(accounts, roles, properties.mapped(), applicationRoles, properties.readingRoles());
    }

    @Bean
    @ConditionalOnMissingBean
    static FirstPassword seedbedAdminFirstPassword(ApplicationContext own, AdminProperties properties) {
        return new PrintedPassword(System.out, new SignInPlace(own, properties));
    }

    @Bean
    static FirstAccount seedbedAdminFirstAccount(
            ApplicationContext own, AdminProperties properties, Accounts accounts, FirstPassword password) {
        return new FirstAccount(own, properties, accounts, password);
    }

    @Bean
    static SignIn seedbedAdminSignIn(
            AdminProperties properties,
            AdminDatabase database,
            Accounts accounts,
            Passwords passwords,
            Seedbed seedbed) {
        return new SignIn(database, accounts, passwords, properties.secondFactor(seedbed.environment()));
    }

    @Bean
    static SecondFactor seedbedAdminSecondFactor(
            AdminProperties properties,
            AdminDatabase database,
            Trail trail,
            Accounts accounts,
            SignIn signIn,
            Seedbed seedbed) {
        FactorPolicy policy = properties.secondFactor(seedbed.environment());
        Secrets secrets = new Secrets(properties.secretKey());
        if (secrets.isPlain() && properties.accounts() && policy != FactorPolicy.OFF) {
            LOG.warn(
                    "Second factors are written into seedbed_admin_factor as they are, so that whoever reads that table can"
                            + " make codes: set seedbed.admin.secret-key to have them encrypted.");
        }
        return new SecondFactor(
                database,
                trail,
                accounts,
                signIn,
                secrets,
                policy,
                properties.factorHash(),
                "Seedbed " + seedbed.environment());
    }

    @Bean
    static Sessions seedbedAdminSessions(
            AdminProperties properties, AdminDatabase database, Trail trail, Seedbed seedbed) {
        return new Sessions(
                database,
                trail,
                properties.session().idle(),
                properties.session().longest(),
                properties.secondFactor(seedbed.environment()));
    }

    @Bean
    static Plans seedbedAdminPlans(AdminDatabase database, Trail trail, Seedbed seedbed) {
        return new Plans(database, trail, seedbed);
    }

    @Bean
    static Runs seedbedAdminRuns(
            AdminProperties properties,
            AdminDatabase database,
            Trail trail,
            Plans plans,
            Seedbed seedbed,
            ObjectProvider<Counts> counts) {
        return new Runs(
                database,
                trail,
                plans,
                seedbed,
                properties.secondPerson(),
                properties.runGrace(),
                counts.getIfAvailable(() -> Counts.NONE));
    }

    @Bean
    static Rows seedbedAdminRows(Seedbed seedbed) {
        return new Rows(seedbed);
    }

    @Bean
    static SessionCookie seedbedAdminSessionCookie(AdminProperties properties) {
        return new SessionCookie(properties);
    }

    @Bean
    static Console seedbedAdminConsole(
            AdminProperties properties, Seedbed seedbed, Access access, SessionCookie cookie, Plans plans) {
        return new Console(properties, seedbed.environment(), access, cookie, plans);
    }

    @Bean
    static Problems seedbedAdminProblems(Trail trail, Console console) {
        return new Problems(trail, console);
    }

    /** The application's own, unless it says otherwise: of its HTTP session. */
    @Bean
    @ConditionalOnMissingBean
    static ApplicationSignIn seedbedAdminApplicationSignIn() {
        HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();
        return request -> sessions.loadDeferredContext(request).get().getAuthentication();
    }

    @Bean
    @Order(BEFORE_THE_APPLICATION)
    static SecurityFilterChain seedbedAdminChain(
            HttpSecurity http,
            AdminProperties properties,
            Problems problems,
            Sessions sessions,
            SessionCookie cookie,
            ApplicationSignIn application,
            ApplicationRoles applicationRoles)
            throws Exception {
        SignedIn signedIn = new SignedIn(properties, cookie, sessions, application, applicationRoles);
        return Chain.of(http, properties, problems, sessions, cookie, signedIn);
    }

    @Bean
    static ServletRegistrationBean<DispatcherServlet> seedbedAdminServlet(
            ApplicationContext application, AdminProperties properties) {
        ServletRegistrationBean<DispatcherServlet> registration = new ServletRegistrationBean<>(
                AdminServlet.of(application, ConsolePages.class, ConsolePages.TAKEN), properties.path() + "/*");
        registration.setName("seedbedAdmin");
        registration.setLoadOnStartup(1);
        return registration;
    }

    /** Where the application counts, so does the service. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    static class Meters {
        @Bean
        @ConditionalOnBean(MeterRegistry.class)
        static Counts seedbedAdminCounts(MeterRegistry registry) {
            return new MeteredCounts(registry);
        }
    }
}

package dev.seedbed.admin.web;

import dev.seedbed.admin.AdminProperties;
import dev.seedbed.admin.access.Access;
import dev.seedbed.admin.access.Roles;
import dev.seedbed.admin.account.Accounts;
import dev.seedbed.admin.account.SecondFactor;
import dev.seedbed.admin.account.Sessions;
import dev.seedbed.admin.account.SignIn;
import dev.seedbed.admin.application.ApplicationRoles;
import dev.seedbed.admin.application.Callers;
import dev.seedbed.admin.audit.HeadLog;
import dev.seedbed.admin.audit.TrailReader;
import dev.seedbed.admin.rows.Rows;
import dev.seedbed.admin.run.Plans;
import dev.seedbed.admin.run.Runs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurationSupport;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * What stands behind the service's own servlet: its endpoints, its JSON, its errors. An application's converters, advice and
 * interceptors do not reach in here, nor do these reach out.
 */
@Configuration(proxyBeanMethods = false)
public class AdminServlet extends WebMvcConfigurationSupport {
    private static final List<Class<?>> TAKEN = List.of(
            AdminProperties.class,
            Access.class,
            Roles.class,
            Accounts.class,
            SignIn.class,
            SecondFactor.class,
            Sessions.class,
            SessionCookie.class,
            Problems.class,
            TrailReader.class,
            HeadLog.class,
            Plans.class,
            Runs.class,
            Rows.class,
            ApplicationRoles.class,
            Callers.class);

    private final Access access;
    private final Challenge challenge;

    AdminServlet(Access access, AdminProperties properties) {
        this.access = access;
        this.challenge = new Challenge(properties.jwt() != null);
    }

    /**
     * The servlet, in a context that has these beans of the application's and no others: with the application's context for
     * a parent it would answer for the application's controllers too, past their own guards.
     *
     * @param pages what answers to people, with what it takes of the application
     */
    public static DispatcherServlet of(BeanFactory application, Class<?> pages, List<Class<?>> taken) {
        Apart own = new Apart();
        own.addBeanFactoryPostProcessor(beans -> Stream.concat(TAKEN.stream(), taken.stream())
                .forEach(type -> beans.registerSingleton(type.getName(), application.getBean(type))));
        own.register(AdminServlet.class, pages);
        return new DispatcherServlet(own);
    }

    /** A servlet gives a context without a parent that of the application; this one has none. */
    private static final class Apart extends AnnotationConfigWebApplicationContext {
        @Override
        public void setParent(@Nullable ApplicationContext parent) {}
    }

    @Override
    protected void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Gate(access, challenge));
        registry.addInterceptor(new KnownParameters()).addPathPatterns("/api/**");
    }

    @Override
    protected void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.disableDefaults()
                .withStringConverter(new StringHttpMessageConverter(StandardCharsets.UTF_8))
                .withJsonConverter(new JacksonJsonHttpMessageConverter(JsonMapper.builder()
                        .enable(
                                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                                DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .addModule(new SimpleModule().addDeserializer(String.class, new PlainText()))
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .withCoercionConfig(LogicalType.Textual, text -> {
                            text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                            text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                            text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                        })
                        .build()));
    }

    @Bean
    Advice advice(Problems problems) {
        return new Advice(problems);
    }

    @Bean
    NewSession newSession(Sessions sessions, SessionCookie cookie) {
        return new NewSession(sessions, cookie, access);
    }

    @Bean
    OwnSession ownSession(
            SignIn signIn,
            SecondFactor factor,
            Accounts accounts,
            Sessions sessions,
            SessionCookie cookie,
            NewSession begun,
            AdminProperties properties) {
        return new OwnSession(signIn, factor, accounts, sessions, cookie, begun, properties.accounts());
    }

    @Bean
    OwnFactor ownFactor(SecondFactor factor, Accounts accounts, NewSession begun) {
        return new OwnFactor(factor, accounts, begun);
    }

    @Bean
    SessionEndpoints sessionEndpoints(OwnSession own, Sessions sessions, SessionCookie cookie, NewSession begun) {
        return new SessionEndpoints(own, sessions, cookie, begun);
    }

    @Bean
    FactorEndpoints factorEndpoints(OwnSession session, OwnFactor factor) {
        return new FactorEndpoints(session, factor);
    }

    @Bean
    AccountEndpoints accountEndpoints(Accounts accounts, Sessions sessions, Roles roles, Callers callers) {
        return new AccountEndpoints(accounts, sessions, roles, callers);
    }

    @Bean
    ApplicationEndpoints applicationEndpoints(ApplicationRoles roles, Callers callers) {
        return new ApplicationEndpoints(roles, callers);
    }

    @Bean
    RoleEndpoints roleEndpoints(Roles roles) {
        return new RoleEndpoints(roles);
    }

    @Bean
    SeedEndpoints seedEndpoints(Plans plans, Runs runs) {
        return new SeedEndpoints(plans, runs);
    }

    @Bean
    TableEndpoints tableEndpoints(Rows rows) {
        return new TableEndpoints(rows);
    }

    @Bean
    LedgerEndpoints ledgerEndpoints(Rows rows) {
        return new LedgerEndpoints(rows);
    }

    @Bean
    OpenApiEndpoint openApiEndpoint() {
        return new OpenApiEndpoint();
    }

    @Bean
    TrailEndpoints trailEndpoints(TrailReader trail) {
        return new TrailEndpoints(trail);
    }

    @Bean
    VerificationEndpoint verificationEndpoint(HeadLog heads) {
        return new VerificationEndpoint(heads);
    }
}

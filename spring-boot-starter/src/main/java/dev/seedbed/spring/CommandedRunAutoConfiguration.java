package dev.seedbed.spring;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.PriorityOrdered;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

/** With {@code seedbed.run}: makes one run, has nothing else of the application start, and ends it. */
@AutoConfiguration(before = LifecycleAutoConfiguration.class)
@ConditionalOnClass(DependsOnDatabaseInitialization.class)
@ConditionalOnProperty("seedbed.run")
@EnableConfigurationProperties(RunProperties.class)
public final class CommandedRunAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    static RunExit runExit() {
        return System::exit;
    }

    @Bean
    @DependsOnDatabaseInitialization
    static MigratedDatabase seedbedMigratedDatabase() {
        return new MigratedDatabase();
    }

    @Bean
    static CommandLineRunner seedbedRun(
            ObjectProvider<Seedbeds> seedbeds,
            ObjectProvider<MigratedDatabase> migrated,
            RunProperties properties,
            ObjectProvider<RunOutput> output,
            ConfigurableApplicationContext context,
            RunExit exit) {
        return new FirstRunner(args -> exit.with(CommandedRun.exitCode(
                seedbeds.getIfAvailable(),
                migrated,
                properties,
                output.getIfAvailable(() -> new RunOutput(System.out)),
                context,
                args)));
    }

    /** Comes before the application's own runners, those of the highest precedence too. */
    private record FirstRunner(CommandLineRunner run) implements CommandLineRunner, PriorityOrdered {
        @Override
        public void run(String... args) throws Exception {
            run.run(args);
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }

    /** Starts nothing: what takes messages off queues starts before a runner does. */
    @Bean(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME)
    @ConditionalOnMissingBean(name = AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME)
    static LifecycleProcessor nothingStarts() {
        return new DefaultLifecycleProcessor() {
            @Override
            public void onRefresh() {
                // The application ends with the run.
            }
        };
    }

    /** So do methods with a schedule, at once. Their processor goes by two names in the two Springs. */
    @Bean
    static BeanFactoryPostProcessor nothingIsScheduled() {
        return beans -> {
            for (String name : beans.getBeanNamesForType(ScheduledAnnotationBeanPostProcessor.class, true, false)) {
                ((BeanDefinitionRegistry) beans).removeBeanDefinition(name);
            }
        };
    }
}

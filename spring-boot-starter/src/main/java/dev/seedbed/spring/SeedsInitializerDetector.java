package dev.seedbed.spring;

import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;
import org.springframework.core.Ordered;

/** Has Spring Boot put the seeds behind migrations, which are detected earlier, and before all that needs the database. */
final class SeedsInitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {
    private static final int BEHIND_MIGRATIONS = Ordered.LOWEST_PRECEDENCE - 100;

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
        return Set.of(SeedsInitializer.class);
    }

    @Override
    public int getOrder() {
        return BEHIND_MIGRATIONS;
    }
}

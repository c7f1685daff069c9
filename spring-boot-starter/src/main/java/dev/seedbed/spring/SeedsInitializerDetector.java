package dev.seedbed.spring;

import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;
import org.springframework.core.Ordered;

/**
 * Has Spring Boot put the seeds behind migrations and its own scripts, which are detected earlier, and before all that needs
 * the database.
 */
final class SeedsInitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {
    /** Its scripts are at {@code LOWEST_PRECEDENCE - 100}; of equals the class path would say which comes first. */
    private static final int BEHIND_SCRIPTS = Ordered.LOWEST_PRECEDENCE - 50;

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
        return Set.of(SeedsInitializer.class);
    }

    @Override
    public int getOrder() {
        return BEHIND_SCRIPTS;
    }
}

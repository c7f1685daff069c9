package dev.seedbed.spring.boot3;

import java.util.Map;

/** Whether the seeds are fit to serve, for the health of whatever version of Spring Boot. */
public interface SeedsState {
    State state();

    /**
     * How it is.
     *
     * @param up false while rows are missing that the application cannot do without
     * @param details for those who may see them
     */
    record State(boolean up, Map<String, Object> details) {}
}

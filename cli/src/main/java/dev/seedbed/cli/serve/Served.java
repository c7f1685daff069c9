package dev.seedbed.cli.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The service while it runs. The end of the process ends it gracefully; so does closing it, which may be done twice. */
public interface Served extends AutoCloseable {
    /** Of the API, such as {@code http://localhost:8282/seedbed/api/v1}. */
    String address();

    /** Of health, metrics and information; null where they have no port of their own. */
    @Nullable
    String managementAddress();

    /** The accounts that the start made. */
    List<NewAccount> accounts();

    /** Returns when the service has ended. */
    void await();

    @Override
    void close();

    /**
     * An account and its password, which is told nowhere else.
     *
     * @param mustChange whether the password has to be changed at the first sign-in
     */
    record NewAccount(String name, String password, boolean mustChange) {
        /** Never the password. */
        @Override
        public String toString() {
            return name;
        }
    }
}

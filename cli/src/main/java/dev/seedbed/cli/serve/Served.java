package dev.seedbed.cli.serve;

import java.time.Instant;
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

    /** The first account, where an earlier start told its password and nobody has changed it yet; else null. */
    @Nullable
    WaitingAccount waiting();

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

    /**
     * An account that nobody has chosen a password for yet.
     *
     * @param until when the one that it was made with is good
     */
    record WaitingAccount(String name, Instant until) {}
}

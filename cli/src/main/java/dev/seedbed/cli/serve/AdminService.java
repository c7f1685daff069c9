package dev.seedbed.cli.serve;

import dev.seedbed.seed.SeedException;

/** The admin service. Found with {@link java.util.ServiceLoader}: the jar that is served alone has it, no other. */
@FunctionalInterface
public interface AdminService {
    /**
     * Starts it.
     *
     * @throws SeedException where it cannot be started, with nothing left running
     */
    Served start(ServeRequest request);
}

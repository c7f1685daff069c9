package dev.seedbed.spring;

/** Ends an application that was started for one run; a bean of this type takes the place of the one that ends the JVM. */
@FunctionalInterface
public interface RunExit {
    /** @param code as the command line exits */
    void with(int code);
}

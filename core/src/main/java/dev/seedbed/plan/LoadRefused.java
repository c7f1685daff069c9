package dev.seedbed.plan;

/** Rows have to be read before they are planted; what is wrong with them is not said here. */
public final class LoadRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LoadRefused() {
        super("Rows have to be read before they are planted.");
    }
}

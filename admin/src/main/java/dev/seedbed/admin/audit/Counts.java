package dev.seedbed.admin.audit;

import java.time.Duration;

/** Hears of what is worth counting, once it has been written. From any thread. */
public interface Counts {
    /** For where nobody counts. */
    Counts NONE = new Counts() {
        @Override
        public void change(String action) {}

        @Override
        public void refusal(int status, String code) {}

        @Override
        public void run(String mode, String outcome, Duration took) {}
    };

    /** @param action such as {@code session.begun} */
    void change(String action);

    void refusal(int status, String code);

    /** @param outcome of its report */
    void run(String mode, String outcome, Duration took);
}

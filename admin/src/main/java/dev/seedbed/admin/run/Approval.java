package dev.seedbed.admin.run;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether a plan can be applied by somebody, and what it takes.
 *
 * @param run that the plan was applied by, or tried; null where nobody has yet
 * @param going another run, which has to end first; null where none goes on in this process
 * @param needsAnother whether whoever asks made the plan, and somebody else has to apply it
 * @param secondPerson whether two people are needed at all
 * @param confirm name of the database, which has to be written; null where it need not
 */
public record Approval(
        @Nullable UUID run,
        @Nullable UUID going,
        boolean needsAnother,
        boolean secondPerson,
        @Nullable String confirm) {}

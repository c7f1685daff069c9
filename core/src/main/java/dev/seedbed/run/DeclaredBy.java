package dev.seedbed.run;

import org.jspecify.annotations.Nullable;

/** Who declared the environment of a run, in words; {@link Report#environmentDeclaredBy} is the same for programs. */
public final class DeclaredBy {
    private DeclaredBy() {}

    /** Such as {@code declared by --env}. */
    public static String words(String declaredBy) {
        return switch (declaredBy) {
            case "flag" -> "declared by --env";
            case "variable" -> "declared by SEEDBED_ENV";
            case "configuration" -> "declared by the configuration file";
            case "default" -> "since nothing declares another";
            default -> "declared by " + declaredBy;
        };
    }

    /** Where it stands that somebody is to mend; null where it is in the program. */
    public static @Nullable String place(String declaredBy) {
        return switch (declaredBy) {
            case "flag" -> "--env";
            case "variable" -> "SEEDBED_ENV";
            case "configuration" -> "environment in seedbed.yaml";
            case "default", "builder" -> null;
            default -> declaredBy;
        };
    }
}

package dev.seedbed.run;

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
}

package dev.seedbed.admin.console;

/** What a permission lets people do, in a sentence. */
public final class PermissionWords {
    private PermissionWords() {}

    /** @throws IllegalArgumentException for a permission that there is none of */
    public static String of(String permission) {
        return switch (permission) {
            case "seeds:read" -> "Sees the overview, seeders, plans and runs.";
            case "seeds:run" -> "Makes plans, and applies them.";
            case "rows:read" -> "Sees rows of seeded tables.";
            case "rows:write" -> "Adds, edits, restores, pins and deletes rows.";
            case "roles:read" -> "Sees roles and what they allow.";
            case "roles:write" -> "Makes, changes and deletes roles.";
            case "accounts:read" -> "Sees accounts and their roles.";
            case "accounts:write" -> "Makes accounts, gives them roles and new passwords, disables them.";
            case "audit:read" -> "Sees who did what, and what was refused.";
            default -> throw new IllegalArgumentException("There is no permission \"" + permission + "\".");
        };
    }
}

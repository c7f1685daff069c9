package dev.seedbed.admin.console;

/** What an action of the trail is, in plain words. */
public final class ActionWords {
    private ActionWords() {}

    /** Empty for an action that this release does not write. */
    public static String of(String action) {
        return switch (action) {
            case "account.created" -> "Account made";
            case "account.disabled" -> "Account disabled";
            case "account.enabled" -> "Account enabled";
            case "account.password-changed" -> "Own password changed";
            case "account.password-reset" -> "New password made for somebody";
            case "account.password-set" -> "Password set by the service";
            case "account.recovery-code-used" -> "Recovery code used up";
            case "account.recovery-codes-renewed" -> "New recovery codes made";
            case "account.roles" -> "Roles of an account changed";
            case "account.second-factor-changed" -> "Second factor replaced";
            case "account.second-factor-enrolled" -> "Second factor enrolled";
            case "account.second-factor-removed" -> "Own second factor removed";
            case "account.second-factor-reset" -> "Second factor taken away, new password made";
            case "plan.made" -> "Plan made";
            case "role.changed" -> "Role changed";
            case "role.created" -> "Role made";
            case "role.deleted" -> "Role deleted";
            case "run.finished" -> "Run ended";
            case "run.started" -> "Run started";
            case "session.all-ended" -> "All sessions ended";
            case "session.begun" -> "Signed in, session begun";
            case "session.ended" -> "Session ended";
            case "session.renewed" -> "Session renewed";
            case "session.half-begun" -> "Password given, code to come";
            case "trail.sealed" -> "Entries sealed with another key";
            default -> "";
        };
    }
}

package dev.seedbed.admin.account;

import dev.seedbed.admin.audit.By;
import java.security.SecureRandom;
import java.util.Set;
import java.util.regex.Pattern;

/** How an account may be called. */
public final class AccountName {
    /** What to write, for whoever wrote something else. */
    public static final String RULE = "write up to 120 of a-z, 0-9 and . _ @ + -, and begin with a letter or digit; \""
            + By.SERVICE.actor() + "\" is the service's own";

    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,119}");
    private static final Pattern NUMBER = Pattern.compile("[._@+-]?[0-9]+$");

    /** As accounts are called that come with systems: whoever guesses at passwords begins with them. */
    private static final Set<String> DEFAULTS = Set.of(
            "adm",
            "admin",
            "administrator",
            "default",
            "demo",
            "guest",
            "manager",
            "master",
            "operator",
            "owner",
            "postgres",
            "readonly",
            "root",
            "sa",
            "seedbed",
            "su",
            "super",
            "superadmin",
            "superuser",
            "support",
            "sys",
            "sysadmin",
            "system",
            "test",
            "user");

    private static final int GENERATED_LETTERS = 6;

    private AccountName() {}

    public static boolean isAllowed(String name) {
        return ALLOWED.matcher(name).matches() && !name.equals(By.SERVICE.actor());
    }

    /** Whether it is a usual name of accounts that come with a system, such as {@code root}, also with a number behind. */
    public static boolean isDefault(String name) {
        return DEFAULTS.contains(NUMBER.matcher(name).replaceFirst(""));
    }

    /** Such as {@code admin-k7wx2q}, of 29 bits. */
    static String generate(SecureRandom random) {
        return Accounts.ADMIN + "-" + RandomText.letters(random, GENERATED_LETTERS);
    }
}

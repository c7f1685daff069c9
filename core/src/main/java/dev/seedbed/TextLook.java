package dev.seedbed;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text looks like, judged by its form alone.
 *
 * @param what the name of the look, such as {@code an AWS access key}
 * @param masked as much of the text as may be shown
 */
record TextLook(Kind kind, String what, String masked) {
    /** Longer texts are looked through up to here. */
    private static final int MOST_CHARACTERS = 100_000;

    private static final int LONGEST_ADDRESS = 254;

    /** Why it matters. */
    enum Kind {
        EMAIL,
        PASSWORD_HASH,
        SECRET
    }

    /** A form, of which group 1 may be shown. */
    private record Form(String what, Pattern pattern) {
        Form(String what, String regex) {
            this(what, Pattern.compile(regex));
        }

        @Nullable
        TextLook find(Kind kind, String text) {
            Matcher matcher = pattern.matcher(text);
            return matcher.find() ? new TextLook(kind, what, matcher.group(1) + "***") : null;
        }
    }

    private static final Pattern EMAIL_FORM =
            Pattern.compile("([A-Za-z0-9])[A-Za-z0-9._%+'-]{0,63}(@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,8}"
                    + "\\.[A-Za-z]{2,24})");

    private static final List<Form> HASHES = List.of(
            new Form("bcrypt", "^(?:\\{bcrypt})?(\\$2[abxy]?\\$)\\d\\d\\$[./A-Za-z0-9]{53}$"),
            new Form("Argon2", "^(?:\\{argon2})?(\\$argon2(?:id|i|d)\\$)"),
            new Form("PBKDF2", "^(\\$?pbkdf2(?:[-_:][A-Za-z0-9]+)*[$:])[^ ]+$"),
            new Form("scrypt", "^(\\$?scrypt[$:])[^ ]+$"),
            new Form("LDAP", "^(\\{(?:SSHA|SHA|SMD5|MD5|CRYPT)\\d*})[^ ]+$"),
            new Form("crypt", "^(\\$(?:1|5|6|y|7|gy|apr1|P|H)\\$)[./A-Za-z0-9$=,]{16,}$"));

    private static final Pattern PASSWORD_COLUMN = Pattern.compile("passw|passphrase|pwd|pass_?hash");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");
    private static final Set<Integer> DIGEST_DIGITS = Set.of(32, 40, 56, 64, 96, 128);

    private static final List<Form> SECRETS = List.of(
            new Form("a private key", "(-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----)"),
            new Form("an AWS access key", "(?<![A-Za-z0-9])(AKIA|ASIA)[0-9A-Z]{16}(?![A-Za-z0-9])"),
            new Form("a Stripe key", "(?<![A-Za-z0-9])([rs]k_live_)[0-9A-Za-z]{8,}"),
            new Form("a GitHub token", "(?<![A-Za-z0-9])(gh[pousr]_)[0-9A-Za-z]{30,}"),
            new Form("a GitHub token", "(?<![A-Za-z0-9])(github_pat_)[0-9A-Za-z_]{22,}"),
            new Form("a GitLab token", "(?<![A-Za-z0-9])(glpat-)[0-9A-Za-z_-]{20,}"),
            new Form("a Slack token", "(?<![A-Za-z0-9])(xox[abeoprs]-)[0-9A-Za-z-]{10,}"),
            new Form("a Google API key", "(?<![A-Za-z0-9])(AIza)[0-9A-Za-z_-]{35}"));

    private static final List<String> SECRET_MARKS =
            List.of("PRIVATE KEY", "AKIA", "ASIA", "k_live_", "gh", "glpat-", "xox", "AIza");

    /** An e-mail address or a password hash; null for neither. */
    static @Nullable TextLook userData(String column, String text) {
        if (text.length() <= LONGEST_ADDRESS && text.indexOf('@') > 0) {
            Matcher matcher = EMAIL_FORM.matcher(text.strip());
            if (matcher.matches()) {
                return new TextLook(Kind.EMAIL, "an e-mail address", matcher.group(1) + "***" + matcher.group(2));
            }
        }
        if (text.length() > LONGEST_ADDRESS * 4) {
            return null;
        }
        if (text.startsWith("$") || text.startsWith("{") || text.startsWith("pbkdf2") || text.startsWith("scrypt")) {
            for (Form form : HASHES) {
                TextLook look = form.find(Kind.PASSWORD_HASH, text);
                if (look != null) {
                    return look;
                }
            }
        }
        return DIGEST_DIGITS.contains(text.length())
                        && HEX.matcher(text).matches()
                        && PASSWORD_COLUMN
                                .matcher(column.toLowerCase(Locale.ROOT))
                                .find()
                ? new TextLook(Kind.PASSWORD_HASH, "a digest in hexadecimal", "***")
                : null;
    }

    /** A key or token that opens something; null for none. */
    static @Nullable TextLook secret(String text) {
        String looked = text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
        if (SECRET_MARKS.stream().noneMatch(looked::contains)) {
            return null;
        }
        for (Form form : SECRETS) {
            TextLook look = form.find(Kind.SECRET, looked);
            if (look != null) {
                return look;
            }
        }
        return null;
    }
}

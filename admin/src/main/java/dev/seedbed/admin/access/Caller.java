package dev.seedbed.admin.access;

import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is signed in.
 *
 * @param name as the trail shows it; one that is no local account's begins with where it comes from, such as {@code oidc:}
 * @param account null for callers who have none here
 * @param roles by name; names that no role has allow nothing
 * @param first what they have to do before anything else; null for nothing
 */
public record Caller(
        String name,
        Kind kind,
        @Nullable UUID account,
        Set<String> roles,
        @Nullable First first) {

    /** How they signed in. */
    public enum Kind {
        /** With a password, here. */
        ACCOUNT(""),
        /** With OpenID Connect. */
        OIDC("oidc:"),
        /** A machine, with a bearer token. */
        TOKEN("token:"),
        /** To the application that this service is mounted in. */
        APPLICATION("application:");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        /** What the names of such callers begin with; no account's name can. */
        public String prefix() {
            return prefix;
        }
    }

    /** What somebody who is signed in has to do before anything else. */
    public enum First {
        /** Show a code of the second factor: until then they are half signed in. */
        CODE,
        /** Change a password that somebody else made. */
        PASSWORD,
        /** Enrol a second factor. */
        SECOND_FACTOR
    }

    /** Names that are longer are none: two of them could not be told apart. */
    public static final int LONGEST_NAME = 400;

    public Caller {
        roles = Set.copyOf(new TreeSet<>(roles));
    }

    /** What they are called where they sign in. */
    public String bareName() {
        return name.substring(kind.prefix().length());
    }
}

package dev.seedbed.admin.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a caller needs for an endpoint. An endpoint without it is nobody's: it answers 403, and fails the build. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Needs {
    /** Nothing: anybody may call. */
    String NOTHING = "nothing";

    /** To have signed in with a password, also where a code of the second factor is still to come. */
    String PASSWORD = "password";

    /** To be signed in, also with a password that has to be changed first, or without a second factor that is required. */
    String IDENTITY = "identity";

    /** {@link #NOTHING}, {@link #PASSWORD}, {@link #IDENTITY}, or a permission such as {@code accounts:write}. */
    String value();
}

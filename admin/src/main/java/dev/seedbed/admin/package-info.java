/** How the service is configured, mounted in an application, and served alone. */
@NullMarked
package dev.seedbed.admin;

import org.jspecify.annotations.NullMarked;

/** What of the starter differs on Spring Boot 3.5, whose health stands in another package. Depends on it alone. */
@NullMarked
package dev.seedbed.spring.boot3;

import org.jspecify.annotations.NullMarked;

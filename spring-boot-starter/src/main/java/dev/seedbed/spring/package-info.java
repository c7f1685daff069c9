/** The door for Spring Boot. Depends on core and on Spring Boot; what an application may lack stands behind conditions. */
@NullMarked
package dev.seedbed.spring;

import org.jspecify.annotations.NullMarked;

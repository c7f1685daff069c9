/**
 * The application's own roles, read out of its tables and never written. Knows the application's tables by what a mapping
 * says of them, the service's roles, and nothing of the web.
 */
@NullMarked
package dev.seedbed.admin.application;

import org.jspecify.annotations.NullMarked;

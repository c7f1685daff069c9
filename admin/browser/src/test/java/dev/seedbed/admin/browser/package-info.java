/**
 * The console as people use it: its pages in Chromium, on services that tests start on PostgreSQL. Depends on what the service
 * and the command line are made of, and nothing depends on it.
 */
@NullMarked
package dev.seedbed.admin.browser;

import org.jspecify.annotations.NullMarked;
